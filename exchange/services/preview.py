"""A draft scheduled in memory: the dates it will have here, before anything is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from exchange.mspdi import MspdiError, Place
from exchange.mspdi.errors import gettext_noop
from exchange.services.draft import Draft, NewCalendar
from planning import working_time
from planning.calc.plan import CircularPlanError, PlanLink
from planning.loaders import Calendars, Plan, TaskRow
from planning.models import Task
from planning.services.plans import NewTask
from planning.services.scheduling import UNSOLVABLE, solve

CIRCLE = gettext_noop("These tasks wait for one another in a circle: %(path)s. Remove one of the links.")
BEYOND = gettext_noop("The plan can't be scheduled: it runs beyond the calendars, or somebody never works.")
SHOWN = 8
"""Tasks of a circle that are named; long ones are cut in the middle."""


@dataclass(frozen=True)
class Preview:
    """The dates of the tasks by key, and of the whole plan; None without tasks."""

    dates: Mapping[str, tuple[datetime | None, datetime | None]]
    start: datetime | None
    finish: datetime | None


def preview_of(draft: Draft) -> Preview:
    """Schedule the draft as it will be scheduled when it is stored. Raises MspdiError where that can't be done."""
    plan = _plan(draft)
    try:
        outcome = solve(plan)
    except CircularPlanError as error:
        raise MspdiError(CIRCLE, path=_path(draft, error)) from error
    except UNSOLVABLE as error:
        raise MspdiError(BEYOND, Place("Project", name=draft.name)) from error
    after = {change.after.id: change.after for change in outcome.changes}
    rows = [after.get(row.id, row) for row in plan.rows]
    return Preview(
        dates={task.key: (row.start, row.finish) for task, row in zip(draft.tasks, rows, strict=True)},
        start=min((row.start for row in rows if row.start), default=None),
        finish=max((row.finish for row in rows if row.finish), default=None),
    )


def _plan(draft: Draft) -> Plan:
    """The draft as the loader gives a stored plan; tasks and calendars have their places in the lists as ids."""
    ids = {task.key: number for number, task in enumerate(draft.tasks, start=1)}
    parents = {task.parent for task in draft.tasks}
    calendars = {id(one): number for number, one in enumerate(draft.calendars, start=1)}
    own = draft.calendar.working
    return Plan(
        project_id=0,
        rows=[_row(task, ids, task.key in parents, _number(draft, calendars, task.key)) for task in draft.tasks],
        links=[
            PlanLink(ids[one.predecessor], ids[one.successor], one.type, one.lag, one.lag_kind) for one in draft.links
        ],
        calendars=Calendars(own, {calendars[id(one)]: one.working for one in draft.calendars}),
        start=working_time.opening(own, draft.day) if draft.forward else None,
        finish=None if draft.forward else working_time.closing(own, draft.day),
    )


def _number(draft: Draft, calendars: Mapping[int, int], key: str) -> int | None:
    calendar: NewCalendar | None = draft.calendar_of.get(key)
    return calendars[id(calendar)] if calendar else None


def _row(task: NewTask, ids: Mapping[str, int], is_summary: bool, calendar_id: int | None) -> TaskRow:
    """The columns of an unsaved task, as the scheduler reads them."""
    values: dict[str, Any] = {key: value for key, value in task.values.items() if key in TaskRow._fields}
    blank = Task(**values)
    columns = {name: getattr(blank, name) for name in TaskRow._fields}
    number = ids[task.key]
    places = {"id": number, "number": number, "parent_id": ids[task.parent] if task.parent else None}
    return TaskRow(**{**columns, **places, "is_summary": is_summary, "calendar_id": calendar_id, "project_id": 0})


def _path(draft: Draft, error: CircularPlanError) -> str:
    names = [f"“{draft.tasks[number - 1].name}”" for number in error.path]  # type: ignore[operator]
    if len(names) > SHOWN:
        names = [*names[: SHOWN - 2], "…", *names[-1:]]
    return " → ".join(names)
