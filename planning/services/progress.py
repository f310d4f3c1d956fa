"""How much of each task is done, from the leaves up."""

from collections.abc import Iterable, Sequence

from planning.loaders import TaskRow
from planning.models import Task

Method = Task.ProgressMethod
AT_START = {
    Method.ZERO_HUNDRED: 0.0,
    Method.TWENTY_EIGHTY: 20.0,
    Method.FIFTY_FIFTY: 50.0,
}


def roll_up(rows: Sequence[TaskRow]) -> dict[int, tuple[float, int]]:
    """Progress in percent and share in the parent's progress, by task. Rows stand in plan order: parents first.

    A summary's progress is the mean of its parts, weighted by their shares: a stated weight, else the working minutes
    (a summary's are those of its parts). Where no part has a share, milestones alone decide, each counting alike.
    """
    parts: dict[int, list[tuple[float, int]]] = {}
    known: dict[int, tuple[float, int]] = {}
    for row in reversed(rows):
        below = parts.pop(row.id, None)
        known[row.id] = own = _summary(row, below) if below else (_leaf(row), _share(row, row.duration))
        if row.parent_id is not None and row.status != Task.Status.CANCELLED:
            parts.setdefault(row.parent_id, []).append(own)
    return known


def mean(parts: Iterable[tuple[float, int]]) -> float:
    """The mean of progress figures weighted by their shares, in percent."""
    parts = list(parts)
    total = sum(share for _, share in parts)
    if total:
        return round(sum(progress * share for progress, share in parts) / total, 2)
    return round(sum(progress for progress, _ in parts) / len(parts), 2) if parts else 0.0


def _summary(row: TaskRow, below: list[tuple[float, int]]) -> tuple[float, int]:
    return mean(below), _share(row, sum(share for _, share in below))


def _share(row: TaskRow, otherwise: int) -> int:
    if row.status == Task.Status.CANCELLED:
        return 0
    return otherwise if row.weight is None else row.weight


def _leaf(row: TaskRow) -> float:
    """Earned progress of a task; the fixed formulas earn their part at the start and the rest when it is done."""
    if row.status == Task.Status.DONE:
        return 100.0
    if row.progress_method == Method.PERCENT:
        return float(row.percent)
    started = row.status in (Task.Status.IN_PROGRESS, Task.Status.IN_REVIEW) or row.actual_start is not None
    return AT_START[Method(row.progress_method)] if started else 0.0
