"""When people work, and when the tasks are worked on that follow them.

As in Microsoft Project a task runs while one of the people assigned to it works, and its own calendar, where it has
one, allows.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from planning.calc.calendars import Calendar, freeze
from planning.loaders.calendars import Calendars
from planning.models import Assignment, Leave, Resource

BEFORE = timedelta(days=1100)
"""How long before somebody is available the calendar knows that they aren't."""

Span = tuple[date, date]


class Worker(NamedTuple):
    """A resource as far as its working time goes."""

    id: int
    project_id: int
    calendar_id: int | None
    available_from: date | None


class Follower(NamedTuple):
    """A task that follows the working time of a resource."""

    project_id: int
    task_id: int
    task_calendar_id: int | None
    resource_id: int


def load_teams(calendars: Mapping[int, Calendars]) -> dict[int, dict[int, Calendar]]:
    """Working time by project and task, for tasks that follow somebody who works otherwise than the project.

    One query, and two more where there is anybody.
    """
    workers = list(map(Worker._make, _special(calendars).values_list(*Worker._fields)))
    if not workers:
        return {}
    times = resource_times(workers, load_leaves([worker.id for worker in workers]), calendars)
    return team_times(map(Follower._make, _followers([worker.id for worker in workers])), times, calendars)


def load_leaves(resource_ids: Collection[int]) -> dict[int, list[Span]]:
    """The leave of the resources as first and last days."""
    found: dict[int, list[Span]] = defaultdict(list)
    for resource, first, last in Leave.objects.filter(resource__in=resource_ids).values_list(
        "resource_id", "first_day", "last_day"
    ):
        found[resource].append((first, last))
    return found


def resource_times(
    workers: Iterable[Worker], leaves: Mapping[int, Sequence[Span]], calendars: Mapping[int, Calendars]
) -> dict[int, Calendar]:
    """The working time of each resource without its leave; the project's own where nothing differs."""
    return {worker.id: _time(worker, leaves.get(worker.id, ()), calendars[worker.project_id]) for worker in workers}


def team_times(
    followers: Iterable[Follower], times: Mapping[int, Calendar], calendars: Mapping[int, Calendars]
) -> dict[int, dict[int, Calendar]]:
    """Working time by project and task; a resource that isn't in `times` works as its project does."""
    teams: dict[tuple[int, int, int | None], list[Calendar]] = defaultdict(list)
    for project, task, own, resource in followers:
        teams[project, task, own].append(times.get(resource) or calendars[project].own)
    made: dict[tuple[int, ...], Calendar] = {}
    found: dict[int, dict[int, Calendar]] = defaultdict(dict)
    for (project, task, own), team in teams.items():
        if any(calendar is not calendars[project].own for calendar in team):
            key = (own or 0, *sorted({id(calendar) for calendar in team}))
            if key not in made:
                made[key] = _together(team, calendars[project], own)
            found[project][task] = made[key]
    return found


def _special(project_ids: Iterable[int]) -> QuerySet[Resource]:
    """Resources that work otherwise than their project, as far as tasks follow them."""
    differs = Q(calendar__isnull=False) | Q(available_from__isnull=False)
    away = Exists(Leave.objects.filter(resource=OuterRef("pk")))
    asked = Exists(Assignment.objects.filter(resource=OuterRef("pk"), follows_calendar=True))
    return Resource.objects.filter(differs | away, asked, project_id__in=list(project_ids)).order_by()


def _followers(resource_ids: Collection[int]) -> Iterable[tuple[int, int, int | None, int]]:
    """Everybody whom the tasks of these resources follow."""
    following = Assignment.objects.filter(follows_calendar=True, task__is_summary=False).order_by()
    tasks = following.filter(resource__in=resource_ids).values("task")
    return following.filter(task__in=tasks).values_list("project_id", "task_id", "task__calendar_id", "resource_id")


def _time(worker: Worker, leaves: Sequence[Span], calendars: Calendars) -> Calendar:
    base = calendars.of(worker.calendar_id)
    off = [freeze(first, last) for first, last in leaves]
    if worker.available_from is not None:
        off.append(freeze(worker.available_from - BEFORE, worker.available_from - timedelta(days=1)))
    return base.with_exceptions({day: () for days in off for day in days}) if off else base


def _together(team: Sequence[Calendar], calendars: Calendars, own: int | None) -> Calendar:
    """When any of the team works and the task's own calendar allows; that calendar where both never meet."""
    union = reduce(or_, team[1:], team[0])
    if own is None:
        return union
    both = calendars.of(own) & union
    return both if any(both.week) else calendars.of(own)
