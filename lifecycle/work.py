"""What of the gates waits for a person: votes, conditions, confirmations."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from delivery.work import Section, WorkItem, work_source
from lifecycle.models import Condition, Gate, Review
from projects.models import ProjectRole


@work_source
def votes(user: Any, on: date) -> Iterable[WorkItem]:
    """Open reviews in which the person has not voted yet for a role of theirs."""
    waiting = ProjectRole.objects.filter(person=user, approves__reviews__state=Review.State.OPEN)
    reviews = Review.objects.allowed(user, "gate.view").filter(state=Review.State.OPEN, gate__approvers__in=waiting)
    rows = reviews.exclude(votes__role__in=waiting).select_related("gate__milestone", "project").distinct()
    for review in rows:
        finish = review.gate.milestone.finish if review.gate.milestone else None
        yield WorkItem(
            project_key=review.project.key,
            title=str(review.gate),
            href=reverse("lifecycle:vote", kwargs={"key": review.project.key, "number": review.gate.number}),
            section=Section.REVIEW,
            kind=_("Vote"),
            icon="gate",
            why=review.note,
            due=finish.date() if finish else None,
            action=pgettext_lazy("verb", "Vote"),
        )


@work_source
def conditions(user: Any, on: date) -> Iterator[WorkItem]:
    """Conditions of gate decisions that the person owns."""
    rows = Condition.objects.allowed(user, "gate.view").filter(owner=user, done_at=None)
    for condition in rows.select_related("review__gate", "project"):
        gate: Gate = condition.review.gate
        yield WorkItem(
            project_key=condition.project.key,
            title=condition.text,
            href=reverse("lifecycle:gate", kwargs={"key": condition.project.key, "number": gate.number}),
            section=Section.TASK,
            kind=_("Condition"),
            icon="flag",
            why=str(gate),
            due=condition.due_on,
        )
