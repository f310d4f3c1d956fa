"""What the gates tell people: a vote is asked for, a decision is made, a condition is theirs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecompm.core.ui import formats
from lifecycle.models import Review
from projects.models import Notification
from projects.notices import GIVEN, KINDS, Kind, Mail, Parameters


def _outcome(parameters: Parameters) -> Parameters:
    return {**parameters, "outcome": Review.Outcome(parameters["outcome"]).label}


def _day(parameters: Parameters) -> Parameters:
    return {**parameters, "day": formats.day(date.fromisoformat(parameters["due_on"]))}


def _asked(notification: Notification) -> Mapping[str, Any] | None:
    review = _review(notification)
    if review is None or review.state != Review.State.OPEN:
        return None
    return {"gate": review.gate, "asker": review.requested_by or "", "note": review.note}


def _decided(notification: Notification) -> Mapping[str, Any] | None:
    review = _review(notification)
    if review is None:
        return None
    return {"gate": review.gate, "outcome": review.get_outcome_display(), "reason": review.outcome_reason}


def _review(notification: Notification) -> Review | None:
    rows = Review.objects.select_related("gate", "requested_by")
    return rows.filter(pk=notification.parameters["review"]).first()


KINDS["gate.review_requested"] = Kind(
    _("%(actor)s asks for your vote on %(object)s"), "gate", mail=Mail("gate_review", "notify_gates", _asked)
)
KINDS["gate.decided"] = Kind(
    _("%(object)s is decided: %(outcome)s"), "gate", _outcome, Mail("gate_decided", "notify_gates", _decided)
)
KINDS["condition.given"] = Kind(
    _("A gate decision gives you a condition until %(day)s: %(object)s"), "flag", _day, GIVEN
)
KINDS["condition.due"] = Kind(_("A condition of a gate decision is due on %(day)s: %(object)s"), "clock", _day, GIVEN)
