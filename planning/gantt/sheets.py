"""The plan on paper and as a picture: columns of the grid beside the bars, each sheet with its own head and axis."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ecompm.core.ui import formats, marks
from planning.gantt import ROW
from planning.gantt.bars import BESIDE, Bars
from planning.gantt.rows import PlanRows, Row
from planning.gantt.scale import HATCH, HEIGHT, Scale, hatching
from planning.notation import format_duration
from planning.working_time import last_day

WIDTH, PAPER_HEIGHT = 1512, 1046
"""What an A3 sheet in landscape holds within margins of 10 mm, in pixels of 1/96 inch."""

TITLE, FOOT, PAD = 34, 28, 8
ROWS = (PAPER_HEIGHT - TITLE - HEIGHT - FOOT) // ROW
NARROW, WIDE, NORMAL, BROAD = 3.4, 9.6, 6.2, 7.8  # pixels of letters at the size of the grid
_NARROW, _WIDE = set("ijltfrI.,:;'|!() -"), set("mwMW@%")


@dataclass(frozen=True)
class Column:
    """A column of the grid on paper, in pixels."""

    name: str
    width: int
    at_end: bool = False


@dataclass(frozen=True)
class Paper:
    """What is drawn: a view of a plan, the words above it, and the day on which it was drawn."""

    plan: PlanRows
    scale: Scale
    title: str
    progress_line: bool = False

    def sheets(self) -> Iterator[SafeString]:
        """One picture for each sheet of A3, all as wide as the paper."""
        count = max(-(-len(self.plan.rows) // ROWS), 1)
        fitted = Sheet(self, self.scale.fitted(WIDTH - _grid_width()), 'width="400mm" height="277mm"')
        for number in range(count):
            last = min((number + 1) * ROWS, len(self.plan.rows)) - 1
            yield fitted.draw(number * ROWS, last, PAPER_HEIGHT, _page(number + 1, count))

    def picture(self) -> SafeString:
        """The whole view in one picture, drawn at the zoom of the page."""
        last = len(self.plan.rows) - 1
        height = TITLE + HEIGHT + ROW * (last + 1) + FOOT
        width = _grid_width() + self.scale.width
        return Sheet(self, self.scale, f'width="{width}" height="{height}"', width).draw(0, last, height, "")


@dataclass(frozen=True)
class Sheet:
    """Draws rows of a paper at a scale; `size` are the attributes of its element."""

    paper: Paper
    scale: Scale
    size: str
    width: int = WIDTH

    def draw(self, first: int, last: int, height: int, page: str) -> SafeString:
        rows = self.paper.plan.rows[first : last + 1]
        hatch = f"{HATCH}-{first}"
        line = self.paper.progress_line
        bars = Bars(self.paper.plan, self.scale, may_change=False, progress_line=line, hatch=hatch)
        parts = [
            hatching(hatch),
            f'<text class="sheet-title" x="{PAD}" y="20">{escape(self.paper.title)}</text>',
            f'<text x="{self.width - PAD}" y="20" text-anchor="end">{escape(page)}</text>',
            *self._heads(),
            *(mark for k, row in enumerate(rows) for mark in self._texts(row, TITLE + HEIGHT + ROW * k)),
            self._window(TITLE, HEIGHT, self.scale.marks()),
            self._window(TITLE + HEIGHT, ROW * len(rows), bars.draw(first, last)),
            *self._legend(height),
        ]
        return mark_safe(  # noqa: S308 -- numbers, and words that are escaped
            f'<svg xmlns="http://www.w3.org/2000/svg" class="g plan-paper" {self.size}'
            f' viewBox="0 0 {self.width} {height}" role="img" aria-label="{escape(self.paper.title)}">'
            f"{''.join(parts)}</svg>"
        )

    def _window(self, y: int, height: int, content: str) -> str:
        """A part of the sheet beyond whose edges nothing is drawn."""
        return f'<svg x="{_grid_width()}" y="{y}" width="{self.scale.width}" height="{height}">{content}</svg>'

    def _heads(self) -> Iterator[str]:
        for x, column in _places():
            yield _text(x, TITLE + HEIGHT - 8, column, column.name, "wk")
        yield f'<path class="monline" d="M0 {TITLE + HEIGHT - 0.5}H{self.width}"/>'

    def _texts(self, row: Row, y: int) -> Iterator[str]:
        css = "sheet-sum" if row.is_summary else "wk" if row.done else ""
        for (x, column), content in zip(_places(), self._contents(row), strict=True):
            indent = 12 * (row.outline_level - 1) if column.width == TASK else 0
            yield _text(x + indent, y + 18, column, content, css, indent)
        yield f'<path class="rowline" d="M0 {y + ROW - 0.5}H{_grid_width()}"/>'

    def _contents(self, row: Row) -> tuple[str, ...]:
        mark = "◆ " if row.is_milestone else ""
        return (
            str(row.number),
            f"{mark}{row.name}",
            format_duration(row.duration),
            _day(row.start.date() if row.start else None),
            _day(last_day(row.start, row.finish)),
            self.paper.plan.written.of(row.id),
            marks.initials(row.owner__name) if row.owner__name else "",
            formats.percent(round(row.progress)),
        )

    def _legend(self, height: int) -> Iterator[str]:
        x, y = PAD, height - 10
        for mark, word in _signs(self.paper):
            yield f'<g transform="translate({x} {y - 10})">{mark}</g><text x="{x + 28}" y="{y}">{escape(word)}</text>'
            x += 52 + round(_length(word))


TASK = 310


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("No."), 38, True), Column(_("Task"), TASK), Column(_("Duration"), 62, True),
        Column(_("Start"), 88), Column(_("Finish"), 88), Column(_("Predecessors"), 104), Column(_("Owner"), 46),
        Column(_("Done"), 52, True),
    )  # fmt: skip


def _grid_width() -> int:
    return sum(column.width for column in _columns()) + PAD


def _places() -> Iterator[tuple[int, Column]]:
    x = 0
    for column in _columns():
        yield x, column
        x += column.width


def _text(x: int, y: int, column: Column, content: str, css: str, indent: int = 0) -> str:
    place = f'x="{x + column.width - PAD}" text-anchor="end"' if column.at_end else f'x="{x + PAD}"'
    return f'<text class="{css}" {place} y="{y}">{escape(_cut(content, column.width - indent - PAD))}</text>'


def _cut(text: str, room: float) -> str:
    """The text, or as much of it as fits with an ellipsis behind."""
    if _length(text) <= room:
        return text
    while text and _length(text) > room - WIDE:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _length(text: str) -> float:
    return sum(map(_width, text))


def _width(letter: str) -> float:
    if letter in _NARROW:
        return NARROW
    if letter in _WIDE or letter > "\u2e80":
        return WIDE
    return BROAD if letter.isupper() else NORMAL


def _signs(paper: Paper) -> Iterator[tuple[str, str]]:
    bar = 'x=".5" y=".5" width="21" height="11" rx="2.5"'
    crit = f'<rect class="crit" {bar}/><path class="hatch-l" d="M4 11 11 1M10 11 17 1" fill="none"/>'
    yield crit, pgettext("legend", "critical")
    yield (
        f'<rect class="bar" {bar}/><rect class="done" x="1" y="4" width="11" height="4"/>',
        pgettext("legend", "progress"),
    )
    yield '<path class="float" d="M0 6H20"/><path class="float-end" d="M20 2v8"/>', pgettext("legend", "float")
    if paper.plan.baseline:
        yield '<rect class="base" y="5" width="22" height="3"/>', pgettext("legend", "baseline")
    for (form, _place), (number, _frozen) in zip(BESIDE, paper.plan.beside, strict=False):
        name = pgettext("legend", "baseline %(number)d") % {"number": number}
        yield f'<path class="{form}" d="M0 6H22"/><path class="base-end" d="M.5 4v4M21.5 4v4"/>', name
    if paper.progress_line:
        sign = '<path class="pline" d="M20 0L6 6L20 12"/><circle class="pline-dot" cx="6" cy="6" r="3"/>'
        yield sign, pgettext("legend", "progress line")
    if paper.plan.calendars.freezes:
        yield (
            '<rect class="frz" width="22" height="12"/><path class="frz-l" d="M1 0v12"/>',
            pgettext("legend", "freeze"),
        )
    yield '<path class="today" d="M11 0V12"/>', pgettext("legend", "today")


def _page(number: int, count: int) -> str:
    return _("Sheet %(number)d of %(count)d") % {"number": number, "count": count}


def title_of(project: object, plan: PlanRows, today: date) -> str:
    """The line above a picture: which project, how many tasks, until when, and when it was drawn."""
    tasks = ngettext("%(count)d task", "%(count)d tasks", plan.total) % {"count": plan.total}
    ends = _("finish %(day)s") % {"day": formats.day(plan.finish.date())} if plan.finish else ""
    drawn = _("as of %(day)s") % {"day": formats.day(today)}
    return " · ".join(part for part in (str(project), _("Plan"), tasks, ends, drawn) if part)


def _day(day: date | None) -> str:
    return formats.day(day)
