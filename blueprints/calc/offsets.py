"""When the tasks of a template lie, in working days from its start or from its event, before any calendar is known."""

from datetime import datetime
from typing import Final, NamedTuple

from blueprints.calc.template import Number, Template
from planning.calc import DAY
from planning.calc.calendars import STANDARD
from planning.calc.plan import CircularPlanError, PlanLink, PlanTask
from planning.calc.schedule import Schedule, schedule

_MONDAY: Final = datetime.fromisoformat("2024-01-01")


class Offset(NamedTuple):
    """Early start and finish of a task in working days from day 0, its total float, and whether it is critical.

    A task of two days at the very start lies from 0 to 2. Days before day 0 are negative.
    """

    task: str
    start: Number
    finish: Number
    total_float: Number
    critical: bool


def length(template: Template) -> Number:
    """The critical path's length in working days, on most likely durations."""
    return max((offset.finish for offset in offsets(template)), default=0)


def offsets(template: Template) -> list[Offset]:
    """The offsets of all tasks from the start of the template, in the order of the template.

    Raises CircularPlanError when tasks wait for one another and UnknownTaskError when a link leads nowhere.
    """
    plan = _scheduled(template)
    origin = plan.start
    return [
        Offset(
            str(task.id),
            _days(STANDARD.between(origin, task.early_start)),
            _days(STANDARD.between(origin, task.early_finish)),
            _days(task.total_float),
            task.critical,
        )
        for task in plan
    ]


def offsets_around_event(template: Template) -> list[Offset]:
    """The same offsets counted from the start of the template's event, or from its finish when it names no event.

    The first task's start, negated, is then the number of working days that lie before the event: with the event's
    date fixed, work must begin so many working days earlier.
    """
    forward = offsets(template)
    event = next((offset.start for offset in forward if offset.task == template.event), None)
    anchor = max((offset.finish for offset in forward), default=0) if event is None else event
    return [offset._replace(start=offset.start - anchor, finish=offset.finish - anchor) for offset in forward]


def circle(template: Template) -> list[str]:
    """Tasks that wait for one another, in the order of the work, ending with the first; empty when there are none.

    The path begins with the task that comes first in the template: it is the one that waits for a later one. Links that
    lead nowhere or to the task itself are passed over, and so is an id that stands twice.
    """
    tasks = [PlanTask(name) for name in template.task]
    links = [
        PlanLink(link.task, task.id)
        for task in template.tasks
        for link in task.links
        if link.task in template.task and link.task != task.id
    ]
    try:
        schedule(tasks, links, start=_MONDAY)
    except CircularPlanError as error:
        ring = [str(task) for task in error.path[:-1]]
        first = ring.index(next(task.id for task in template.tasks if task.id in ring))
        return [*ring[first:], *ring[: first + 1]]
    return []


def plan_links(template: Template) -> list[PlanLink]:
    """The links of the template as the scheduling engine takes them, with lags in working minutes."""
    return [
        PlanLink(link.task, task.id, link.type, round(link.lag * DAY)) for task in template.tasks for link in task.links
    ]


def _scheduled(template: Template) -> Schedule:
    tasks = [PlanTask(task.id, round(task.duration.likely * DAY)) for task in template.tasks]
    return schedule(tasks, plan_links(template), start=_MONDAY)


def _days(minutes: int) -> Number:
    return minutes // DAY if minutes % DAY == 0 else round(minutes / DAY, 2)
