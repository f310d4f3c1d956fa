"""What is asked of whom, from stored dates: any number of projects in five queries."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q

from planning.calc.calendars import Calendar, minute_of
from planning.calc.load import Capacity, DayLoad, Work
from planning.loaders.calendars import Calendars, load_calendars
from planning.loaders.grouping import grouped
from planning.loaders.teams import Follower, Worker, load_leaves, resource_times, team_times
from planning.models import Assignment, Resource, Task
from planning.models.staff import FULL_TIME, work_of
from projects.models import Project

ELSEWHERE = 0
"""Stands for all tasks of other projects: how much they ask of a person counts, what they are doesn't show."""


class ResourceRow(NamedTuple):
    """The columns of a resource that load, levelling and their pages read."""

    id: int
    project_id: int
    number: int
    name: str
    kind: str
    team: str
    role_id: int | None
    role__name: str | None
    user_id: int | None
    calendar_id: int | None
    max_units: int
    available_from: date | None
    available_until: date | None


class AssignmentRow(NamedTuple):
    """An assignment with what its load needs of the task."""

    id: int
    project_id: int
    task_id: int
    resource_id: int
    resource__user_id: int | None
    units: int
    effort: int | None
    follows_calendar: bool
    task__number: int
    task__name: str
    task__calendar_id: int | None
    task__duration: int
    task__start: datetime | None
    task__finish: datetime | None

    @property
    def work(self) -> int:
        """Working minutes."""
        return work_of(self.effort, self.units, self.task__duration)

    @property
    def share(self) -> float:
        """Percent of full time that the task takes while it lasts: the units, less where others take longer."""
        return FULL_TIME * self.work / self.task__duration if self.task__duration else 0.0


@dataclass(frozen=True)
class Staff:
    """The resources of one project, what they can do, what it asks of them, and what other projects do."""

    resources: list[ResourceRow]
    assignments: list[AssignmentRow]
    works: list[Work]
    elsewhere: list[Work]
    capacity: dict[int, Capacity]
    calendars: Calendars

    def load(self, first: date, days: int) -> DayLoad:
        """Minutes asked and there by day."""
        return DayLoad([*self.works, *self.elsewhere], self.capacity, first, days)  # type: ignore[arg-type]

    @property
    def last_day(self) -> date | None:
        """The last day on which anything is asked of anybody here."""
        return max((row.task__finish.date() for row in self.assignments if row.task__finish), default=None)


def load_staff(project_ids: Collection[int]) -> dict[int, Staff]:
    """The staff of the projects. Work is where the stored dates of its task have it."""
    projects = Project.objects.in_bulk(project_ids)
    calendars = load_calendars(projects.values())
    resources = list(
        map(ResourceRow._make, Resource.objects.filter(project_id__in=projects).values_list(*ResourceRow._fields))
    )
    if not resources:
        return {pk: Staff([], [], [], [], {}, calendars[pk]) for pk in projects}
    rows = list(map(AssignmentRow._make, _assignments(projects, resources)))
    workers = [Worker(one.id, one.project_id, one.calendar_id, one.available_from) for one in resources]
    times = resource_times(workers, load_leaves([one.id for one in resources]), calendars)
    own, there = grouped(resources, lambda row: row.project_id), grouped(rows, lambda row: row.project_id)
    by_user = grouped(rows, lambda row: row.resource__user_id or 0)
    teams = team_times(_followers(rows, projects), times, calendars)
    return {pk: _staff(own[pk], there[pk], by_user, times, calendars[pk], teams.get(pk, {})) for pk in projects}


def _assignments(project_ids: Iterable[int], resources: Iterable[ResourceRow]) -> Iterable[tuple[Any, ...]]:
    """Assignments in the projects, and those of the same people in others that go on."""
    users = {one.user_id for one in resources if one.user_id}
    going_on = Q(project__archived_at=None, project__status__in=(Project.Status.ACTIVE, Project.Status.ON_HOLD))
    shared = going_on & Q(resource__user__in=users)
    work = Assignment.objects.filter(task__is_summary=False).exclude(task__status=Task.Status.CANCELLED)
    found = work.filter(Q(project_id__in=list(project_ids)) | shared).order_by("task__position", "task_id", "id")
    return found.values_list(*AssignmentRow._fields)


def _followers(rows: Iterable[AssignmentRow], projects: Mapping[int, Project]) -> Iterable[Follower]:
    return (
        Follower(row.project_id, row.task_id, row.task__calendar_id, row.resource_id)
        for row in rows
        if row.follows_calendar and row.project_id in projects
    )


def _staff(
    resources: list[ResourceRow],
    assignments: list[AssignmentRow],
    by_user: Mapping[int, list[AssignmentRow]],
    times: Mapping[int, Calendar],
    calendars: Calendars,
    teams: Mapping[int, Calendar],
) -> Staff:
    elsewhere: list[Work] = []
    for one in resources:
        others = (row for row in by_user[one.user_id] if row.project_id != one.project_id) if one.user_id else ()
        elsewhere += (_work(row, times[one.id], one.id, ELSEWHERE) for row in others if row.task__start)
    works = [
        _work(row, teams.get(row.task_id) or calendars.of(row.task__calendar_id), row.resource_id, row.task_id)
        for row in assignments
        if row.task__start
    ]
    capacity = {one.id: Capacity(times[one.id], one.max_units, one.available_until) for one in resources}
    return Staff(resources, assignments, works, elsewhere, capacity, calendars)


def _work(row: AssignmentRow, calendar: Calendar, resource: int, task: int) -> Work:
    start, finish = minute_of(row.task__start), minute_of(row.task__finish)  # type: ignore[arg-type]
    return Work(task, resource, start, finish, row.share, calendar)


def by_task(staff: Staff) -> dict[int, AssignmentRow]:
    """One assignment of each task, for its number and name."""
    found: dict[int, AssignmentRow] = {}
    for row in staff.assignments:
        found.setdefault(row.task_id, row)
    return found
