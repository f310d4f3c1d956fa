"""The list of a page: queryset in, HTML or CSV out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.forms import BoundField, Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django_filters import FilterSet

from ecompm.core.pages import render_page
from ecompm.core.ui.tables import export
from ecompm.core.ui.tables import render as html
from ecompm.core.ui.tables.column import Bulk, Column, Row, Text
from ecompm.core.ui.tables.filters import Chip, chips
from ecompm.core.ui.tables.state import OWN, State
from ecompm.core.ui.tables.views import ViewStore, default_query, kept_for

# Beyond this the count of matches is shown as "more than", because counting them costs more than it tells.
COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Empty:
    """What a list says while it has no rows at all: what will be here, what it is good for, how to start.

    With `kind="denied"` it says instead that the reader may not see the rows, and who can change that.
    """

    title: Text = ""
    text: Text = ""
    action: Text = ""
    href: str = ""
    kind: str = ""


class Table:
    """A list, declared as a class and made per request. The address holds its whole state."""

    key: ClassVar[str]
    caption: ClassVar[Text]
    columns: ClassVar[Sequence[Column]]
    default_sort: ClassVar[str] = ""
    filterset_class: ClassVar[type[FilterSet] | None] = None
    # Filters shown as chips, in this order; `search` names the one that is a search field.
    filters: ClassVar[Sequence[str]] = ()
    search: ClassVar[str] = "search"
    bulk: ClassVar[Sequence[Bulk]] = ()
    page_size: ClassVar[int] = 100
    # Classes of the table: "many" turns into cards early, "three" has three columns as a card.
    css: ClassVar[str] = ""
    # Names that `row_url`, `row_name` and `group` read beyond those of the columns.
    reads: ClassVar[Sequence[str]] = ()

    def __init__(
        self,
        request: HttpRequest,
        queryset: QuerySet[Any],
        *,
        row_url: Callable[[Row], str] | None = None,
        bulk_url: str = "",
        empty: Empty | None = None,
        views: ViewStore | None = None,
    ) -> None:
        self.request = request
        self.store = views or kept_for(request)
        self.views = list(self.store.views(self.key))
        # An address without any state starts with the person's own view of the list.
        start = default_query(self.views)
        self.state = State(request.GET or QueryDict(start), self.columns, self.default_sort, never_empty=bool(start))
        self._all = queryset
        self._row_url = row_url
        self.bulk_url = bulk_url
        self.empty = empty or Empty()

    # What a list may override -----------------------------------------------------------------------------------

    def row_url(self, row: Row) -> str:
        """Address of a row's page; empty when it has none."""
        return self._row_url(row) if self._row_url else ""

    def row_name(self, row: Row) -> object:
        """What a row is called, for example in "Select R04"."""
        head = next((column for column in self.columns if column.head), self.columns[0])
        return row.get(head.name) or row["pk"]

    group: Callable[[Row], object] | None = None

    def prepare(self, rows: list[dict[str, Any]]) -> Iterable[Row]:
        """Add computed values to the rows of a page, set-wise: one query for all of them, never one each."""
        return rows

    # What is shown ----------------------------------------------------------------------------------------------

    @cached_property
    def filterset(self) -> FilterSet | None:
        if self.filterset_class is None:
            return None
        return self.filterset_class(self.state.params, queryset=self._all, request=self.request)

    @cached_property
    def matching(self) -> QuerySet[Any]:
        """The filtered rows, ordered, as dictionaries."""
        queryset = self.filterset.qs if self.filterset else self._all
        return queryset.order_by(*self.state.ordering).values("pk", *self._fields)

    @property
    def _fields(self) -> list[str]:
        names = (name for column in self.state.columns for name in column.fields)
        head = (name for column in self.columns if column.head for name in column.fields)
        return list(dict.fromkeys([*names, *head, *self.reads]))

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The rows of the page."""
        first = (self.state.page - 1) * self.page_size
        found = list(self.matching[first : first + self.page_size + 1])
        self.has_next = len(found) > self.page_size
        return list(self.prepare(found[: self.page_size]))

    has_next = False

    @cached_property
    def total(self) -> int:
        """How many rows match, counted up to COUNTED + 1. A single page needs no query for it."""
        if self.state.page == 1 and len(self.rows) < self.page_size:
            return len(self.rows)
        queryset = self.filterset.qs if self.filterset else self._all
        return queryset.order_by()[: COUNTED + 1].count()

    @property
    def more_than_counted(self) -> bool:
        return self.total > COUNTED

    @property
    def first(self) -> int:
        return (self.state.page - 1) * self.page_size + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def first_url(self) -> str:
        return self.state.url()

    @property
    def previous_url(self) -> str:
        return self.state.url(page=str(self.state.page - 1)) if self.state.page > 1 else ""

    @property
    def next_url(self) -> str:
        return self.state.url(page=str(self.state.page + 1)) if self.rows and self.has_next else ""

    @property
    def export_url(self) -> str:
        return self.state.url(export="csv")

    @property
    def selectable(self) -> bool:
        return bool(self.bulk and self.bulk_url)

    @property
    def head(self) -> SafeString:
        return html.head(self.state.columns, self.state, selectable=self.selectable)

    @property
    def body(self) -> SafeString:
        name = self.row_name if self.selectable else None
        return html.Rows(self.state.columns, href=self.row_url, name=name, group=self.group).html(self.rows)

    @property
    def width(self) -> int:
        return len(self.state.columns) + self.selectable

    # The toolbar ------------------------------------------------------------------------------------------------

    @property
    def form(self) -> Form | None:
        return self.filterset.form if self.filterset else None

    @property
    def search_field(self) -> BoundField | None:
        """The filter that is a search field, if the filter set has one of that name."""
        if self.form is None or self.search not in self.form.fields:
            return None
        widget = self.form.fields[self.search].widget
        widget.input_type = "search"  # type: ignore[attr-defined]
        widget.attrs |= {"class": "form-control", "placeholder": self.form.fields[self.search].label or ""}
        return self.form[self.search]

    @cached_property
    def chips(self) -> list[Chip]:
        return chips(self.form, self.filters, self.state) if self.form else []

    @property
    def query(self) -> str:
        """The state of the list as a query string, as a saved view keeps it."""
        return self.state.url().removeprefix("?")

    @property
    def kept_by_filters(self) -> list[tuple[str, str]]:
        """What the form of the filters carries along: the order and the columns."""
        return [pair for pair in self.state.kept() if pair[0] in ("sort", "columns")]

    @property
    def kept_by_columns(self) -> list[tuple[str, str]]:
        """What the form of the columns carries along: all but them."""
        return self.state.kept("columns")

    @property
    def is_filtered(self) -> bool:
        searched = self.search_field is not None and bool(self.search_field.value())
        return searched or any(chip.shown for chip in self.chips)

    @property
    def clear_url(self) -> str:
        """The address without any filter; order and columns stay."""
        return self.state.url(**{name: None for name in self.state.params if name not in OWN})

    @property
    def shown_names(self) -> set[str]:
        return {column.name for column in self.state.columns}

    # The answer -------------------------------------------------------------------------------------------------

    def respond(self, template: str, context: Mapping[str, Any] | None = None) -> HttpResponseBase:
        """The page with the list in it, for htmx only what changed in the list, or the CSV of all matching rows."""
        if self.request.GET.get("export") == "csv":
            rows = self.prepare_export()
            return export.response(self.key, self.state.columns, rows)
        full = {**(context or {}), "table": self}
        if self.is_asked_by_list:
            response: HttpResponse = render(self.request, "components/table.html#fragment", full)
        else:
            response = render_page(self.request, template, full)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response

    def prepare_export(self) -> Iterable[Row]:
        """All matching rows, prepared in blocks so that memory stays flat."""
        block: list[dict[str, Any]] = []
        for row in self.matching.iterator(chunk_size=1000):
            block.append(row)
            if len(block) == 1000:
                yield from self.prepare(block)
                block = []
        yield from self.prepare(block)

    @property
    def is_asked_by_list(self) -> bool:
        """Whether htmx asks from inside the list, and not for the whole page."""
        return self.request.headers.get("HX-Target") == f"{self.key}-results"
