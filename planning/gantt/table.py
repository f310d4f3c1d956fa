"""The grid of the plan: a treegrid that holds in words and figures all that the bars show."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ecompm.core.ui import formats, marks
from planning.gantt import BLOCK, ROW
from planning.gantt.pieces import Piece, piece
from planning.gantt.progress_line import days_ahead
from planning.gantt.rows import PlanRows, Row
from planning.gantt.scale import Scale
from planning.gantt.state import PlanState
from planning.notation import format_duration
from planning.working_time import days_between, last_day

COLUMNS = 8


class Grid:
    """Writes blocks of the grid. A cell that may be edited names its field in `data-f`."""

    def __init__(self, plan: PlanRows, state: PlanState, key: str, scale: Scale, *, may_change: bool) -> None:
        self.plan, self.state, self.key, self.scale, self.may_change = plan, state, key, scale, may_change
        self._shown_days: dict[date | None, str] = {}

    @property
    def with_variance(self) -> bool:
        return bool(self.plan.baseline)

    def head(self) -> SafeString:
        """The row of column names."""
        names = [
            ("wbs", _("No.")), ("", _("Task")), ("r", _("Duration")), ("", _("Start")), ("", _("Finish")),
            ("", _("Predecessors")), ("", _("Owner")), *([("r c-var", _("Slip"))] if self.with_variance else []),
            ("r", _("Done")), *([("r c-var", _("Ahead"))] if self.state.progress else []),
        ]  # fmt: skip
        cells = "".join(f'<th role="columnheader" scope="col" class="{css}">{escape(name)}</th>' for css, name in names)
        return mark_safe(f'<thead role="rowgroup"><tr role="row">{cells}</tr></thead>')  # noqa: S308 -- escaped above

    def block(self, number: int) -> SafeString:
        """The rows of a block, complete."""
        body = "".join(one.html for one in self.pieces(number))
        return mark_safe(f'<tbody role="rowgroup" id="rows-{number}">{body}</tbody>')  # noqa: S308 -- escaped below

    def pieces(self, number: int) -> list[Piece]:
        """The rows of a block, one by one."""
        first = number * BLOCK
        rows = self.plan.rows[first : first + BLOCK]
        return [piece("tr", self._row(row, place)) for place, row in enumerate(rows, first)]

    def waiting(self, number: int) -> SafeString:
        """The place of a block that is fetched when it comes into view."""
        count = min(BLOCK, len(self.plan.rows) - number * BLOCK)
        query = self.state.query()
        url = escape(f"{self._address}{query}{'&' if query else '?'}block={number}")
        size = f'colspan="{COLUMNS + self.with_variance + self.state.progress}" height="{ROW * count}"'
        loading = escape(_("Loading…"))
        cell = f'<td role="gridcell" class="later" {size}>{loading}</td>'
        return mark_safe(  # noqa: S308 -- numbers and an escaped address
            f'<tbody role="rowgroup" id="rows-{number}" hx-get="{url}" hx-trigger="intersect once root:.plan"'
            f' hx-swap="outerHTML"><tr role="row">{cell}</tr></tbody>'
        )

    @cached_property
    def _address(self) -> str:
        return reverse("planning:plan", kwargs={"key": self.key})

    @cached_property
    def _task_address(self) -> str:
        return reverse("planning:task", kwargs={"key": self.key, "number": 0}).removesuffix("0/")

    def _row(self, row: Row, place: int) -> str:
        css = " ".join(self._classes(row))
        expanded = (
            f' aria-expanded="{"false" if row.number in self.state.closed else "true"}"' if row.is_summary else ""
        )
        handle = f' data-n="{row.number}" data-v="{row.version}"'
        cells = "".join(self._cells(row))
        level = f' role="row" aria-level="{row.outline_level}"'
        return f'<tr id="row-{place}" class="{css}"{level}{expanded}{handle}>{cells}</tr>'

    def _classes(self, row: Row) -> Iterator[str]:
        yield f"l{min(row.outline_level, 9)}"
        if row.is_summary:
            yield "sum"
        if row.done:
            yield "past"
        if row.is_milestone:
            yield "ms"

    def _cells(self, row: Row) -> Iterator[str]:
        plain = not row.is_summary
        yield f'<td role="gridcell" class="wbs">{row.number}</td>'
        attributes = f'{self._edit("name")} title="{escape(row.name)}"'
        yield f'<th role="rowheader" scope="row" class="nm" {attributes}>{self._name(row)}</th>'
        yield self._cell("r c-dur", format_duration(row.duration), "duration" if plain and not row.is_milestone else "")
        yield self._cell("c-start", self._day(row.start and row.start.date()), "start" if plain else "")
        yield self._cell("c-fin", self._day(last_day(row.start, row.finish)), "finish" if plain else "")
        yield self._cell("c-pred dim", escape(self.plan.written.of(row.id)), "predecessors")
        yield self._cell("c-own", self._owner(row), "owner")
        if self.with_variance:
            yield self._variance(row)
        yield self._cell("r pc", formats.percent(round(row.progress)), "percent" if plain else "")
        if self.state.progress:
            yield self._ahead(row)

    def _cell(self, css: str, content: str, field: str) -> str:
        return f'<td role="gridcell" class="{css}" {self._edit(field)}>{content}</td>'

    def _edit(self, field: str) -> str:
        return f'data-f="{field}"' if field and self.may_change else ""

    def _name(self, row: Row) -> str:
        link = f'<a class="tx" id="t-{row.number}" href="{self._task_address}{row.number}/">{escape(row.name)}</a>'
        return f"<span>{self._twist(row)}{self._mark(row)}{link}{self._warning(row)}</span>"

    def _twist(self, row: Row) -> str:
        if not row.is_summary:
            return ""
        closed = row.number in self.state.closed
        word = _("Expand %(name)s") if closed else _("Collapse %(name)s")
        url = escape(self._address + self.state.toggled(row.number))
        icon = marks.icon("right" if closed else "down", css="s")
        return (
            f'<a class="twist" tabindex="-1" href="{url}" hx-get="{url}" hx-target="#plan" hx-swap="outerHTML"'
            f' hx-push-url="true" aria-label="{escape(word % {"name": row.name})}">{icon}</a>'
        )

    def _mark(self, row: Row) -> str:
        if not row.is_milestone:
            return ""
        if row.gate:
            return marks.icon("gate-ok" if row.done else "gate", _("Gate"), "s")
        return marks.icon("gate", _("Milestone"), "s")

    def _warning(self, row: Row) -> str:
        if row.blocked_reason and not row.done:
            return marks.icon("blocked", _("Blocked: %(reason)s") % {"reason": row.blocked_reason}, "mk")
        if row.critical and not row.is_summary:
            return marks.icon("path", pgettext("path", "Critical"), "mk")
        return ""

    def _owner(self, row: Row) -> str:
        if not row.owner__name:
            return ""
        return f'{escape(marks.initials(row.owner__name))}<span class="sr"> {escape(row.owner__name)}</span>'

    def _variance(self, row: Row) -> str:
        """Working days by which the finish is later than in the baseline."""
        was_start, was, _length = self.plan.baseline.get(row.id, (None, None, 0))
        agreed, now = last_day(was_start, was), last_day(row.start, row.finish)
        if agreed is None or now is None:
            return self._cell("r c-var dim", str(marks.NO_VALUE), "")
        days = days_between(self.plan.calendars.own, agreed, now)
        text = formats.signed(days) if days else "0"
        return self._cell("r c-var" + (" late" if days > 0 else " dim"), escape(text), "")

    def _ahead(self, row: Row) -> str:
        """What the progress line says: working days by which the task is ahead of today, or behind it."""
        days = days_ahead(row, self.scale)
        if days is None:
            return self._cell("r c-var dim", "", "")
        text = formats.signed(days) if days else "0"
        return self._cell("r c-var" + (" late" if days < 0 else " dim"), escape(text), "")

    def _day(self, day: date | None) -> str:
        if day not in self._shown_days:
            self._shown_days[day] = formats.day(day)
        return self._shown_days[day]
