"""The rows of a list as HTML. Strings are joined in Python: a template loop costs ten times as much per cell."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ecompm.core.ui import marks
from ecompm.core.ui.escaping import esc
from ecompm.core.ui.tables.column import Column, Row
from ecompm.core.ui.tables.state import State


def head(columns: Sequence[Column], state: State, *, selectable: bool) -> SafeString:
    """The head row: each sortable column is a link that sorts, and says how it is sorted."""
    select = format_html(
        '<td role="cell" class="fit"><input class="form-check-input" type="checkbox" data-select-all aria-label="{}"'
        " hidden></td>",
        _("Select all on this page"),
    )
    cells = format_html_join("", "{}", ((_head_cell(column, state),) for column in columns))
    return format_html('<tr role="row">{}{}</tr>', select if selectable else "", cells)


def _head_cell(column: Column, state: State) -> SafeString:
    direction = state.direction(column)
    label: object = column.label
    if column.sort:
        arrow = {"ascending": "sort-up", "descending": "sort-down"}.get(direction, "sort")
        url = state.sort_url(column)
        label = format_html('<a href="{}" hx-get="{}">{}{}</a>', url, url, label, marks.icon(arrow, css="s"))
    return format_html(
        '<th role="columnheader" scope="col"{}{}>{}</th>',
        format_html(' class="{}"', column.align) if column.align else "",
        format_html(' aria-sort="{}"', direction) if direction else "",
        label,
    )


class Rows:
    """Renders rows; the opening tags, which are equal in every row, are made once."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        href: Callable[[Row], str],
        name: Callable[[Row], object] | None = None,
        group: Callable[[Row], object] | None = None,
        chosen: Callable[[Row], bool] = lambda row: False,
    ) -> None:
        self.columns = [(column, *_tags(column)) for column in columns]
        self.href, self.name, self.group, self.chosen = href, name, group, chosen
        self.select_words = _("Select %(name)s")
        self.width = len(columns) + (name is not None)

    def html(self, rows: Iterable[Row]) -> SafeString:
        """All rows, with a head row wherever the group changes. Every part was escaped when it was made."""
        return SafeString("".join(self._parts(rows)))

    def _parts(self, rows: Iterable[Row]) -> Iterator[str]:
        last: object = None
        for row in rows:
            if self.group is not None and (label := self.group(row)) != last:
                last = label
                yield self._group_row(label)
            yield self._row(row)

    def _group_row(self, label: object) -> str:
        return (
            '<tr role="row" class="dt-group"><th role="rowheader" scope="rowgroup"'
            f' colspan="{self.width}">{esc(label)}</th></tr>'
        )

    def _row(self, row: Row) -> str:
        parts = ['<tr role="row" aria-selected="true">' if self.chosen(row) else '<tr role="row">']
        if self.name is not None:
            parts.append(self._select(row))
        for column, opening, closing in self.columns:
            parts += (opening, column.html(row, self.href(row) if column.head else ""), closing)
        parts.append("</tr>")
        return "".join(parts)

    def _select(self, row: Row) -> str:
        name = self.name(row) if self.name else row["pk"]
        return (
            '<td role="cell" class="fit select"><input class="form-check-input" type="checkbox" name="selected"'
            f' value="{esc(row["pk"])}" aria-label="{esc(self.select_words % {"name": name})}"></td>'
        )


def _tags(column: Column) -> tuple[str, str]:
    """Opening and closing tag of a column's cells. Roles are stated, so cards stay a table for screen readers."""
    element, role, scope = ("th", "rowheader", ' scope="row"') if column.head else ("td", "cell", "")
    classes = " ".join(
        word
        for word in (
            "full" if column.head else column.card,
            column.align,
            "num" if column.align == "r" else "",
            "fit" if column.fit else "",
        )
        if word
    )
    opening = f'<{element} role="{role}"{scope}'
    if classes:
        opening += f' class="{classes}"'
    if not column.head and column.card != "off":
        opening += f' data-l="{esc(column.label)}"'
    return f"{opening}>", f"</{element}>"
