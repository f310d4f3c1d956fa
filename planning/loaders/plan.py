"""From the stored rows of a plan to tasks, links and calendars of the engine."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from planning import working_time
from planning.calc.calendars import Calendar
from planning.calc.plan import Constraint, PlanLink, PlanTask
from planning.loaders.calendars import Calendars, load_calendars
from planning.loaders.grouping import grouped
from planning.loaders.teams import load_teams
from planning.models import BaselineTask, Task, TaskLink
from projects.models import Project

STARTS = (Constraint.SNET, Constraint.SNLT, Constraint.MSO)


class TaskRow(NamedTuple):
    """The columns of a task that scheduling and roll-up read, and those they write."""

    id: int
    project_id: int
    parent_id: int | None
    number: int
    kind: str
    status: str
    duration: int
    calendar_id: int | None
    manual: bool
    constraint: str
    constraint_date: date | None
    deadline: date | None
    actual_start: date | None
    actual_finish: date | None
    remaining: int | None
    progress_method: str
    percent: int
    weight: int | None
    is_summary: bool
    start: datetime | None
    finish: datetime | None
    late_start: datetime | None
    late_finish: datetime | None
    total_float: int | None
    free_float: int | None
    is_critical: bool
    progress: Any
    share: int
    not_before: datetime | None


@dataclass(frozen=True)
class Plan:
    """A project's plan, ready to be scheduled: `schedule(plan.tasks, plan.links, **plan.frame)`."""

    project_id: int
    rows: list[TaskRow]
    links: list[PlanLink]
    calendars: Calendars
    start: datetime | None
    finish: datetime | None

    @property
    def tasks(self) -> list[PlanTask]:
        return [plan_task(row, self.calendars) for row in self.rows]

    @property
    def frame(self) -> dict[str, Any]:
        """Start, finish and calendar of the whole plan."""
        return {"start": self.start, "finish": self.finish, "calendar": self.calendars.own}


def load_plan(project: Project) -> Plan:
    """The plan of a project that is at hand, in four queries, in six where people have working time of their own."""
    return _plans({project.pk: project})[project.pk]


def load_plans(project_ids: Collection[int]) -> dict[int, Plan]:
    """The plans of the projects, in seven queries at most. Tasks are keyed by their id and stand in plan order."""
    return _plans(Project.objects.in_bulk(project_ids))


def _plans(projects: Mapping[int, Project]) -> dict[int, Plan]:
    project_ids = list(projects)
    tasks = Task.objects.filter(project_id__in=project_ids).order_by("project_id", "position", "id")
    rows = grouped(map(TaskRow._make, tasks.values_list(*TaskRow._fields).iterator(chunk_size=5000)), _project_id)
    links = TaskLink.objects.filter(project_id__in=project_ids).order_by("id")
    columns = ("project_id", "predecessor_id", "successor_id", "type", "lag", "lag_kind")
    linked = grouped(links.values_list(*columns), lambda row: row[0])
    calendars = load_calendars(projects.values())
    for pk, teams in load_teams(calendars).items():
        calendars[pk] = replace(calendars[pk], by_task=teams)
    return {
        pk: Plan(
            pk, rows[pk], [PlanLink(*link[1:]) for link in linked[pk]], calendars[pk], *_ends(project, calendars[pk])
        )
        for pk, project in projects.items()
    }


def working_time_of(task: Task) -> Calendar:
    """When a stored task is worked on."""
    calendars = load_calendars([task.project])
    teams = load_teams(calendars).get(task.project_id, {})
    return replace(calendars[task.project_id], by_task=teams).of_task(task.pk, task.calendar_id)


def baseline_rows(baseline_id: int | None) -> dict[int, tuple[datetime | None, datetime | None, int]]:
    """Start, finish and duration frozen in a baseline, by task id; empty without a baseline."""
    if baseline_id is None:
        return {}
    rows = BaselineTask.objects.filter(baseline_id=baseline_id, task_id__isnull=False)
    return {pk: (start, finish, length) for pk, start, finish, length in rows.values_list(*_BASELINE)}


_BASELINE = ("task_id", "start", "finish", "duration")


def plan_task(row: TaskRow, calendars: Calendars) -> PlanTask:
    """One task as the engine sees it. What is cancelled takes no time, but the order of the others stays."""
    own = calendars.of_task(row.id, row.calendar_id)
    cancelled = row.status == Task.Status.CANCELLED
    actual_start, actual_finish = _actuals(row, own)
    return PlanTask(
        id=row.id,
        duration_min=0 if cancelled else row.duration,
        parent=row.parent_id,
        calendar=None if own is calendars.own else own,
        constraint=row.constraint,
        constraint_date=constraint_moment(own, row.constraint, row.constraint_date),
        deadline=row.deadline and working_time.closing(own, row.deadline),
        manual_start=row.start if row.manual and not row.is_summary else None,
        actual_start=actual_start,
        actual_finish=actual_finish,
        remaining_min=_remaining(row) if actual_start else None,
        not_before=None if row.is_summary else row.not_before,
    )


def constraint_moment(calendar: Calendar, constraint: str, day: date | None) -> datetime | None:
    """The moment a dated constraint means: the opening of its day for starts, the closing for finishes."""
    if day is None or constraint in (Constraint.ASAP, Constraint.ALAP):
        return None
    bound = working_time.opening if constraint in STARTS else working_time.closing
    return bound(calendar, day)


def _actuals(row: TaskRow, calendar: Calendar) -> tuple[datetime | None, datetime | None]:
    """Actual start and finish as moments; a milestone happens at the end of its day. A summary has none of its own."""
    if row.is_summary:
        return None, None
    finish = row.actual_finish and working_time.closing(calendar, row.actual_finish)
    if row.kind == Task.Kind.MILESTONE and finish:
        return finish, finish
    return row.actual_start and working_time.opening(calendar, row.actual_start), finish


def _remaining(row: TaskRow) -> int:
    """Working minutes left of a started task: as stated, else the part of the duration that is not done."""
    return row.remaining if row.remaining is not None else round(row.duration * (100 - row.percent) / 100)


def _ends(project: Project, calendars: Calendars) -> tuple[datetime | None, datetime | None]:
    """Where the plan is anchored: at the wished start, else back from the wished finish, else when it was made."""
    if project.wished_start is None and project.wished_finish is not None:
        return None, working_time.closing(calendars.own, project.wished_finish)
    return working_time.opening(calendars.own, project.wished_start or project.created_at.date()), None


def _project_id(row: Any) -> int:
    return row.project_id
