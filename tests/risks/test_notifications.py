"""What people read of risks in the product: the same as by mail, and nothing they may not see."""

from datetime import date, timedelta
from typing import Any

import pytest

from projects import notices
from projects.models import Membership, Notification
from risks.models import Risk
from risks.services import occurrence, register
from risks.services.reviews import remind_of_reviews
from tests.cast import Cast
from tests.mail import delivered

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def risk(cast: Cast, **values: Any) -> Risk:
    given = {"title": "Approval may drop", "likelihood": 1, "impact": 5, "owner": cast.bob, **values}
    return register.create_risk(by=cast.alice, project=cast.project, **given)


def told(someone: Any) -> list[str]:
    delivered()
    return [notices.text(row.kind, row.parameters) for row in Notification.objects.own(someone)]


def test_a_risk_that_crosses_a_band_tells_its_owner(cast: Cast) -> None:
    made = risk(cast)
    register.change_risk(made, by=cast.alice, version=made.version, likelihood=2)
    assert told(cast.bob) == ["K1 Approval may drop moved to 10: High", "Alice gave you K1 Approval may drop"]


def test_who_moves_their_own_risk_is_not_told(cast: Cast) -> None:
    made = risk(cast)
    register.change_risk(made, by=cast.bob, version=made.version, likelihood=2)
    assert told(cast.bob) == ["Alice gave you K1 Approval may drop"]
    assert [mail.subject for mail in delivered()] == ["Alice gave you K1 Approval may drop"]


def test_one_above_the_appetite_is_named_and_several_are_counted(cast: Cast) -> None:
    cast.project.sponsor = cast.vera
    cast.project.save()
    risk(cast, likelihood=5)
    assert told(cast.vera) == ["K1 Approval may drop is above the appetite"]
    late = {"next_review_on": TODAY - timedelta(days=1)}
    risk(cast, **late)
    risk(cast, **late)
    remind_of_reviews(TODAY)
    assert told(cast.bob)[0] == "2 risk reviews are overdue"


def test_a_risk_made_confidential_takes_what_was_told_with_it(cast: Cast) -> None:
    cast.project.sponsor = cast.vera
    cast.project.save()
    made = risk(cast, likelihood=5)
    assert len(told(cast.vera)) == 1
    Risk.objects.filter(pk=made.pk).update(is_confidential=True)
    assert told(cast.vera) == []


def test_who_owns_a_risk_that_occurs_and_who_manages_are_told(cast: Cast) -> None:
    Membership.objects.filter(user=cast.vera).update(role="manager")
    made = risk(cast)
    occurrence.record_occurrence(made, by=cast.alice, version=made.version, occurred_on=date(2026, 11, 2))
    assert told(cast.vera) == ["K1 Approval may drop has occurred"]
    assert "K1 Approval may drop has occurred" in told(cast.bob)
    assert told(cast.alice) == []
    subjects = {(mail.to[0], mail.subject) for mail in delivered() if "gave you" not in mail.subject}
    of = "K1 Approval may drop of New shop has occurred"
    assert subjects == {("bob@example.com", of), ("vera@example.com", of)}


def test_an_occurrence_that_was_taken_back_tells_nobody(cast: Cast) -> None:
    made = risk(cast)
    occurred = occurrence.record_occurrence(made, by=cast.alice, version=made.version, occurred_on=date(2026, 11, 2))
    occurrence.take_back_occurrence(occurred, by=cast.alice, version=occurred.version, on=TODAY)
    assert not [text for text in told(cast.bob) if "occurred" in text]
