"""What the register tells people: a risk rose, is above the appetite, waits for its review, has occurred."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from projects.models import Notification
from projects.notices import KINDS, NAMED, Kind, Mail, Parameters
from risks import sentences
from risks.loaders.criteria import load_criteria
from risks.models import Risk, ScoreMove

WANTED = "notify_assignments"


def _band(parameters: Parameters) -> Parameters:
    return {**parameters, "band": sentences.BANDS.get(parameters["level"], parameters["level"])}


def _moved(notification: Notification) -> Mapping[str, Any] | None:
    move = ScoreMove.objects.select_related("risk").filter(pk=notification.parameters["move"]).first()
    if move is None:
        return None
    band = str(_band(notification.parameters)["band"])
    return {"risk": move.risk, "score": move.new_score, "band": band, "why": sentences.movement(move)}


def _escalated(notification: Notification) -> Mapping[str, Any] | None:
    appetite = load_criteria().appetite
    return _named(notification, Risk.objects.above(appetite), appetite=appetite)


def _overdue(notification: Notification) -> Mapping[str, Any] | None:
    return _named(notification, Risk.objects.open().filter(next_review_on__lt=notification.created_at.date()))


def _occurred(notification: Notification) -> Mapping[str, Any] | None:
    risk = Risk.objects.filter(pk=notification.object_id, status=Risk.Status.OCCURRED).first()
    return {"risk": risk, "actor": notification.parameters["actor"]} if risk else None


def _named(notification: Notification, risks: Any, **names: Any) -> Mapping[str, Any] | None:
    """Those risks of the notification that it is still true of and that the person sees; nothing without any."""
    seen = risks.allowed(notification.recipient, "risk.view").filter(pk__in=notification.parameters["risks"])
    rows = list(seen.order_by("-score", "number"))
    return {"risks": rows, **names} if rows else None


KINDS["risk.moved"] = Kind(
    _("%(object)s moved to %(score)d: %(band)s"), "shield", _band, Mail("risk_moved", WANTED, _moved)
)
KINDS["risk.escalated"] = Kind(
    ngettext_lazy("%(object)s is above the appetite", "%(count)d risks are above the appetite", "count"),
    "warn",
    mail=Mail("risks_escalated", WANTED, _escalated),
)
KINDS["risk.reviews_overdue"] = Kind(
    ngettext_lazy("The review of %(object)s is overdue", "%(count)d risk reviews are overdue", "count"),
    "clock",
    mail=Mail("risk_reviews", WANTED, _overdue),
)
KINDS["risk.occurred"] = Kind(_("%(object)s has occurred"), "bad", mail=Mail("risk_occurred", WANTED, _occurred))
KINDS["risk.handed_up"] = Kind(_("%(actor)s escalated %(object)s to you"), "warn")
NAMED["escalated_to"] = "risk.handed_up"
