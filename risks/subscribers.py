"""What follows from events of the register: those who answer for a risk are told."""

from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse

from ecompm.core import outbox
from ecompm.core.models import OutboxEvent
from projects.access import Role
from projects.models import Project
from projects.services.notifications import notify
from risks.loaders.criteria import load_criteria
from risks.models import Risk, ScoreMove


@outbox.on("risk.moved")
def tell_owner(event: OutboxEvent) -> None:
    """The owner of each risk that rose into a higher band."""
    criteria, by = load_criteria(), _person(event.payload.get("by"))
    moves = ScoreMove.objects.filter(pk__in=event.payload["moves"]).select_related("risk__owner", "risk__project")
    for move in moves:
        if criteria.rises(move.old_score, move.new_score):
            level = criteria.band(move.new_score).level
            names = {"move": move.pk, "score": move.new_score, "level": level}
            notify("risk.moved", [move.risk.owner], about=move.risk, by=by, **names)


@outbox.on("risk.escalated")
def tell_deciders(event: OutboxEvent) -> None:
    """Manager and sponsor of the project, and each owner, with the escalated risks they may see."""
    project = Project.objects.select_related("manager", "sponsor").filter(pk=event.project_id).first()
    if project is None:
        return
    escalated = Risk.objects.filter(pk__in=event.payload["risks"], project=project).above(load_criteria().appetite)
    owners = [risk.owner for risk in escalated.select_related("owner")]
    for person in {one.pk: one for one in [project.manager, project.sponsor, *owners] if one}.values():
        own: dict[str, Any] = {} if person in (project.manager, project.sponsor) else {"owner": person}
        _tell_of_all("risk.escalated", person, project, escalated.filter(**own))


@outbox.on("risk.occurred")
def tell_occurrence(event: OutboxEvent) -> None:
    """The owner and who manages the project."""
    risk = Risk.objects.select_related("owner", "project__manager").filter(pk=event.payload["risk"]).first()
    if risk is None or risk.status != Risk.Status.OCCURRED:
        return
    at = {"memberships__project": risk.project_id, "memberships__role": Role.MANAGER}
    people = [risk.owner, risk.project.manager, *get_user_model().objects.filter(**at)]
    notify("risk.occurred", people, about=risk, by=_person(event.payload["by"]))


@outbox.on("risk.reviews_overdue")
def tell_late_reviews(event: OutboxEvent) -> None:
    """One person, of the reviews that are still overdue."""
    project = Project.objects.filter(pk=event.project_id).first()
    person = _person(event.payload["person_id"])
    if project is None or person is None:
        return
    late = Risk.objects.open().filter(pk__in=event.payload["risks"], next_review_on__lt=event.created_at.date())
    _tell_of_all("risk.reviews_overdue", person, project, late)


def _tell_of_all(kind: str, person: Any, project: Project, risks: Any) -> None:
    """One notification of all risks that the person sees. It hangs on the worst, and names it where it is alone."""
    seen = risks.allowed(person, "risk.view").select_related("project").order_by("-score", "number")
    rows = list(seen)
    if rows:
        path = "" if len(rows) == 1 else reverse("risks:list", kwargs={"key": project.key})
        notify(kind, [person], about=rows[0], path=path, risks=[risk.pk for risk in rows], count=len(rows))


def _person(pk: int | None) -> Any:
    return get_user_model().objects.filter(pk=pk).first() if pk else None
