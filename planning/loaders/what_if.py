"""The plan with the changes of a scenario laid over it, who does what in it, and what that costs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, NamedTuple

from planning.calc.levelling import Demand
from planning.calc.load import Capacity
from planning.loaders.plan import Plan, TaskRow
from planning.loaders.staff import load_staff
from planning.models import Resource, ScenarioChange, Task
from projects.models import Project

ROW = ("duration", "constraint", "constraint_date", "deadline", "status")
"""Values of a change that the schedule reads."""

Changes = Mapping[int, ScenarioChange]


class Part(NamedTuple):
    """What somebody does of a task: percent of full time while it lasts, and what an hour costs, if that is known."""

    who: int
    percent: float
    rate: Decimal | None


@dataclass(frozen=True)
class Team:
    """Who does what: resources by their ids, people who are none by their negative ids.

    `assigned` are the parts of tasks by task id. A task without any is all its owner's, by `owners`.
    """

    names: Mapping[int, str]
    capacity: Mapping[int, Capacity]
    owners: Mapping[int, int]
    assigned: Mapping[int, list[Part]] = field(default_factory=dict)
    as_resource: Mapping[int, int] = field(default_factory=dict)

    def demands(self, plan: Plan, changes: Changes) -> list[Demand]:
        """What the open work of a plan asks of whom."""
        over = (Task.Status.DONE, Task.Status.CANCELLED)
        rows = (row for row in plan.rows if row.status not in over and not row.is_summary)
        return [Demand(row.id, part.who, part.percent) for row in rows for part in self._parts(row.id, changes)]  # type: ignore[arg-type]

    def cost(self, plan: Plan) -> Decimal | None:
        """What the assigned work costs, done work included, by the rates that are known; None where none is."""
        rows = (row for row in plan.rows if row.status != Task.Status.CANCELLED and not row.is_summary)
        parts = ((row.duration, part) for row in rows for part in self.assigned.get(row.id, ()))
        costs = [Decimal(length * part.percent) / 6000 * part.rate for length, part in parts if part.rate is not None]
        return sum(costs, Decimal()) if costs else None

    def key_of(self, user: int) -> int:
        return self.as_resource.get(user, -user)

    def _parts(self, task: int, changes: Changes) -> list[Part]:
        """Assignments stay when another owner is tried: they are changed on the task itself."""
        if task in self.assigned:
            return self.assigned[task]
        change = changes.get(task)
        owner = change.owner_id if change and change.owner_id else self.owners.get(task)
        return [Part(self.key_of(owner), 100, None)] if owner else []


def with_changes(plan: Plan, changes: Changes) -> Plan:
    """The plan as it would be; `changes` are by task id. Summaries follow from their parts."""
    return replace(plan, rows=[_changed(row, changes[row.id]) if row.id in changes else row for row in plan.rows])


def load_team(project: Project, changes: Iterable[ScenarioChange]) -> Team:
    """Who does what in a project, in seven queries; `changes` have their owners at hand."""
    staff = load_staff([project.pk])[project.pk]
    known = Resource.objects.of(project).exclude(cost_rate=None).filter(currency__in=("", project.currency))
    rates = dict(known.order_by().values_list("pk", "cost_rate"))
    as_resource = {one.user_id: one.id for one in staff.resources if one.user_id}
    owned = list(Task.objects.of(project).exclude(owner=None).order_by().values_list("pk", "owner_id", "owner__name"))
    people = {user: name for _pk, user, name in owned}
    people |= {change.owner_id: change.owner.name for change in changes if change.owner}
    alone = {-user: name for user, name in people.items() if user not in as_resource}
    assigned: dict[int, list[Part]] = {}
    for row in staff.assignments:
        if row.project_id == project.pk:
            part = Part(row.resource_id, row.share, rates.get(row.resource_id))
            assigned.setdefault(row.task_id, []).append(part)
    return Team(
        names={**{one.id: one.name for one in staff.resources}, **alone},
        capacity={**staff.capacity, **dict.fromkeys(alone, Capacity(staff.calendars.own))},
        owners={pk: user for pk, user, _name in owned},
        assigned=assigned,
        as_resource=as_resource,
    )


def _changed(row: TaskRow, change: ScenarioChange) -> TaskRow:
    if row.is_summary:
        return row
    values: dict[str, Any] = {name: value for name, value in change.values.items() if name in ROW}
    return row._replace(**values)
