"""From a plan of the format to the scheduling engine, and back with dates.

As in Microsoft Project, a task runs while one of the people assigned to it works (and its own calendar, if it has one,
allows), and inactive tasks take no part. Splits and levelling delays are not known to the engine.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from exchange.mspdi.codes import ConstraintType, LinkType, ResourceType, TimeUnit
from exchange.mspdi.model import Link, Plan, Task
from exchange.mspdi.working_time import WorkingTime
from planning.calc.calendars import ALWAYS, Calendar
from planning.calc.plan import Constraint, LagKind, PlanLink, PlanTask
from planning.calc.plan import LinkType as EngineLinkType
from planning.calc.schedule import Schedule, schedule

LINK_TYPES = {
    LinkType.FINISH_TO_START: EngineLinkType.FS,
    LinkType.START_TO_START: EngineLinkType.SS,
    LinkType.FINISH_TO_FINISH: EngineLinkType.FF,
    LinkType.START_TO_FINISH: EngineLinkType.SF,
}
CONSTRAINTS = {
    ConstraintType.AS_SOON_AS_POSSIBLE: Constraint.ASAP,
    ConstraintType.AS_LATE_AS_POSSIBLE: Constraint.ALAP,
    ConstraintType.MUST_START_ON: Constraint.MSO,
    ConstraintType.MUST_FINISH_ON: Constraint.MFO,
    ConstraintType.START_NO_EARLIER_THAN: Constraint.SNET,
    ConstraintType.START_NO_LATER_THAN: Constraint.SNLT,
    ConstraintType.FINISH_NO_EARLIER_THAN: Constraint.FNET,
    ConstraintType.FINISH_NO_LATER_THAN: Constraint.FNLT,
}


@dataclass(frozen=True, slots=True)
class EnginePlan:
    """What the engine is asked: tasks (named by UID) and links, and how to schedule them."""

    tasks: tuple[PlanTask, ...]
    links: tuple[PlanLink, ...]
    calendar: Calendar
    start: datetime | None
    finish: datetime | None
    honor_constraints: bool
    critical_threshold: int

    def schedule(self) -> Schedule:
        """Return the dates of every task; raises the engine's errors, such as CircularPlanError."""
        return schedule(
            self.tasks,
            self.links,
            start=self.start,
            finish=self.finish,
            calendar=self.calendar,
            honor_constraints=self.honor_constraints,
            critical_threshold=self.critical_threshold,
        )


def to_engine(plan: Plan) -> EnginePlan:
    """Return the plan as the engine takes it. The row of the whole project is left out.

    Raises MspdiError when the exceptions of its calendars cover too many days. A plan without any start is the engine's
    to refuse, as is a person who never works when the task's calendar does.
    """
    project = plan.project
    working_time = WorkingTime(plan.calendars)
    teams = _teams(plan)
    tasks = tuple(
        _to_task(task, _calendar_of(task, teams.get(task.uid, ()), working_time)) for task in _taking_part(plan.tasks)
    )
    known = {task.id for task in tasks}
    forward = project.schedule_from_start
    return EnginePlan(
        tasks=tasks,
        links=tuple(_to_link(link) for link in plan.links if {link.predecessor_uid, link.successor_uid} <= known),
        calendar=working_time.of(project.calendar_uid),
        start=(project.start or _earliest(plan.tasks)) if forward else None,
        finish=None if forward else project.finish,
        honor_constraints=project.honor_constraints,
        critical_threshold=project.critical_slack_days * project.minutes_per_day,
    )


def from_engine(plan: Plan, scheduled: Schedule) -> Plan:
    """Return the plan with start and finish of its tasks and of the project as the engine has them."""
    dates = {task.id: task for task in scheduled}
    tasks = tuple(
        replace(task, start=dates[task.uid].start, finish=dates[task.uid].finish)
        if task.uid in dates
        else replace(task, start=scheduled.start, finish=scheduled.finish)
        if task.outline_level == 0
        else task
        for task in plan.tasks
    )
    return replace(plan, tasks=tasks, project=replace(plan.project, start=scheduled.start, finish=scheduled.finish))


def _taking_part(tasks: Iterable[Task]) -> Iterator[Task]:
    """Yield the tasks that are active, as are all above them; not the row of the whole project."""
    known: set[int | None] = {None}
    for task in tasks:
        if task.outline_level and task.active and task.parent_uid in known:
            known.add(task.uid)
            yield task


def _to_task(task: Task, calendar: Calendar | None) -> PlanTask:
    duration = task.duration
    remaining = task.remaining_duration_minutes
    return PlanTask(
        id=task.uid,
        duration_min=round(duration.minutes) if duration else 0,
        parent=task.parent_uid,
        calendar=calendar,
        constraint=CONSTRAINTS[task.constraint],
        constraint_date=task.constraint_date,
        deadline=task.deadline,
        manual_start=task.manual_start,
        manual_finish=task.manual_finish,
        actual_start=task.actual_start,
        actual_finish=task.actual_finish,
        remaining_min=round(remaining) if task.actual_start and remaining is not None else None,
    )


def _teams(plan: Plan) -> dict[int, set[int | None]]:
    """Return, by task, the calendars of the people assigned to it."""
    calendars = {
        resource.uid: plan.project.calendar_uid if resource.calendar_uid is None else resource.calendar_uid
        for resource in plan.resources
        if resource.type is ResourceType.WORK
    }
    teams: dict[int, set[int | None]] = defaultdict(set)
    for assignment in plan.assignments:
        if assignment.resource_uid in calendars:
            teams[assignment.task_uid].add(calendars[assignment.resource_uid])
    return teams


def _calendar_of(task: Task, team: Iterable[int | None], working_time: WorkingTime) -> Calendar | None:
    """Return the calendar of a task, None for that of the project."""
    if task.duration and task.duration.elapsed:
        return ALWAYS
    if task.calendar_uid is None:
        return working_time.of_any(team) if team else None
    if team and not task.ignore_resource_calendar:
        return working_time.of_both(task.calendar_uid, team)
    return working_time.of(task.calendar_uid)


def _to_link(link: Link) -> PlanLink:
    lag = link.lag
    percent = lag.unit is TimeUnit.PERCENT
    kind = LagKind.PERCENT if percent else LagKind.ELAPSED if lag.elapsed else LagKind.WORKING
    return PlanLink(link.predecessor_uid, link.successor_uid, LINK_TYPES[link.type], round(lag.amount), kind)


def _earliest(tasks: Iterable[Task]) -> datetime | None:
    return min((task.start for task in tasks if task.start), default=None)
