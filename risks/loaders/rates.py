"""What the labour of tasks costs, from the people assigned to them and their rates."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Q

from planning.models import Assignment
from planning.models.staff import work_of
from projects.models import Project

HOUR = 60


def load_rates(project: Project) -> Mapping[int, float]:
    """Money a working minute of each task whose people have a rate in the currency of the project, in one query."""
    own = Q(resource__currency="") | Q(resource__currency=project.currency)
    rows = Assignment.objects.of(project).filter(own, task__duration__gt=0).exclude(resource__cost_rate=None)
    columns = ("task_id", "effort", "units", "task__duration", "resource__cost_rate")
    rates: dict[int, float] = defaultdict(float)
    for task, effort, units, duration, rate in rows.values_list(*columns):
        rates[task] += work_of(effort, units, duration) / duration * float(rate) / HOUR
    return rates
