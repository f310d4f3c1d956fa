"""A risk occurs: it becomes an issue, the reserve pays, the actual impact is kept; all of it can be taken back."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from controlling.models import Issue, ReserveEntry
from controlling.services.reserve import approve_reserve
from ecompm.core.errors import Conflict, Invalid, NotAllowed
from ecompm.core.facts import FactRun
from risks.models import Risk
from risks.services import occurrence, register
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)


@pytest.fixture
def risk(cast: Cast) -> Risk:
    amount = {"amount": Decimal(5000), "reason": "Approved with the plan", "on": DAY}
    approve_reserve(by=cast.alice, project=cast.project, **amount)
    values = {"title": "Carrier is on strike", "impact": 4, "owner": cast.bob, "status": "monitoring"}
    return register.create_risk(by=cast.alice, project=cast.project, contingency="Use the second carrier", **values)


def occurs(risk: Risk, by: Any, **values: Any) -> Risk:
    return occurrence.record_occurrence(risk, by=by, version=risk.version, **{"occurred_on": DAY, **values})


def left(cast: Cast) -> Decimal:
    return ReserveEntry.objects.of(cast.project).balance().left


def test_it_becomes_an_issue_of_its_owner(cast: Cast, risk: Risk) -> None:
    issue = occurs(risk, cast.alice).issue
    assert (issue.title, issue.owner, issue.severity) == ("Carrier is on strike", cast.bob, "critical")
    assert "Use the second carrier" in issue.description
    assert FactRun([cast.project.pk], DAY).values("risks.open")[cast.project.pk] == 0


def test_the_reserve_pays_and_the_actual_impact_is_kept(cast: Cast, risk: Risk) -> None:
    happened = occurs(risk, cast.alice, actual_delay=Decimal(3), actual_cost=Decimal(1900), draw=Decimal(1500))
    assert (happened.actual_delay, happened.actual_cost) == (3, 1900)
    assert left(cast) == 3500
    assert happened.issue.reserve_entries.get().reason == "K1 occurred"


def test_nothing_is_half_done_when_the_reserve_is_too_small(cast: Cast, risk: Risk) -> None:
    with pytest.raises(Invalid) as refused:
        occurs(risk, cast.alice, draw=Decimal(5001))
    assert "draw" in refused.value.fields
    risk.refresh_from_db()
    assert (risk.status, Issue.objects.count(), left(cast)) == ("monitoring", 0, 5000)


def test_a_member_records_it_but_draws_nothing(cast: Cast, risk: Risk) -> None:
    with pytest.raises(NotAllowed):
        occurs(risk, cast.bob, draw=Decimal(10))
    assert occurs(risk, cast.bob).issue is not None


def test_it_occurs_once_and_not_in_the_future(cast: Cast, risk: Risk) -> None:
    with pytest.raises(Invalid):
        occurs(risk, cast.alice, occurred_on=date.today() + timedelta(days=2))  # noqa: DTZ011
    happened = occurs(risk, cast.alice)
    with pytest.raises(Conflict):
        occurs(happened, cast.alice)


def test_the_status_alone_is_refused_with_the_way_to_go(cast: Cast, risk: Risk) -> None:
    with pytest.raises(Invalid) as refused:
        register.change_risk(risk, by=cast.alice, version=risk.version, status="occurred")
    assert "It occurred" in str(refused.value.fields["status"][0])
    happened = occurs(risk, cast.alice)
    with pytest.raises(Invalid):
        register.change_risk(happened, by=cast.alice, version=happened.version, status="monitoring")
    assert register.change_risk(happened, by=cast.alice, version=happened.version, status="closed").status == "closed"


def test_taken_back_the_issue_is_closed_and_the_money_returns(cast: Cast, risk: Risk) -> None:
    happened = occurs(risk, cast.alice, actual_cost=Decimal(1900), draw=Decimal(1500))
    back = occurrence.take_back_occurrence(happened, by=cast.alice, version=happened.version, on=DAY)
    assert (back.status, back.actual_cost, back.issue) == ("monitoring", None, None)
    assert (Issue.objects.get().status, left(cast)) == ("closed", 5000)
    assert list(ReserveEntry.objects.values_list("kind", flat=True)) == ["return", "draw", "approval"]


def test_an_opportunity_brings_no_issue(cast: Cast) -> None:
    chance = register.create_risk(by=cast.alice, project=cast.project, title="Cheaper host", is_opportunity=True)
    assert occurs(chance, cast.alice, actual_cost=Decimal(300)).issue is None


def test_words_of_a_confidential_risk_stay_out_of_the_issue(cast: Cast) -> None:
    values = {"title": "Insolvency", "event": "The agency runs out of money", "is_confidential": True}
    secret = register.create_risk(by=cast.alice, project=cast.project, **values)
    with pytest.raises(Invalid):
        occurs(secret, cast.alice)
    issue = occurs(secret, cast.alice, issue_title="Agency is not available").issue
    assert (issue.title, issue.description) == ("Agency is not available", "")


def test_the_form_asks_and_the_page_tells(cast: Cast, risk: Risk, client: Any) -> None:
    client.force_login(cast.alice, backend="django.contrib.auth.backends.ModelBackend")
    asked = client.get(f"{risk.get_absolute_url()}occurred/").content.decode()
    assert "€5,000.00 are left." in asked
    body = {"occurred_on": "2026-11-02", "actual_cost": "1900", "draw": "1500", "issue_title": "Strike",
            "version": risk.version}  # fmt: skip
    told = client.post(f"{risk.get_absolute_url()}occurred/", body, follow=True).content.decode()
    assert "It is now the issue I1" in told
    assert "€3,500 left" in told
    of_issue = client.get(f"/projects/{cast.project.key}/risks/of-issue/1/").content.decode()
    assert "Carrier is on strike" in of_issue


def test_a_refused_form_keeps_what_was_typed(cast: Cast, risk: Risk, client: Any) -> None:
    client.force_login(cast.alice, backend="django.contrib.auth.backends.ModelBackend")
    body = {"occurred_on": "2026-11-02", "draw": "9000", "issue_title": "Long strike", "version": risk.version}
    answer = client.post(f"{risk.get_absolute_url()}occurred/", body)
    assert answer.status_code == 422
    assert "Long strike" in answer.content.decode()
    assert "Only €5,000.00 are left" in answer.content.decode()
