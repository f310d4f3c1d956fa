"""Gate reviews: request, vote, decide. The decision freezes what was known, and only it moves the project on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecompm.core import audit, outbox
from ecompm.core.errors import Conflict, Invalid, NotAllowed
from lifecycle.calc.outcome import MOVES_ON, Outcome, Verdict, best_possible, decide
from lifecycle.calc.seal import hash_of
from lifecycle.loaders import Evaluated, live_criteria
from lifecycle.models import Condition, Criterion, Gate, Review, Vote, Waiver
from lifecycle.services import closing, phases
from projects import access
from projects.models import Project, ProjectRole
from projects.services import items, pulse

NEEDS_REASON = frozenset(Review.Outcome.values) - {Review.Outcome.GO}


def next_gate(project: Project) -> Gate | None:
    """The gate the project stands before: the first one not passed of the phases in use."""
    waiting = project.gates.exclude(state=Gate.State.PASSED).filter(phase__is_active=True)
    return waiting.select_related("phase", "milestone").order_by("phase__position", "position", "id").first()


@transaction.atomic
def request_review(gate: Gate, *, by: Any, note: str = "") -> Review:
    """Ask the approvers for a decision. Refused while another gate comes first or approvers are missing."""
    access.require(by, gate.project, "gate.request", gate)
    project = _locked(gate.project)
    if next_gate(project) != gate:
        raise Conflict(_("Another gate comes first."))
    if gate.reviews.filter(state=Review.State.OPEN).exists():
        raise Conflict(_("A review of this gate is already open."))
    closing.refuse_unaccepted(gate)
    people = list(gate.approvers.exclude(person=None))
    if len(people) < gate.quorum:
        raise Conflict(
            _(
                "%(needed)d votes are needed, but only %(named)d approving roles are filled. "
                "Name people for the roles first."
            )
            % {"needed": gate.quorum, "named": len(people)}
        )
    review = Review.objects.create(project=project, gate=gate, note=note, quorum=gate.quorum, requested_by=by)
    Gate.objects.filter(pk=gate.pk).update(state=Gate.State.IN_REVIEW)
    audit.record(by=by, verb="requested", obj=review, changes={"note": ("", note)})
    outbox.add("gate.review_requested", project_id=project.pk, review=review.pk)
    return review


@transaction.atomic
def cast_vote(review: Review, *, by: Any, role: ProjectRole, vote: str, comment: str = "", on: date) -> Vote:
    """One approver's vote. A go that completes the quorum is decided at once, for nothing is left to say."""
    access.require(by, review.project, "gate.vote", review)
    if role.person_id != by.pk or not review.gate.approvers.filter(pk=role.pk).exists():
        raise NotAllowed(_("Only the approvers of this gate may vote, each for their own role."))
    project = _locked(review.project)
    review = _open_review(review)
    if vote not in Review.Outcome.values:
        raise Invalid(fields={"vote": [_("Choose one of the five votes.")]})
    if vote in NEEDS_REASON and not comment.strip():
        raise Invalid(fields={"comment": [_("Say why: whoever must mend it needs to know.")]})
    values = {"project": project, "approver": by, "vote": vote, "comment": comment}
    cast, _created = Vote.objects.update_or_create(review=review, role=role, defaults=values)
    audit.record(by=by, verb="voted", obj=cast, changes={"vote": ("", vote)})
    verdict = verdict_of(review, on)
    if verdict and verdict.outcome == Outcome.GO:
        _record(review, project, verdict, by=by, on=on, conditions=(), next_review_on=None)
    return cast


