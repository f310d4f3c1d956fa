"""Changing a task through one cell of the plan: what was typed, dragged or nudged becomes a change of the task."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from ecompm.core.errors import Invalid
from planning import working_time
from planning.calc import DAY
from planning.calc.calendars import Calendar
from planning.loaders import working_time_of
from planning.models import Task
from planning.services import links, tasks
from planning.services.ripple import Ripple


def change_cell(task: Task, *, by: Any, version: int, field: str, value: Any) -> tuple[Task, Ripple]:
    """The task with one cell changed, and the ripple. `shift` and `stretch` are working days, `finish` the last day,
    `link` predecessors that come on top of those it has."""
    if field == "predecessors":
        return links.set_predecessors(task, by=by, version=version, text=value)
    if field == "link":
        return links.add_predecessors(task, by=by, version=version, text=value)
    return tasks.apply_change(task, by=by, version=version, **_values(task, field, value))


def wished_start(task: Task, field: str, value: Any) -> date | None:
    """The day on which the change wants the task to start, if it is about that."""
    if field == "start":
        return value
    if field == "shift" and task.start_day:
        return _shifted(_calendar(task), task.start_day, value)
    return None


def _values(task: Task, field: str, value: Any) -> dict[str, Any]:
    match field:
        case "shift":
            return {"start": wished_start(task, field, value)}
        case "stretch":
            return {"duration": max(task.duration + value * DAY, DAY if task.duration >= DAY else task.duration)}
        case "finish":
            return {"duration": _length_until(task, value)}
        case _field:
            return {field: value}


def _length_until(task: Task, last: date) -> int:
    """The working minutes from the task's start to the end of a day. Raises Invalid for a day before it."""
    calendar = _calendar(task)
    minutes = calendar.between(task.start, working_time.closing(calendar, last)) if task.start else 0
    if minutes <= 0:
        raise Invalid(fields={"value": [_("The task would end before it begins.")]})
    return minutes


def _shifted(calendar: Calendar, day: date, days: int) -> date:
    """The working day so many working days later (negative: earlier)."""
    step = 1 if days > 0 else -1
    while days:
        day += timedelta(days=step)
        days -= step * calendar.is_working_day(day)
    return day


def _calendar(task: Task) -> Calendar:
    return working_time_of(task)
