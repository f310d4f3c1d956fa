"""Who is told when a risk crosses a band, comes above the appetite, or waits for its review too long."""

from datetime import date, timedelta

import pytest

from ecompm.core.models import AuditEntry
from risks.loaders.criteria import stored_criteria
from risks.models import Risk
from risks.services import register
from risks.services.criteria import change_criteria
from risks.services.rescoring import rescore_projects
from risks.services.reviews import remind_of_reviews
from tests.cast import Cast
from tests.mail import delivered

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def risk(cast: Cast, **values: object) -> Risk:
    given = {"title": "Approval may drop", "likelihood": 3, "impact": 4, "owner": cast.bob, **values}
    return register.create_risk(by=cast.alice, project=cast.project, **given)


def raise_to(cast: Cast, made: Risk, likelihood: int) -> Risk:
    made.refresh_from_db()
    return register.change_risk(made, by=cast.alice, version=made.version, likelihood=likelihood)


def subjects(to: str) -> list[str]:
    """What a person was mailed, but for that a risk was given to them."""
    return [mail.subject for mail in delivered() if mail.to == [to] and "gave you" not in mail.subject]


def test_the_owner_is_told_when_a_risk_crosses_into_a_higher_band(cast: Cast) -> None:
    made = risk(cast, likelihood=1, impact=5)
    raise_to(cast, made, 2)
    assert subjects("bob@example.com") == ["K1 Approval may drop of New shop moved to 10: High"]


def test_a_rise_within_the_band_and_a_fall_tell_nobody(cast: Cast) -> None:
    made = risk(cast, likelihood=1, impact=1)
    raise_to(cast, made, 3)
    raise_to(cast, made, 2)
    assert subjects("bob@example.com") == []


def test_a_threat_above_the_appetite_is_escalated_to_manager_and_sponsor(cast: Cast) -> None:
    cast.project.manager, cast.project.sponsor = cast.alice, cast.vera
    cast.project.save()
    made = raise_to(cast, risk(cast), 5)
    made.refresh_from_db()
    assert made.escalated_on is not None
    assert subjects("alice@example.com") == subjects("vera@example.com") == ["New shop: a risk is above the appetite"]
    assert AuditEntry.objects.filter(verb="escalated", object_id=made.pk).count() == 1


def test_it_is_escalated_once_and_taken_back_when_it_falls(cast: Cast) -> None:
    made = raise_to(cast, risk(cast), 5)
    rescore_projects([cast.project.pk], TODAY)
    assert AuditEntry.objects.filter(verb="escalated").count() == 1
    raise_to(cast, made, 2)
    made.refresh_from_db()
    assert made.escalated_on is None


def test_an_opportunity_is_never_escalated(cast: Cast) -> None:
    made = risk(cast, likelihood=5, impact=5, is_opportunity=True, strategy="enhance")
    made.refresh_from_db()
    assert made.escalated_on is None


def test_a_lower_appetite_escalates_at_the_next_run(cast: Cast) -> None:
    made = risk(cast)
    change_criteria(stored_criteria(), by=cast.ada, version=0, appetite=10)
    rescore_projects([cast.project.pk], TODAY)
    made.refresh_from_db()
    assert made.escalated_on == TODAY


def test_a_confidential_risk_is_told_only_to_who_may_see_it(cast: Cast) -> None:
    cast.project.manager, cast.project.sponsor = cast.alice, cast.vera
    cast.project.save()
    risk(cast, likelihood=5, impact=5, is_confidential=True)
    assert subjects("vera@example.com") == []
    assert len(subjects("alice@example.com")) == len(subjects("bob@example.com")) == 1


def test_an_overdue_review_is_reminded_of_once(cast: Cast) -> None:
    made = risk(cast, next_review_on=TODAY - timedelta(days=1))
    assert (remind_of_reviews(TODAY), remind_of_reviews(TODAY)) == (1, 0)
    assert subjects("bob@example.com") == ["New shop: a risk review is overdue"]
    made.refresh_from_db()
    register.review_risk(made, by=cast.bob, version=made.version, on=TODAY)
    assert remind_of_reviews(TODAY + timedelta(days=40)) == 1


def test_without_an_owner_the_manager_is_reminded(cast: Cast) -> None:
    cast.project.manager = cast.alice
    cast.project.save()
    risk(cast, owner=None, next_review_on=TODAY - timedelta(days=1))
    remind_of_reviews(TODAY)
    assert subjects("alice@example.com") == ["New shop: a risk review is overdue"]


def test_who_wants_no_such_mails_gets_none(cast: Cast) -> None:
    cast.bob.notify_assignments = False
    cast.bob.save()
    risk(cast, next_review_on=TODAY - timedelta(days=1))
    remind_of_reviews(TODAY)
    assert subjects("bob@example.com") == []