@transaction.atomic
def decide_review(
    review: Review,
    *,
    by: Any,
    on: date,
    conditions: Sequence[dict[str, Any]] = (),
    next_review_on: date | None = None,
) -> Review:
    """Record the decision that votes and criteria give. A conditional go needs at least one condition."""
    access.require(by, review.project, "gate.decide", review)
    project = _locked(review.project)
    review = _open_review(review)
    verdict = verdict_of(review, on)
    if verdict is None:
        missing = review.quorum - review.votes.count()
        raise Conflict(_("The quorum is not reached: %(missing)d votes are missing.") % {"missing": missing})
    if verdict.outcome == Outcome.CONDITIONAL_GO and not conditions:
        raise Invalid(fields={"conditions": [_("A conditional go needs a condition with an owner and a due date.")]})
    return _record(review, project, verdict, by=by, on=on, conditions=conditions, next_review_on=next_review_on)


@transaction.atomic
def withdraw_review(review: Review, *, by: Any) -> Review:
    """Take a request back before it is decided; the votes stay on record."""
    access.require(by, review.project, "gate.request", review)
    _locked(review.project)
    review = _open_review(review)
    review.state = Review.State.WITHDRAWN
    review.version += 1
    review.save(update_fields=["state", "version", "updated_at"])
    Gate.objects.filter(pk=review.gate_id).update(state=Gate.State.OPEN)
    audit.record(by=by, verb="withdrew", obj=review)
    return review


def verdict_of(review: Review, on: date) -> Verdict | None:
    """What votes and live criteria give now; None before the quorum."""
    criteria = live_criteria(review.gate.criteria.all(), on)
    votes = [Outcome(vote) for vote in review.votes.values_list("vote", flat=True)]
    return decide([c.as_state() for c in criteria], votes, review.quorum)


def allowed_outcome(gate: Gate, on: date) -> Verdict:
    """The best outcome the criteria allow today."""
    return best_possible([c.as_state() for c in live_criteria(gate.criteria.all(), on)])


def verify(review: Review) -> bool:
    """Whether the frozen snapshot still has the hash it was sealed with."""
    return bool(review.snapshot_hash) and hash_of(review.snapshot) == review.snapshot_hash


@transaction.atomic
def grant_waiver(criterion: Criterion, *, by: Any, reason: str, expires_on: date, on: date) -> Waiver:
    """Set a criterion aside until a day. Only an approver of its gate may, with a reason."""
    access.require(by, criterion.project, "gate.vote")
    access.refuse_read_only(criterion.project)
    if not criterion.gate.approvers.filter(person=by).exists():
        raise NotAllowed(_("Only an approver of this gate may waive its criteria."))
    if criterion.gate.state == Gate.State.PASSED:
        raise Conflict(_("This gate is passed; its criteria are frozen."))
    if expires_on <= on:
        raise Invalid(fields={"expires_on": [_("Choose a day in the future.")]})
    if not reason.strip():
        raise Invalid(fields={"reason": [_("Say why the criterion can be set aside.")]})
    values = {"criterion": criterion, "reason": reason, "approver": by, "expires_on": expires_on}
    waiver = Waiver.objects.create(project=criterion.project, **values)
    audit.record(by=by, verb="waived", obj=criterion, changes={"waiver": ("", reason)})
    pulse.touch([criterion.project_id])
    return waiver


@transaction.atomic
def revoke_waiver(waiver: Waiver, *, by: Any) -> Waiver:
    access.require(by, waiver.project, "gate.decide")
    if waiver.revoked_at is None:
        waiver.revoked_at = timezone.now()
        waiver.save(update_fields=["revoked_at"])
        audit.record(by=by, verb="revoked a waiver", obj=waiver.criterion, changes={"waiver": (waiver.reason, "")})
        pulse.touch([waiver.project_id])
    return waiver


@transaction.atomic
def finish_condition(condition: Condition, *, by: Any, version: int) -> Condition:
    """Mark a condition of a conditional go as done; its owner or a manager may."""
    access.require(by, condition.project, "gate.view")
    access.refuse_read_only(condition.project)
    if condition.owner_id != by.pk and not access.holds(by, condition.project, "gate.decide"):
        raise NotAllowed(_("Only its owner or a manager may finish a condition."))
    stored = items.lock(condition, version)
    stored.done_at = timezone.now()
    stored.version += 1
    stored.save(update_fields=["done_at", "version", "updated_at"])
    audit.record(by=by, verb="finished", obj=stored)
    pulse.touch([stored.project_id])
    return stored


