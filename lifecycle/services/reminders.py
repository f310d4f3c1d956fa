"""Conditions of gate decisions whose day has come: their owners are reminded, once."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from lifecycle.models import Condition
from projects.models import Notification
from projects.services.notifications import notify

KIND = "condition.due"


@transaction.atomic
def remind_of_conditions(on: date) -> int:
    """One notification for each open condition that is due. Returns how many; run again, it says nothing twice."""
    said = Notification.objects.filter(kind=KIND, object_type=Condition._meta.label_lower).values("object_id")
    due = Condition.objects.filter(due_on__lte=on, done_at=None, project__archived_at=None, project__status="active")
    unsaid = due.exclude(pk__in=said).exclude(owner=None).select_related("owner", "project", "review__gate")
    told = 0
    for condition in unsaid:
        gate = condition.review.gate
        path = reverse("lifecycle:gate", kwargs={"key": condition.project.key, "number": gate.number})
        told += len(notify(KIND, [condition.owner], about=condition, path=path, due_on=condition.due_on.isoformat()))
    return told
