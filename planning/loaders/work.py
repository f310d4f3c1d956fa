"""How much work a plan asks for and what that costs, from assignments and cost rates."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q

from planning.calc.rates import Rates
from planning.cost_rates import rates_of
from planning.loaders.calendars import Calendars, load_calendars
from planning.models import Assignment, Resource, Task
from planning.models.staff import work_of
from projects.models import Project

CENT = Decimal("0.01")


class WorkAndCost(NamedTuple):
    """Work in working minutes; the cost by the rates that are known, None where somebody works and no rate is."""

    work: int = 0
    cost: Decimal | None = Decimal(0)


def load_work(project: Project, calendars: Calendars | None = None) -> dict[int, WorkAndCost]:
    """Work and cost of every task that is not cancelled, of summaries those of their parts together.

    Three queries, and those of the project's calendars unless they are given.
    """
    shown = Task.objects.of(project).exclude(status=Task.Status.CANCELLED).order_by()
    parents = dict(shown.values_list("pk", "parent_id"))
    rows = Assignment.objects.of(project).filter(task__in=shown, task__is_summary=False).order_by()
    rates, calendars = load_rates(project), calendars or load_calendars([project])[project.pk]
    parts: dict[int, list[WorkAndCost]] = {pk: [] for pk in parents}
    for task, resource, effort, units, duration, start, finish, calendar in rows.values_list(*_COLUMNS):
        work = work_of(effort, units, duration)
        known = rates.get(resource)
        cost = known.cost(work, start, finish, calendars.of(calendar)) if known else None
        for pk in _upwards(task, parents):
            parts[pk].append(WorkAndCost(work, cost))
    return {pk: together(own) for pk, own in parts.items()}


_COLUMNS = (
    "task_id", "resource_id", "effort", "units", "task__duration", "task__start", "task__finish", "task__calendar_id",
)  # fmt: skip


def load_rates(project: Project) -> Mapping[int, Rates]:
    """Money an hour of the resources that have a rate in the currency of the project."""
    own = Q(currency="") | Q(currency=project.currency)
    known = Resource.objects.of(project).filter(own).exclude(cost_rate=None, cost_rates=[]).order_by()
    rows = known.values_list("pk", "cost_rate", "cost_rates")
    return {pk: rates_of(first, dated) for pk, first, dated in rows}


def together(parts: Iterable[WorkAndCost]) -> WorkAndCost:
    """The sum of some work; of the costs those that are known."""
    parts = list(parts)
    known = [part.cost for part in parts if part.cost is not None]
    cost = sum(known, Decimal()).quantize(CENT) if known or not parts else None
    return WorkAndCost(sum(part.work for part in parts), cost)


def _upwards(task: int, parents: Mapping[int, int | None]) -> Iterable[int]:
    """The task and the summaries that it is part of."""
    above: int | None = task
    while above is not None and above in parents:
        yield above
        above = parents[above]