def _record(
    review: Review,
    project: Project,
    verdict: Verdict,
    *,
    by: Any,
    on: date,
    conditions: Sequence[dict[str, Any]],
    next_review_on: date | None,
) -> Review:
    """Freeze the snapshot under its hash, store conditions, and let the outcome take effect."""
    now = timezone.now()
    review.snapshot = _snapshot(review, verdict, now, on)
    review.snapshot_hash = hash_of(review.snapshot)
    review.state, review.decided_at = Review.State.DECIDED, now
    review.outcome, review.outcome_reason = verdict.outcome, _reason(verdict)[:500]
    review.next_review_on = next_review_on
    review.version += 1
    review.save()
    Condition.objects.bulk_create(Condition(project=project, review=review, **values) for values in conditions)
    _take_effect(review.gate, project, verdict.outcome, now, by)
    audit.record(by=by, verb="decided", obj=review, changes={"outcome": ("", verdict.outcome.value)})
    outbox.add("gate.decided", project_id=project.pk, review=review.pk, by=by.pk)
    pulse.touch([project.pk])
    return review


def _take_effect(gate: Gate, project: Project, outcome: Outcome, at: Any, by: Any) -> None:
    if outcome in MOVES_ON:
        Gate.objects.filter(pk=gate.pk).update(state=Gate.State.PASSED, passed_at=at)
        if phases.move_on(project, at):
            closing.close(project, by=by, at=at)
        return
    Gate.objects.filter(pk=gate.pk).update(state=Gate.State.OPEN)
    if outcome == Outcome.RECYCLE:
        gate.criteria.filter(kind=Criterion.Kind.MANUAL).update(confirmed_at=None, confirmed_by=None)
    if outcome == Outcome.STOP:
        closing.stop(project, by=by)


def _snapshot(review: Review, verdict: Verdict, at: Any, on: date) -> dict[str, Any]:
    """Everything the decision was based on, as plain JSON."""
    gate = review.gate
    return {
        "project": review.project.key,
        "gate": {"number": gate.number, "name": gate.name, "quorum": review.quorum},
        "decided_at": at.isoformat(),
        "outcome": verdict.outcome.value,
        "because": verdict.because,
        "criteria": [_frozen(c) for c in live_criteria(gate.criteria.all(), on)],
        "votes": [
            {"role": vote.role.code, "approver": str(vote.approver or ""), "vote": vote.vote, "comment": vote.comment}
            for vote in review.votes.select_related("role", "approver")
        ],
    }


def _frozen(result: Evaluated) -> dict[str, Any]:
    row, waiver = result.criterion, result.waiver
    return {
        "text": row.text,
        "kind": row.kind,
        "must": row.is_must,
        "expression": row.expression,
        "state": str(result.state),
        "value": result.value,
        "threshold": result.threshold,
        "explanation": result.explanation,
        "waiver": {"reason": waiver.reason, "approver": str(waiver.approver or ""), "expires": str(waiver.expires_on)}
        if waiver
        else None,
    }


def _reason(verdict: Verdict) -> str:
    words = {
        "votes": _("The votes decided."),
        "met": _("Every criterion is met."),
        "must": _("Must criteria are not met: %(criteria)s."),
        "waived": _("Criteria are waived: %(criteria)s."),
        "should": _("Should criteria are not met: %(criteria)s."),
    }
    return words[verdict.because] % {"criteria": ", ".join(verdict.criteria)}


def _locked(project: Project) -> Project:
    """The project under its lock: gates and phases of one project move one after the other."""
    return Project.objects.select_for_update().get(pk=project.pk)


def _open_review(review: Review) -> Review:
    stored = Review.objects.select_for_update(of=("self",)).select_related("gate", "project").get(pk=review.pk)
    if stored.state != Review.State.OPEN:
        raise Conflict(_("This review is already closed."))
    return stored
