"""The plan with the changes of a scenario laid over it, who does what in it, and what that costs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import reduce
from typing import Any

from planning.calc.calendars import Calendar
from planning.calc.levelling import Demand
from planning.calc.load import Capacity
from planning.calc.rates import Rates
from planning.calc.schedule import Schedule
from planning.loaders.calendars import Calendars
from planning.loaders.crew import Crew, Member
from planning.loaders.plan import Plan, TaskRow
from planning.loaders.staff import AssignmentRow, load_staff
from planning.loaders.teams import Follower, team_times
from planning.loaders.work import load_rates
from planning.models import ScenarioAssignment, ScenarioChange, Task
from planning.models.staff import FULL_TIME
from projects.models import Project

ROW = ("duration", "constraint", "constraint_date", "deadline", "status")
"""Values of a change that the schedule reads."""


@dataclass(frozen=True)
class Tried:
    """What a scenario changes by task id: values of the task, and who is on it, in the order in which it was said."""

    changes: Mapping[int, ScenarioChange] = field(default_factory=dict)
    staffing: Mapping[int, Sequence[ScenarioAssignment]] = field(default_factory=dict)

    @property
    def owners(self) -> dict[int, int]:
        """The owners that are tried, by task id."""
        return {pk: change.owner_id for pk, change in self.changes.items() if change.owner_id}


@dataclass(frozen=True)
class Team:
    """Who does what: resources by their ids, people who are none by their negative ids.

    `crews` are those of tasks with assignments, by task id. A task without any is all its owner's, by `owners`.
    """

    names: Mapping[int, str]
    capacity: Mapping[int, Capacity]
    calendars: Calendars
    owners: Mapping[int, int]
    crews: Mapping[int, Crew]
    as_resource: Mapping[int, int]
    rates: Mapping[int, Rates]
    driven: frozenset[int]

    def demands(self, plan: Plan) -> list[Demand]:
        """What the open work of a plan asks of whom."""
        over = (Task.Status.DONE, Task.Status.CANCELLED)
        rows = (row for row in plan.rows if row.status not in over and not row.is_summary)
        return [Demand(row.id, who, percent) for row in rows for who, percent in self._parts(row)]  # type: ignore[arg-type]

    def cost(self, plan: Plan, dates: Schedule) -> Decimal | None:
        """What the assigned work costs, done work included, by the rates that are known; None where none is."""
        rows = (row for row in plan.rows if row.status != Task.Status.CANCELLED and not row.is_summary)
        parts = ((row, *part) for row in rows if row.id in self.crews for part in self._parts(row))
        known = [self._price(plan, dates, row, who, share) for row, who, share in parts if who in self.rates]
        return sum(known, Decimal()) if known else None

    def _price(self, plan: Plan, dates: Schedule, row: TaskRow, who: int, share: float) -> Decimal:
        when, calendar = dates[row.id], plan.calendars.of_task(row.id, row.calendar_id)
        return self.rates[who].cost(row.duration * share / FULL_TIME, when.start, when.finish, calendar)

    def key_of(self, user: int) -> int:
        return self.as_resource.get(user, -user)

    def crew(self, row: TaskRow) -> Crew:
        return self.crews.get(row.id) or Crew(row.duration, row.id in self.driven)

    def _parts(self, row: TaskRow) -> list[tuple[int, float]]:
        """Who does what percent of full time of a task. Assignments stay when another owner is tried."""
        if crew := self.crews.get(row.id):
            return [(one.resource, crew.share(one)) for one in crew.members]
        owner = self.owners.get(row.id)
        return [(self.key_of(owner), FULL_TIME)] if owner else []


def with_changes(plan: Plan, team: Team, tried: Tried) -> tuple[Plan, Team]:
    """Plan and team as they would be. Summaries follow from their parts."""
    rows = {row.id: _changed(row, tried.changes.get(row.id)) for row in plan.rows}
    crews = dict(team.crews)
    for pk in tried.changes.keys() | tried.staffing.keys():
        crew = reduce(Crew.after, tried.staffing.get(pk, ()), team.crew(rows[pk]).lasting(rows[pk].duration))
        crews[pk] = crew
        rows[pk] = rows[pk]._replace(duration=crew.duration)
    crews = {pk: crew for pk, crew in crews.items() if crew.members}
    then = replace(team, crews=crews, owners={**team.owners, **tried.owners})
    calendars = replace(plan.calendars, by_task=_times(plan, then, tried.staffing))
    return replace(plan, rows=list(rows.values()), calendars=calendars), then


def _times(plan: Plan, team: Team, touched: Collection[int]) -> dict[int, Calendar]:
    """When the tasks are worked on that follow who is assigned to them; anew for those whose crew is another one."""
    own = {row.id: row.calendar_id for row in plan.rows}
    project = plan.project_id
    followers = [
        Follower(project, pk, own[pk], one.resource)
        for pk in touched
        if pk in team.crews
        for one in team.crews[pk].members
        if one.follows
    ]
    working = {pk: one.calendar for pk, one in team.capacity.items()}
    times = team_times(followers, working, {project: team.calendars}).get(project, {})
    return {**{pk: time for pk, time in plan.calendars.by_task.items() if pk not in touched}, **times}


def load_team(project: Project, changes: Iterable[ScenarioChange]) -> Team:
    """Who does what in a project, in eight queries; `changes` have their owners at hand."""
    staff = load_staff([project.pk])[project.pk]
    as_resource = {one.user_id: one.id for one in staff.resources if one.user_id}
    owned = list(Task.objects.of(project).exclude(owner=None).order_by().values_list("pk", "owner_id", "owner__name"))
    people = {user: name for _pk, user, name in owned}
    people |= {change.owner_id: change.owner.name for change in changes if change.owner}
    alone = {-user: name for user, name in people.items() if user not in as_resource}
    driven = frozenset(Task.objects.of(project).filter(effort_driven=True).order_by().values_list("pk", flat=True))
    return Team(
        names={**{one.id: one.name for one in staff.resources}, **alone},
        capacity={**staff.capacity, **dict.fromkeys(alone, Capacity(staff.calendars.own))},
        calendars=staff.calendars,
        owners={pk: user for pk, user, _name in owned},
        crews=_crews((row for row in staff.assignments if row.project_id == project.pk), driven),
        as_resource=as_resource,
        rates=load_rates(project),
        driven=driven,
    )


def _crews(rows: Iterable[AssignmentRow], driven: Collection[int]) -> dict[int, Crew]:
    found: dict[int, Crew] = {}
    for row in sorted(rows, key=lambda row: row.id):
        member = Member(row.resource_id, row.units, row.effort, row.follows_calendar)
        crew = found.get(row.task_id) or Crew(row.task__duration, row.task_id in driven)
        found[row.task_id] = replace(crew, members=(*crew.members, member))
    return found


def _changed(row: TaskRow, change: ScenarioChange | None) -> TaskRow:
    if row.is_summary or change is None:
        return row
    values: dict[str, Any] = {name: value for name, value in change.values.items() if name in ROW}
    return row._replace(**values)
