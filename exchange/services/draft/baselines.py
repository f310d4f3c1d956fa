"""Baselines of the file, with the numbers that they have there."""

from decimal import Decimal

from exchange.mspdi import Place, Plan
from exchange.mspdi.errors import gettext_noop
from exchange.mspdi.model import Baseline, Task
from exchange.mspdi.report import Recorder
from exchange.services.draft.parts import FrozenTask, NewBaseline

FIXED = gettext_noop("A fixed cost is part of the cost of a baseline here, not told apart.")
OF_TASKS = gettext_noop("Baselines are kept of tasks, not of people and assignments.")
HIGHEST_COST = Decimal(10**12)
LONGEST_WORK = 10**12  # minutes


def draft_baselines(plan: Plan, recorder: Recorder) -> tuple[NewBaseline, ...]:
    """The baselines that were taken, in the order of their numbers; rows without any value are left out."""
    frozen: dict[int, list[FrozenTask]] = {}
    for task in plan.tasks:
        for one in task.baselines if task.outline_level else ():
            if one.start or one.finish or one.work_minutes or one.cost:
                frozen.setdefault(one.number, []).append(_frozen(task, one))
            if one.fixed_cost:
                recorder.drop(Place("Task", task.uid, task.name), "FixedCost", FIXED)
    _note_others(plan, recorder)
    return tuple(NewBaseline(number, tuple(frozen[number])) for number in sorted(frozen))


def _frozen(task: Task, one: Baseline) -> FrozenTask:
    work = None if one.work_minutes is None else round(one.work_minutes)
    return FrozenTask(
        key=str(task.uid),
        start=one.start,
        finish=one.finish,
        duration=round(one.duration.minutes) if one.duration else 0,
        work=work if work is not None and 0 <= work < LONGEST_WORK else None,
        cost=one.cost if one.cost is not None and abs(one.cost) < HIGHEST_COST else None,
    )


def _note_others(plan: Plan, recorder: Recorder) -> None:
    for one in plan.resources:
        if one.baselines:
            recorder.drop(Place("Resource", one.uid, one.name), "Baseline", OF_TASKS, len(one.baselines))
    names = {task.uid: task.name for task in plan.tasks}
    for work in plan.assignments:
        if work.baselines:
            place = Place("Task", work.task_uid, names.get(work.task_uid, ""))
            recorder.drop(place, "Assignment", OF_TASKS, len(work.baselines))
