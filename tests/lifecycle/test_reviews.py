"""A gate is decided by votes and facts, and only the decision moves the project."""

import pytest

from ecompm.core.errors import Conflict, Invalid, NotAllowed
from lifecycle.models import Gate, Phase
from lifecycle.services import gates, phases, reviews
from tests.cast import Cast
from tests.lifecycle.stage import TODAY, Stage, before_first_gate, manual

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return before_first_gate(cast)


def vote(stage: Stage, review, person, role, what="go", comment=""):
    return reviews.cast_vote(review, by=person, role=role, vote=what, comment=comment, on=TODAY)


def test_two_go_votes_pass_the_gate_and_move_the_phase(stage: Stage) -> None:
    review = reviews.request_review(stage.gate, by=stage.cast.alice)
    vote(stage, review, stage.cast.alice, stage.sponsor)
    assert phases.current_phase(stage.cast.project).code == "initiation"
    vote(stage, review, stage.cast.bob, stage.lead)
    assert phases.current_phase(stage.cast.project).code == "planning"
    assert Gate.objects.get(pk=stage.gate.pk).state == Gate.State.PASSED


def test_a_missing_must_holds_the_gate_whatever_the_votes(stage: Stage) -> None:
    manual(stage)
    review = reviews.request_review(stage.gate, by=stage.cast.alice)
    vote(stage, review, stage.cast.alice, stage.sponsor)
    vote(stage, review, stage.cast.bob, stage.lead)
    decided = reviews.decide_review(review, by=stage.cast.alice, on=TODAY)
    assert (decided.outcome, phases.current_phase(stage.cast.project).code) == ("hold", "initiation")


def test_a_missing_should_needs_a_condition(stage: Stage) -> None:
    manual(stage, must=False)
    review = reviews.request_review(stage.gate, by=stage.cast.alice)
    vote(stage, review, stage.cast.alice, stage.sponsor)
    vote(stage, review, stage.cast.bob, stage.lead)
    with pytest.raises(Invalid) as refused:
        reviews.decide_review(review, by=stage.cast.alice, on=TODAY)
    assert "conditions" in refused.value.fields
    condition = {"text": "Inform the sponsor", "owner": stage.cast.bob, "due_on": TODAY}
    decided = reviews.decide_review(review, by=stage.cast.alice, on=TODAY, conditions=[condition])
    assert decided.outcome == "conditional_go"


def test_stop_takes_precedence_and_ends_the_project(stage: Stage) -> None:
    review = reviews.request_review(stage.gate, by=stage.cast.alice)
    vote(stage, review, stage.cast.alice, stage.sponsor)
    vote(stage, review, stage.cast.bob, stage.lead, "stop", "The market is gone")
    reviews.decide_review(review, by=stage.cast.alice, on=TODAY)
    stage.cast.project.refresh_from_db()
    assert stage.cast.project.is_read_only


def test_a_vote_against_needs_a_reason(stage: Stage) -> None:
    review = reviews.request_review(stage.gate, by=stage.cast.alice)
    with pytest.raises(Invalid) as refused:
        vote(stage, review, stage.cast.bob, stage.lead, "hold")
    assert "comment" in refused.value.fields


def test_only_approvers_vote_and_only_for_their_own_role(stage: Stage) -> None:
    review = reviews.request_review(stage.gate, by=stage.cast.alice)
    with pytest.raises(NotAllowed):
        vote(stage, review, stage.cast.vera, stage.lead)
    with pytest.raises(NotAllowed):
        vote(stage, review, stage.cast.alice, stage.lead)


def test_no_decision_before_the_quorum(stage: Stage) -> None:
    review = reviews.request_review(stage.gate, by=stage.cast.alice)
    vote(stage, review, stage.cast.alice, stage.sponsor)
    with pytest.raises(Conflict, match="quorum"):
        reviews.decide_review(review, by=stage.cast.alice, on=TODAY)


def test_the_snapshot_is_sealed(stage: Stage) -> None:
    review = reviews.request_review(stage.gate, by=stage.cast.alice)
    vote(stage, review, stage.cast.alice, stage.sponsor)
    vote(stage, review, stage.cast.bob, stage.lead)
    review.refresh_from_db()
    assert reviews.verify(review)
    review.snapshot["outcome"] = "stop"
    assert not reviews.verify(review)


def test_criteria_are_frozen_during_a_review(stage: Stage) -> None:
    criterion = manual(stage)
    reviews.request_review(stage.gate, by=stage.cast.alice)
    criterion.gate.refresh_from_db()
    with pytest.raises(Conflict, match="frozen"):
        gates.delete_criterion(criterion, by=stage.cast.alice, version=criterion.version)


def test_the_last_gate_waits_for_the_acceptance(stage: Stage) -> None:
    Gate.objects.filter(pk=stage.gate.pk).update(state=Gate.State.PASSED)
    stage.cast.project.phases.filter(code="initiation").update(state=Phase.State.DONE)
    last = stage.cast.project.gates.get(name="Project closed")
    with pytest.raises(Conflict, match="accept"):
        reviews.request_review(last, by=stage.cast.alice)
