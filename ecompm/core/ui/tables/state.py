"""The state of a list as its address says it: order, page, columns. Unknown names in an address are ignored."""

from collections.abc import Sequence

from django.http import QueryDict

from ecompm.core.ui.tables.column import Column

# Parameters of the address that belong to the list itself; all others are filters.
OWN = ("sort", "page", "columns", "export")
MAX_PAGE = 100_000


class State:
    """Order, page and shown columns, and the addresses that change them.

    `never_empty` keeps the order in every address: without any state a list starts with the person's own view again.
    """

    def __init__(
        self, params: QueryDict, columns: Sequence[Column], default_sort: str, *, never_empty: bool = False
    ) -> None:
        self.params = params
        self._never_empty = never_empty
        self._all = {column.name: column for column in columns}
        asked = params.get("sort", "")
        self.sort = asked if self._sortable(asked) else default_sort
        self.page = _page(params.get("page", ""))
        wanted = set(params.getlist("columns")) & set(self._all)
        self.columns = [c for c in columns if (c.name in wanted or c.head if wanted else c.shown)]

    def _sortable(self, name: str) -> bool:
        column = self._all.get(name.removeprefix("-"))
        return bool(column and column.sort)

    @property
    def ordering(self) -> list[str]:
        """Fields for `order_by`, always ended by the primary key, so that pages never overlap."""
        column = self._all.get(self.sort.removeprefix("-"))
        fields = column.ordering if column else ()
        down = self.sort.startswith("-")
        return [*(_flipped(name) if down else name for name in fields), "pk"]

    def direction(self, column: Column) -> str:
        """`ascending`, `descending`, or empty when the list is not sorted by the column."""
        return {column.name: "ascending", f"-{column.name}": "descending"}.get(self.sort, "")

    def url(self, **changes: str | None) -> str:
        """The address of this list with some parameters changed; None removes one. The page starts again at 1."""
        params = self.params.copy()
        for name, value in {"page": None, "export": None, **changes}.items():
            params.pop(name, None)
            if value is not None:
                params[name] = value
        if self._never_empty and not params:
            params["sort"] = self.sort
        return f"?{params.urlencode()}"

    def kept(self, *without: str) -> list[tuple[str, str]]:
        """The parameters a GET form has to carry along as hidden fields."""
        left_out = {"page", "export", *without}
        return [(name, value) for name, values in self.params.lists() if name not in left_out for value in values]

    def sort_url(self, column: Column) -> str:
        """The address that sorts by the column: upwards first, then downwards."""
        return self.url(sort=f"-{column.name}" if self.sort == column.name else column.name)


def _page(text: str) -> int:
    return min(max(int(text), 1), MAX_PAGE) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _flipped(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"
