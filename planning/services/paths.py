"""Why a task lies where it lies: the tasks that set its dates, and what it endangers when it is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from planning.calc.paths import Cause, cause_of_late_dates, driving_path
from planning.calc.schedule import Schedule, schedule
from planning.loaders import Plan, load_plan
from planning.models import Task
from planning.services.comparing import State
from planning.services.scheduling import UNSOLVABLE, explained


@dataclass(frozen=True)
class Explanation:
    """`path` are the tasks that together set the task's dates, first to last, itself at the end.

    `limit` is what sets its late dates: a "deadline" or "constraint" of `limited`, or the "finish" of the plan (None),
    on the day `limit_day`; `endangered` leads from the task to it. A task that is done or has parts has no limit of its
    own: `limit` is empty. `total_float` is in working minutes.
    """

    path: tuple[State, ...]
    total_float: int
    limit: str = ""
    limit_day: date | None = None
    limited: State | None = None
    endangered: tuple[State, ...] = ()


def explain_dates(task: Task) -> Explanation:
    """The explanation of a task's dates, in four queries. Raises Invalid for a plan without a solution."""
    plan = load_plan(task.project)
    try:
        dates = schedule(plan.tasks, plan.links, **plan.frame)
    except UNSOLVABLE as error:
        raise explained(error, plan) from error
    states = _States(plan, dates, task.project)
    path, total_float = states.of(driving_path(dates, task.pk)), dates[task.pk].total_float
    if task.is_summary or task.actual_finish:
        return Explanation(path, total_float)
    cause = cause_of_late_dates(dates, task.pk)
    day, limited = _day(cause), states.of([cause.task])[0] if cause.task is not None else None
    return Explanation(path, total_float, cause.kind, day, limited, states.of(cause.path))


class _States:
    """Names and dates of tasks by their ids."""

    def __init__(self, plan: Plan, dates: Schedule, project: Any) -> None:
        self.rows, self.dates = {row.id: row for row in plan.rows}, dates
        self.names = dict(Task.objects.of(project).order_by().values_list("pk", "name"))

    def of(self, ids: Iterable[Any]) -> tuple[State, ...]:
        return tuple(self._state(pk) for pk in ids)

    def _state(self, pk: Any) -> State:
        row, found = self.rows[pk], self.dates[pk]
        return State(pk, row.number, self.names[pk], row.is_summary, found.start_day, found.finish_day, row.duration)


def _day(cause: Cause) -> date:
    """The last day that the cause allows: a moment at midnight is the eve's."""
    return (cause.moment - timedelta(minutes=1)).date()
