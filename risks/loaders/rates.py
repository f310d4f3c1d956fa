"""What the labour of tasks costs, from the people assigned to them and their rates."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Q

from planning.cost_rates import rates_of
from planning.models import Assignment
from planning.models.staff import work_of
from projects.models import Project

HOUR = 60
RATE = ("resource__cost_rate", "resource__cost_rates")


def load_rates(project: Project) -> Mapping[int, float]:
    """Money a working minute of each task whose people have a rate in the currency of the project, in one query.

    A rate that changes meanwhile counts as on the first day of the task.
    """
    own = Q(resource__currency="") | Q(resource__currency=project.currency)
    rows = (
        Assignment.objects.of(project)
        .filter(own, task__duration__gt=0)
        .exclude(resource__cost_rate=None, resource__cost_rates=[])
    )
    columns = ("task_id", "effort", "units", "task__duration", "task__start", *RATE)
    rates: dict[int, float] = defaultdict(float)
    for task, effort, units, duration, start, first, dated in rows.values_list(*columns):
        known = rates_of(first, dated)
        rate = known.on(start.date()) if start else known.first
        if rate is not None:
            rates[task] += work_of(effort, units, duration) / duration * float(rate) / HOUR
    return rates
