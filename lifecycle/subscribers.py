"""What follows from events of gates: approvers, who asked, and owners of conditions are told."""

from django.contrib.auth import get_user_model
from django.urls import reverse

from ecompm.core import outbox
from ecompm.core.models import OutboxEvent
from lifecycle.models import Review
from projects.services.notifications import notify


@outbox.on("gate.review_requested")
def tell_approvers(event: OutboxEvent) -> None:
    review = _review(event)
    if review is None or review.state != Review.State.OPEN:
        return
    people = get_user_model().objects.filter(project_roles__approves=review.gate).distinct()
    path = _path("lifecycle:vote", review)
    notify("gate.review_requested", people, about=review.gate, by=review.requested_by, path=path, review=review.pk)


@outbox.on("gate.decided")
def tell_decision(event: OutboxEvent) -> None:
    """Who asked for the decision and the project's manager learn of it, owners of conditions of what is theirs now."""
    review = _review(event)
    if review is None:
        return
    by = get_user_model().objects.filter(pk=event.payload.get("by")).first()
    path = _path("lifecycle:gate", review)
    people = [review.requested_by, review.project.manager]
    notify("gate.decided", people, about=review.gate, by=by, path=path, review=review.pk, outcome=review.outcome)
    for condition in review.conditions.select_related("owner"):
        due_on = condition.due_on.isoformat()
        notify("condition.given", [condition.owner], about=condition, by=by, path=path, due_on=due_on)


def _review(event: OutboxEvent) -> Review | None:
    rows = Review.objects.select_related("gate__project", "project__manager", "requested_by")
    return rows.filter(pk=event.payload["review"]).first()


def _path(url_name: str, review: Review) -> str:
    return reverse(url_name, kwargs={"key": review.project.key, "number": review.gate.number})
