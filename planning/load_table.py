"""The load map as HTML: a table whose cells are shaded and say their numbers. Joined in Python, for it may be large."""

from collections.abc import Callable, Iterator
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecompm.core.ui import formats, marks
from planning.load_map import Cell, LoadMap, Row


class LoadTable:
    """`address(**query)` gives the address of the page with more of a query; `chosen` is a row's key and a week."""

    def __init__(self, found: LoadMap, address: Callable[..., str], chosen: tuple[str, date] | None) -> None:
        self.found, self.address, self.chosen = found, address, chosen

    @property
    def head(self) -> SafeString:
        weeks = format_html_join(
            "",
            '<th scope="col"><span class="sr">{} </span>{}</th>',
            ((_("Week of"), formats.date_html(week)) for week in self.found.weeks),
        )
        return format_html('<tr><th scope="col" class="who">{}</th>{}<th scope="col">{}</th></tr>',
                           _("Who"), weeks, _("All"))  # fmt: skip

    @property
    def body(self) -> SafeString:
        return format_html_join("", "{}", ((self._row(row),) for row in self.found.rows))

    def _row(self, row: Row) -> SafeString:
        name = format_html("{}", row.label)
        return format_html(
            '<tr><th scope="row" class="who"><span class="two"><b>{}</b><span>{}</span></span></th>{}'
            '<td class="num sum">{}<span>{}</span></td></tr>',
            name,
            row.note,
            format_html_join("", "{}", ((cell,) for cell in self._cells(row))),
            hours(row.asked),
            _("of %(hours)s") % {"hours": hours(row.there)},
        )

    def _cells(self, row: Row) -> Iterator[SafeString]:
        for cell in row.cells:
            classes = ["num", f"h{cell.band}c" if cell.band else "free"]
            if self.chosen == (row.key, cell.week):
                classes.append("on")
            yield format_html('<td class="{}">{}</td>', " ".join(classes), self._inside(row, cell))

    def _inside(self, row: Row, cell: Cell) -> SafeString:
        """Hours and percent; where some day asks for too much a link to the causes, with a mark and words."""
        if not cell.asked:
            return format_html("<span>{}</span>", _("off") if not cell.there else formats.NO_VALUE)
        share = formats.percent(cell.percent) if cell.percent is not None else _("none there")
        numbers = format_html("<b>{}</b><span>{}</span>", hours(cell.asked), share)
        if not cell.over_days:
            return numbers
        words = ngettext("over-allocated on %(days)d day", "over-allocated on %(days)d days", cell.over_days)
        return format_html(
            '<a class="over" href="{}#causes">{}{}<span class="sr">, {}</span></a>',
            self.address(row=row.key, week=cell.week),
            marks.icon("warn", css="s"),
            numbers,
            words % {"days": cell.over_days},
        )


def hours(value: float) -> str:
    """Hours as people read them: “38 h”, a half where there is one."""
    return _("%(number)s h") % {"number": formats.number(value, 0 if float(value).is_integer() or value >= 10 else 1)}
