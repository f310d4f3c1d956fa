"""What follows from events of gates: mails to the approvers and to who asked."""

from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse

from ecompm.core import mails, outbox
from ecompm.core.models import OutboxEvent
from lifecycle.models import Review
from projects import access


@outbox.on("gate.review_requested")
def mail_approvers(event: OutboxEvent) -> None:
    """One mail to each approver who wants it and may still see the gate."""
    review = _review(event)
    if review is None or review.state != Review.State.OPEN:
        return
    people = get_user_model().objects.filter(project_roles__approves=review.gate, notify_gates=True, is_active=True)
    for person in people.distinct():
        _mail("gate_review", review, person, "lifecycle:vote")


@outbox.on("gate.decided")
def mail_decision(event: OutboxEvent) -> None:
    """One mail to who asked for the decision and to the project's manager."""
    review = _review(event)
    if review is None:
        return
    people = {review.requested_by, review.project.manager}
    for person in people:
        if person is not None and person.is_active and person.notify_gates:
            _mail("gate_decided", review, person, "lifecycle:gate")


def _review(event: OutboxEvent) -> Review | None:
    rows = Review.objects.select_related("gate", "project__manager", "requested_by")
    return rows.filter(pk=event.payload["review"]).first()


def _mail(template: str, review: Review, person: Any, url_name: str) -> None:
    if not access.holds(person, review.project, "gate.view"):
        return
    mails.send(
        template,
        person.email,
        language=person.language,
        gate=review.gate,
        project=review.project,
        asker=review.requested_by or "",
        note=review.note,
        outcome=review.get_outcome_display(),
        reason=review.outcome_reason,
        path=reverse(url_name, kwargs={"key": review.project.key, "number": review.gate.number}),
        profile_path=reverse("accounts:profile"),
    )
