"""What follows from events of the register: mails to those who answer for a risk."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation

from ecompm.core import mails, outbox
from ecompm.core.models import OutboxEvent
from projects.models import Project
from risks import sentences
from risks.loaders.criteria import load_criteria
from risks.models import Risk, ScoreMove


@outbox.on("risk.moved")
def mail_owner(event: OutboxEvent) -> None:
    """One mail for each risk that rose into a higher band, to its owner, if they want it and still see the risk."""
    criteria = load_criteria()
    moves = ScoreMove.objects.filter(pk__in=event.payload["moves"]).select_related("risk__owner", "risk__project")
    for move in moves:
        owner, risk = move.risk.owner, move.risk
        if not criteria.rises(move.old_score, move.new_score) or not _is_told(owner, [risk]):
            continue
        with translation.override(owner.language):
            why, band = sentences.movement(move), str(sentences.BANDS[criteria.band(move.new_score).level])
        mails.send(
            "risk_moved",
            owner.email,
            language=owner.language,
            risk=risk,
            project=risk.project,
            score=move.new_score,
            band=band,
            why=why,
            path=reverse("risks:detail", kwargs={"key": risk.project.key, "number": risk.number}),
            profile_path=reverse("accounts:profile"),
        )


@outbox.on("risk.escalated")
def mail_deciders(event: OutboxEvent) -> None:
    """One mail to manager and sponsor of the project, and to each owner, with the escalated risks they may see."""
    project = Project.objects.select_related("manager", "sponsor").filter(pk=event.project_id).first()
    if project is None:
        return
    appetite = load_criteria().appetite
    escalated = Risk.objects.filter(pk__in=event.payload["risks"], project=project).above(appetite)
    owners = [risk.owner for risk in escalated.select_related("owner")]
    for person in {one.pk: one for one in [project.manager, project.sponsor, *owners] if one}.values():
        own: dict[str, Any] = {} if person in (project.manager, project.sponsor) else {"owner": person}
        _mail_list("risks_escalated", person, project, escalated.filter(**own), appetite=appetite)


@outbox.on("risk.reviews_overdue")
def mail_late_reviews(event: OutboxEvent) -> None:
    """One mail to one person with the reviews that are still overdue."""
    project = Project.objects.filter(pk=event.project_id).first()
    person = get_user_model().objects.filter(pk=event.payload["person_id"]).first()
    if project is None or person is None:
        return
    late = Risk.objects.open().filter(pk__in=event.payload["risks"], next_review_on__lt=event.created_at.date())
    _mail_list("risk_reviews", person, project, late)


def _mail_list(template: str, person: Any, project: Project, risks: Any, **context: Any) -> None:
    rows = list(risks.allowed(person, "risk.view").order_by("-score", "number"))
    if not rows or not _is_told(person, rows):
        return
    path = reverse("risks:list", kwargs={"key": project.key})
    profile = reverse("accounts:profile")
    names = {"project": project, "risks": rows, "path": path, "profile_path": profile, **context}
    mails.send(template, person.email, language=person.language, **names)


def _is_told(person: Any, risks: Iterable[Risk]) -> bool:
    """Whether the person still works here, wants such mails, and sees the risks."""
    if person is None or not (person.is_active and person.notify_assignments):
        return False
    wanted = {risk.pk for risk in risks}
    return Risk.objects.allowed(person, "risk.view").filter(pk__in=wanted).count() == len(wanted)
