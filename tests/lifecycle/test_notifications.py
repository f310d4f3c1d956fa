"""Who learns of gates: the approvers, who asked, the manager, and who owns a condition."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from ecompm.core.ui import formats
from lifecycle.models import Condition
from lifecycle.services import reviews
from lifecycle.services.reminders import remind_of_conditions
from projects import notices
from projects.models import Notification
from tests.lifecycle.stage import TODAY, Stage, before_first_gate, manual
from tests.mail import delivered

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast: Any) -> Stage:
    return before_first_gate(cast, quorum=1)


def told(someone: Any) -> list[str]:
    delivered()
    return [notices.text(row.kind, row.parameters) for row in Notification.objects.own(someone)]


def subjects(to: Any) -> list[str]:
    return [mail.subject for mail in delivered() if mail.to == [to.email]]


def decided_with_condition(stage: Stage) -> None:
    """Bob asks, Alice votes and decides; Vera owns the condition."""
    manual(stage, must=False)
    stage.cast.project.memberships.filter(user=stage.cast.bob).update(role="manager")
    review = reviews.request_review(stage.gate, by=stage.cast.bob)
    reviews.cast_vote(review, by=stage.cast.alice, role=stage.sponsor, vote="go", on=TODAY)
    condition = {"text": "Inform the board", "owner": stage.cast.vera, "due_on": TODAY}
    reviews.decide_review(review, by=stage.cast.alice, on=TODAY, conditions=[condition])


def test_approvers_are_asked_for_their_vote_but_not_by_themselves(stage: Stage) -> None:
    reviews.request_review(stage.gate, by=stage.cast.alice)
    assert told(stage.cast.bob) == ["Alice asks for your vote on G1 Charter approved"]
    assert subjects(stage.cast.bob) == ["Your vote is asked for: G1 Charter approved of New shop"]
    assert told(stage.cast.alice) == subjects(stage.cast.alice) == []


def test_a_review_that_was_withdrawn_asks_nobody(stage: Stage) -> None:
    reviews.withdraw_review(reviews.request_review(stage.gate, by=stage.cast.alice), by=stage.cast.alice)
    assert told(stage.cast.bob) == subjects(stage.cast.bob) == []


def test_who_asked_learns_the_decision_in_their_language(stage: Stage) -> None:
    decided_with_condition(stage)
    assert told(stage.cast.bob)[0] == "G1 Charter approved is decided: Conditional go"
    assert subjects(stage.cast.bob) == ["G1 Charter approved of New shop: Conditional go"]
    with translation.override("de"):
        assert "Freigabe mit Auflagen" in told(stage.cast.bob)[0]


def test_who_decided_is_not_told_of_it(stage: Stage) -> None:
    stage.cast.project.manager = stage.cast.alice
    stage.cast.project.save()
    decided_with_condition(stage)
    assert [text for text in told(stage.cast.alice) if "decided" in text] == subjects(stage.cast.alice)[1:] == []


def test_the_owner_of_a_condition_is_told_until_when(stage: Stage) -> None:
    decided_with_condition(stage)
    until = formats.day(TODAY)
    assert told(stage.cast.vera) == [f"A gate decision gives you a condition until {until}: Inform the board"]


def test_the_owner_of_a_condition_is_reminded_of_its_day_once(stage: Stage) -> None:
    decided_with_condition(stage)
    assert [remind_of_conditions(TODAY + timedelta(days=days)) for days in (-1, 0, 1)] == [0, 1, 0]
    until = formats.day(TODAY)
    assert f"A condition of a gate decision is due on {until}: Inform the board" in told(stage.cast.vera)


def test_nobody_is_reminded_of_a_condition_that_is_done(stage: Stage) -> None:
    decided_with_condition(stage)
    reviews.finish_condition(Condition.objects.get(), by=stage.cast.vera, version=1)
    assert remind_of_conditions(TODAY) == 0
