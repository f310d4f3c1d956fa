"""The progress line: where each task stands by its progress, joined from row to row. Left of today is behind."""

from collections.abc import Iterator
from datetime import datetime, time

from planning.calc import DAY
from planning.gantt import ROW
from planning.gantt.rows import PlanRows, Row
from planning.gantt.scale import Scale

NOON = time(12)
MIDDLE = 13.5
DOT = 3


def draw_progress_line(plan: PlanRows, scale: Scale, first: int, last: int) -> Iterator[str]:
    """The line through the rows `first` to `last`, with the rows before and after them, so that pieces join."""
    if not scale.first <= scale.today <= scale.last or first > last:
        return
    today = scale.day(scale.today) + scale.pixels / 2
    shown = range(max(first - 1, 0), min(last + 2, len(plan.rows)))
    stands = {place: _stands(plan.rows[place], scale) for place in shown}
    points = [
        f"{round(today if x is None else x, 1)} {round(ROW * (place - first) + MIDDLE, 1)}"
        for place, x in stands.items()
    ]
    ends = f"M{round(today, 1)} 0L" if first == 0 else "M"
    yield f'<path class="pline" d="{ends}{" ".join(points)}"/>'
    for place, x in stands.items():
        if x is not None and first <= place <= last:
            yield f'<circle class="pline-dot" cx="{x}" cy="{ROW * (place - first) + MIDDLE}" r="{DOT}"/>'


def days_ahead(row: Row, scale: Scale) -> int | None:
    """Whole working days by which a task is ahead of today; negative: behind. None for what stands on today's line."""
    if not _counts(row, scale):
        return None
    passed = scale.calendar.between(row.start, _now(scale))  # type: ignore[arg-type]
    whole = scale.calendar.between(row.start, row.finish)  # type: ignore[arg-type]
    return int((whole * float(row.progress) / 100 - passed) / DAY)


def _stands(row: Row, scale: Scale) -> float | None:
    """Where the progress of a task ends in pixels, None where it stands on today's line."""
    if not _counts(row, scale):
        return None
    start, finish = scale.at(row.start), scale.at(row.finish)  # type: ignore[arg-type]
    return round(start + (finish - start) * float(row.progress) / 100, 1)


def _counts(row: Row, scale: Scale) -> bool:
    """Only what should have begun or did begin, and isn't finished, can stand apart from today."""
    if row.is_summary or row.done or row.start is None or row.finish is None or row.status == "cancelled":
        return False
    return row.start <= _now(scale) or row.progress > 0


def _now(scale: Scale) -> datetime:
    return datetime.combine(scale.today, NOON)
