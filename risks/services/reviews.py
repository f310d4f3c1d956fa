"""Reviews that nobody made: who answers for the risk is reminded once for each day that was missed."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.db.models import F, Q

from ecompm.core import outbox
from risks.models import Risk


@transaction.atomic
def remind_of_reviews(on: date) -> int:
    """One event for each person and project with reviews that became overdue; without an owner, for the manager.

    Returns how many risks are in them. Run again, it says nothing twice.
    """
    late = Risk.objects.open().filter(next_review_on__lt=on, project__archived_at=None, project__status="active")
    unsaid = late.filter(Q(reminded_for=None) | ~Q(reminded_for=F("next_review_on"))).select_for_update(of=("self",))
    waiting: dict[tuple[int, int], list[int]] = defaultdict(list)
    rows = list(unsaid.order_by("project_id", "number").values_list("pk", "project_id", "owner_id", "project__manager"))
    for pk, project_id, owner_id, manager_id in rows:
        if person_id := owner_id or manager_id:
            waiting[project_id, person_id].append(pk)
    for (project_id, person_id), risks in waiting.items():
        outbox.add("risk.reviews_overdue", project_id=project_id, person_id=person_id, risks=risks)
    Risk.objects.filter(pk__in=[row[0] for row in rows]).update(reminded_for=F("next_review_on"))
    return len(rows)
