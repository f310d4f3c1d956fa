"""What other apps may ask about issues and the contingency reserve."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from controlling.models import Issue, ReserveEntry
from ecompm.core.expressions import Parameter
from ecompm.core.facts import fact

COMPONENT = Parameter("component", required=False)
SEVERITY = Parameter("severity", required=False, choices=tuple(Issue.Severity.values), ordered=True)


@fact("issues.open", unit="count", label=_("Open issues %(component)s %(severity)s"), args=(SEVERITY, COMPONENT))
def open_issues(
    project_ids: Collection[int], on: date, severity: tuple[str, ...] | None = None, component: str | None = None
) -> Mapping[int, int]:
    """Issues that are not resolved: of one component, of some severities, or all."""
    rows = Issue.objects.in_projects(project_ids).open()
    if component:
        rows = rows.filter(component__iexact=component)
    if severity is not None:
        rows = rows.filter(severity__in=[severity] if isinstance(severity, str) else severity)
    counted = rows.order_by().values_list("project_id").annotate(Count("pk"))
    return dict.fromkeys(project_ids, 0) | dict(counted)


@fact("issues.overdue", unit="count", label=_("Issues overdue"))
def overdue_issues(project_ids: Collection[int], on: date) -> Mapping[int, int]:
    rows = Issue.objects.in_projects(project_ids).overdue(on)
    counted = rows.order_by().values_list("project_id").annotate(Count("pk"))
    return dict.fromkeys(project_ids, 0) | dict(counted)


@fact("budget.contingency_eur", unit="eur", label=_("Contingency reserve left"))
def contingency(project_ids: Collection[int], on: date) -> Mapping[int, Decimal]:
    """What is left of the approved reserve; unknown while none was approved."""
    rows = ReserveEntry.objects.in_projects(project_ids)
    return {pk: balance.left for pk, balance in rows.balances().items()}


@fact("budget.contingency_drawn_eur", unit="eur", label=_("Contingency reserve drawn"))
def contingency_drawn(project_ids: Collection[int], on: date) -> Mapping[int, Decimal]:
    rows = ReserveEntry.objects.in_projects(project_ids)
    return {pk: balance.drawn for pk, balance in rows.balances().items()}
