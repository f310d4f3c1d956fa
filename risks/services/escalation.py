"""Escalation: a threat above the appetite of the organisation is told to those who can decide about it."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from ecompm.core import audit, outbox
from risks.loaders.criteria import load_criteria
from risks.models import Risk
from risks.querysets import ENDED, RiskQuerySet


def waits_for_escalation() -> Q:
    """Risks that `escalate` would change."""
    above = _above_appetite()
    return (above & Q(escalated_on=None)) | (~above & Q(escalated_on__isnull=False))


def _above_appetite() -> Q:
    """Open threats that are worse than what the organisation bears."""
    return Q(score__gt=load_criteria().appetite) & Q(is_opportunity=False) & ~Q(status__in=ENDED)


def escalate(risks: RiskQuerySet, on: date) -> list[Risk]:
    """Escalate those that came above the appetite, once; take back those that ended or came below. Returns the new."""
    above = _above_appetite()
    risks.filter(~above, escalated_on__isnull=False).update(escalated_on=None)
    found = list(risks.filter(above, escalated_on=None))
    if not found:
        return []
    Risk.objects.filter(pk__in=[risk.pk for risk in found]).update(escalated_on=on)
    by_project: dict[int, list[Risk]] = defaultdict(list)
    for risk in found:
        by_project[risk.project_id].append(risk)
    for project_id, rows in by_project.items():
        audit.record_many(by=None, verb="escalated", objs=rows, project_id=project_id)
        outbox.add("risk.escalated", project_id=project_id, risks=[risk.pk for risk in rows])
    return found
