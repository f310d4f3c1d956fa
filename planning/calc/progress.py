"""How much of a task is done, by the method that suits it, and of a whole branch from the bottom up.

Progress is a fraction from 0 to 1. Methods: ANSI/EIA-748 earned value techniques (fixed formula, weighted milestones,
units complete, percent complete, level of effort).
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from .plan import CircularPlanError, TaskId


class ProgressMethod(StrEnum):
    """How the progress of a task is measured."""

    FIXED_0_100 = "0/100"
    FIXED_20_80 = "20/80"
    FIXED_50_50 = "50/50"
    MILESTONES = "milestones"
    UNITS = "units"
    EFFORT = "effort"
    POINTS = "points"
    PHYSICAL = "physical"
    LEVEL_OF_EFFORT = "level_of_effort"


class Done(NamedTuple):
    """What is known of a task; only what its method asks for needs to be there.

    `milestones` are (weight, reached); `done` and `total` count units or points; `spent` and `left` are effort in any
    one unit; `physical` is the judged fraction and `planned` the fraction of time that has passed by the plan.
    """

    started: bool = False
    finished: bool = False
    milestones: tuple[tuple[float, bool], ...] = ()
    done: float = 0
    total: float = 0
    spent: float = 0
    left: float = 0
    physical: float = 0
    planned: float = 0


def progress_of(method: ProgressMethod | str, known: Done) -> float:
    """Return the progress of one task. A finished task is done; what cannot be measured yet counts as nothing."""
    if known.finished:
        return 1.0
    return min(1.0, max(0.0, _MEASURES[ProgressMethod(method)](known)))


def weighted_mean(parts: Iterable[tuple[float, float]]) -> float:
    """Return sum(w p) / sum(w) of (weight, progress); without any weight the plain mean, of nothing 0."""
    parts = list(parts)
    total = sum(weight for weight, _ in parts)
    if total <= 0:
        return sum(progress for _, progress in parts) / len(parts) if parts else 0.0
    return sum(weight * progress for weight, progress in parts) / total


def roll_up(
    parent_of: Mapping[TaskId, TaskId | None],
    progress: Mapping[TaskId, float],
    weight: Mapping[TaskId, float],
    changed: Iterable[TaskId] | None = None,
) -> dict[TaskId, float]:
    """Return the progress of every summary: the mean of its children by weight (budget, work or a chosen one).

    `parent_of` holds all tasks, a parent may stand anywhere. The weight of a summary is the sum below it unless
    `weight` names one. With `changed`, only the summaries above these tasks are computed, and `progress` must also hold
    the last known values of the others. Raises CircularPlanError.
    """
    children: dict[TaskId, list[TaskId]] = {}
    for task, parent in parent_of.items():
        if parent is not None:
            children.setdefault(parent, []).append(task)
    wanted = children.keys() if changed is None else _above(changed, parent_of)
    values, weights = dict(progress), dict(weight)
    for summary in _deepest_first(children, parent_of):
        below = children[summary]
        weights.setdefault(summary, sum(weights.get(child, 0) for child in below))
        if summary in wanted:
            values[summary] = weighted_mean((weights.get(child, 0), values.get(child, 0)) for child in below)
    return {summary: values[summary] for summary in children if summary in wanted}


def _above(tasks: Iterable[TaskId], parent_of: Mapping[TaskId, TaskId | None]) -> set[TaskId]:
    """Return all parents, parents of parents, ... of the tasks."""
    above: set[TaskId] = set()
    for task in tasks:
        parent = parent_of[task]
        while parent is not None and parent not in above:
            above.add(parent)
            parent = parent_of[parent]
    return above


def _deepest_first(summaries: Iterable[TaskId], parent_of: Mapping[TaskId, TaskId | None]) -> list[TaskId]:
    """Return the summaries so that each comes after all summaries below it."""
    depth: dict[TaskId | None, int] = {None: 0}
    for summary in summaries:
        chain: list[TaskId] = []
        while summary not in depth:
            if summary in chain:
                raise CircularPlanError([*chain, summary])
            chain.append(summary)
            summary = parent_of[summary]
        for step, task in enumerate(reversed(chain), start=depth[summary] + 1):
            depth[task] = step
    del depth[None]
    return sorted(depth, key=depth.__getitem__, reverse=True)


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0


_MEASURES: dict[ProgressMethod, Callable[[Done], float]] = {
    ProgressMethod.FIXED_0_100: lambda known: 0.0,
    ProgressMethod.FIXED_20_80: lambda known: 0.2 if known.started else 0.0,
    ProgressMethod.FIXED_50_50: lambda known: 0.5 if known.started else 0.0,
    ProgressMethod.MILESTONES: lambda known: weighted_mean(known.milestones),
    ProgressMethod.UNITS: lambda known: _share(known.done, known.total),
    ProgressMethod.EFFORT: lambda known: _share(known.spent, known.spent + known.left),
    ProgressMethod.POINTS: lambda known: _share(known.done, known.total),
    ProgressMethod.PHYSICAL: lambda known: known.physical,
    ProgressMethod.LEVEL_OF_EFFORT: lambda known: known.planned,
}
