"""What other apps may ask about stakeholders and responsibilities."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from ecompm.core.facts import fact
from planning.models import Task
from stakeholders.models import RaciEntry, Stakeholder


@fact("raci.rows_without_single_a", unit="count", label=_("Tasks without exactly one accountable role"))
def rows_without_single_a(project_ids: Collection[int], on: date) -> Mapping[int, int]:
    accountable = RaciEntry.objects.in_projects(project_ids).filter(letter=RaciEntry.Letter.ACCOUNTABLE)
    right = accountable.order_by().values("task").annotate(times=Count("pk")).filter(times=1).values("task")
    rows = Task.objects.in_projects(project_ids).work().order_by().values_list("project_id")
    return dict.fromkeys(project_ids, 0) | dict(rows.annotate(wrong=Count("pk", filter=~Q(pk__in=right))))


@fact("stakeholders.count", unit="count", label=_("Stakeholders"))
def count(project_ids: Collection[int], on: date) -> Mapping[int, int]:
    rows = Stakeholder.objects.in_projects(project_ids).order_by().values_list("project_id")
    return dict.fromkeys(project_ids, 0) | dict(rows.annotate(Count("id")))


@fact("stakeholders.not_as_wanted", unit="count", label=_("Stakeholders below the wanted engagement"))
def not_as_wanted(project_ids: Collection[int], on: date) -> Mapping[int, int]:
    """Powerful stakeholders (4 or 5) whose engagement is another than the wanted one."""
    rows = Stakeholder.objects.in_projects(project_ids).filter(power__gte=4)
    behind = rows.exclude(engagement=F("desired_engagement")).order_by().values_list("project_id")
    return dict.fromkeys(project_ids, 0) | dict(behind.annotate(Count("id")))
