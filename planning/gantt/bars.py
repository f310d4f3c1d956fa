"""The picture of one block of rows: shading, grid, baseline, links, bars, labels, today, from back to front."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ecompm.core.ui import formats
from planning.gantt import BLOCK, ROW
from planning.gantt.links import links_by_row
from planning.gantt.pieces import Piece, piece
from planning.gantt.progress_line import draw_progress_line
from planning.gantt.rows import PlanRows, Row
from planning.gantt.scale import HATCH, Scale
from planning.working_time import last_day

MIDDLE = 14
BESIDE = (("base-2", 4), ("base-3", 26))
"""The further baselines: their form, and how far below the upper edge of the row they lie."""
SHORTEST = 3.0


class Bars:
    """Draws rows of a plan. Bars that may be dragged carry task and days as data attributes; `hatch` is the id of the
    pattern of critical ones."""

    def __init__(
        self, plan: PlanRows, scale: Scale, *, may_change: bool, progress_line: bool = False, hatch: str = HATCH
    ) -> None:
        self.plan, self.scale, self.may_change, self.progress_line = plan, scale, may_change, progress_line
        self.hatch = hatch

    def block(self, number: int) -> SafeString:
        """The SVG of a block, complete."""
        first, last = self._span_of(number)
        height = ROW * (last - first + 1)
        under, bars, line = self._pieces(number)
        parts = [
            *self._ground(first == 0, height), "<g>", *(one.html for one in under), "</g><g>",
            *(one.html for one in bars), "</g>", *self._today(height), line.html,
        ]  # fmt: skip
        label = _("Bars of the plan. The table beside them holds the same dates, links and progress.")
        return mark_safe(  # noqa: S308 -- numbers, and words that are escaped
            f'<svg class="g" id="bars-{number}" width="{self.scale.width}" height="{height}"'
            f' role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'
        )

    def pieces(self, number: int) -> list[Piece]:
        """What of a block follows from its rows, in the order of the SVG."""
        under, bars, line = self._pieces(number)
        return [*under, *bars, line]

    def draw(self, first: int, last: int) -> str:
        """The marks of the rows `first` to `last` for paper, without the element around them, the first row on top."""
        rows = self.plan.rows[first : last + 1]
        height = ROW * len(rows)
        links = links_by_row(self.plan, self.scale, first, last)
        parts = [
            *self._ground(first == 0, height),
            *(mark for k, row in enumerate(rows) for mark in self._under(row, ROW * k, links[first + k])),
            *(f"<g>{self._row(row, ROW * k)}</g>" for k, row in enumerate(rows)),
            *self._today(height),
            *self._line(first, last),
        ]
        return "".join(parts)

    def waiting(self, number: int) -> SafeString:
        """The empty space of a block that comes later."""
        count = min(BLOCK, len(self.plan.rows) - number * BLOCK)
        size = f'width="{self.scale.width}" height="{ROW * count}"'
        return mark_safe(f'<svg class="g" id="bars-{number}" {size} aria-hidden="true"></svg>')  # noqa: S308 -- numbers

    def _ground(self, on_top: bool, height: int) -> Iterator[str]:
        scale = self.scale
        for x, width in scale.weekends():
            yield f'<rect class="off" x="{x}" y="0" width="{width}" height="{height}"/>'
        for freeze in self.plan.calendars.freezes:
            x, end = scale.day(freeze.first), scale.day(freeze.last) + scale.pixels
            if end > 0 and x < scale.width:
                yield f'<rect class="frz" x="{x}" y="0" width="{round(end - x, 1)}" height="{height}"/>'
                yield f'<path class="frz-l" fill="none" d="M{x} 0V{height}M{round(end, 1)} 0V{height}"/>'
                if on_top:
                    yield f'<text class="frz-t" x="{x + 8}" y="18">{escape(freeze.name)}</text>'
        yield f'<path class="colline" d="{scale.grid().format(height=height)}"/>'
        lines = "".join(f"M0 {y + ROW - 0.5}H{scale.width}" for y in range(0, height, ROW))
        yield f'<path class="rowline" d="{lines}"/>'

    def _pieces(self, number: int) -> tuple[list[Piece], list[Piece], Piece]:
        """What lies under the bars, the bars, and the progress line."""
        first, last = self._span_of(number)
        places = range(first, last + 1)
        rows, links = self.plan.rows, links_by_row(self.plan, self.scale, first, last)
        under = [self._piece("under", k, "".join(self._under(rows[k], ROW * (k - first), links[k]))) for k in places]
        bars = [self._piece("bar", k, self._row(rows[k], ROW * (k - first)), self._handle(rows[k])) for k in places]
        return under, bars, self._piece("line", number, "".join(self._line(first, last)))

    def _piece(self, kind: str, place: int, marks: str, handle: str = "") -> Piece:
        return piece("g", f'<g id="{kind}-{place}"{handle}>{marks}</g>')

    def _span_of(self, number: int) -> tuple[int, int]:
        return number * BLOCK, min((number + 1) * BLOCK, len(self.plan.rows)) - 1

    def _line(self, first: int, last: int) -> Iterable[str]:
        return draw_progress_line(self.plan, self.scale, first, last) if self.progress_line else ()

    def _under(self, row: Row, y: int, links: list[str]) -> Iterator[str]:
        yield from self._baseline(row, y)
        yield from links

    def _baseline(self, row: Row, y: int) -> Iterator[str]:
        """The baseline as a bar below the task; further ones dashed above it and dotted below, between two ticks."""
        if row.is_summary or row.is_milestone:
            return
        start, finish, _length = self.plan.baseline.get(row.id, (None, None, 0))
        if start and finish:
            x, width = self._span(start, finish)
            yield f'<rect class="base" x="{x}" y="{y + 22}" width="{width}" height="2.5" rx="1"/>'
        for (form, place), (_number, frozen) in zip(BESIDE, self.plan.beside, strict=False):
            start, finish, _length = frozen.get(row.id, (None, None, 0))
            if start and finish:
                x, width = self._span(start, finish)
                end, at = round(x + width, 1), y + place
                yield f'<path class="{form}" d="M{x} {at}H{end}"/>'
                yield f'<path class="base-end" d="M{x} {at - 2}v4M{end} {at - 2}v4"/>'

    def _row(self, row: Row, y: int) -> str:
        if row.start is None or row.finish is None:
            return ""
        if row.is_summary:
            mark = self._summary(row, y)
        elif row.is_milestone:
            mark = self._milestone(row, y)
        else:
            mark = "".join(self._task(row, y))
        return f"<title>{escape(self._title(row))}</title>{mark}"

    def _task(self, row: Row, y: int) -> Iterator[str]:
        x, width = self._span(row.start, row.finish)
        place = f'x="{x + 0.5}" y="{y + 7.5}" width="{max(width - 1, 2)}" height="12" rx="2.5"'
        kind = "past" if row.done else "crit" if row.critical else "bar"
        yield f'<rect class="{kind}" {place}/>'
        if row.critical:
            yield f'<rect class="crit-hatch" fill="url(#{self.hatch})" {place}/>'
        if 0 < row.progress < 100:
            done = "crit-done" if row.critical else "done"
            length = round(max(width - 2, 1) * float(row.progress) / 100, 1)
            yield f'<rect class="{done}" x="{x + 1}" y="{y + 11.5}" width="{length}" height="4" rx="1.5"/>'
        yield from self._float(row, x + width, y)

    def _float(self, row: Row, x: float, y: int) -> Iterator[str]:
        if row.done or not row.late_finish or not row.total_float or row.total_float <= 0:
            return
        end = self.scale.at(row.late_finish)
        if end - x > SHORTEST:
            yield f'<path class="float" d="M{round(x, 1)} {y + 13.5}H{end}"/>'
            yield f'<path class="float-end" d="M{end} {y + 9.5}v8"/>'

    def _summary(self, row: Row, y: int) -> str:
        x, width = self._span(row.start, row.finish)
        end, tip = round(x + width, 1), min(4, width / 2)
        return f'<path class="sumbar" d="M{x} {y + 9}H{end}v10l-{tip}-5H{round(x + tip, 1)}l-{tip} 5z"/>'

    def _milestone(self, row: Row, y: int) -> str:
        x = self.scale.at(row.finish)
        size = 9 if row.gate else 7
        kind = "ms ms-ok" if row.done else "ms ms-crit" if row.critical else "ms"
        name = f"{row.gate} {row.name}" if row.gate else row.name
        inner = "" if not row.gate or row.done else f'<path class="ms-in" d="m{x} {y + MIDDLE - 4} 4 4-4 4-4-4z"/>'
        return (
            f'<path class="{kind}" d="m{x} {y + MIDDLE - size} {size} {size}-{size} {size}-{size}-{size}z"/>{inner}'
            f'<text class="lbl" x="{round(x + size + 4, 1)}" y="{y + 18}">{escape(name)}</text>'
        )

    def _span(self, start: object, finish: object) -> tuple[float, float]:
        x, end = self.scale.at(start), self.scale.at(finish)  # type: ignore[arg-type]
        return x, round(max(end - x, SHORTEST), 1)

    def _handle(self, row: Row) -> str:
        """Who may change the plan can link every bar (`data-t`), and move what isn't done and no summary (`data-n`)."""
        if not self.may_change or row.start is None or row.finish is None:
            return ""
        place = f' data-t="{row.number}"'
        if row.is_summary or row.done:
            return place
        last = last_day(row.start, row.finish)
        return f'{place} data-n="{row.number}" data-s="{row.start:%Y-%m-%d}" data-e="{last}"'

    def _title(self, row: Row) -> str:
        span = _days(row.start.date() if row.start else None, last_day(row.start, row.finish), row.is_milestone)
        return f"T{row.number} {row.name}\n{span}\n{formats.percent(row.progress)}"

    def _today(self, height: int) -> Iterator[str]:
        scale = self.scale
        if scale.first <= scale.today <= scale.last:
            x = round(scale.day(scale.today) + scale.pixels / 2, 1)
            yield f'<path class="today" d="M{x} 0V{height}"/>'


def _days(start: date | None, finish: date | None, is_milestone: bool) -> str:
    return formats.day(finish) if is_milestone else f"{formats.day(start)} – {formats.day(finish)}"
