"""Security findings: due by severity, closed by a passed retest, accepted by a manager until a day, read by gates."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ecompm.core.errors import Invalid, NotAllowed, StaleVersion
from ecompm.core.expressions import ExpressionError
from ecompm.core.facts import FactRun
from ecompm.core.models import AuditEntry
from lifecycle.loaders import live_criteria
from lifecycle.services.gates import create_criterion
from risks.models import Finding
from risks.services import register, security
from tests.cast import Cast
from tests.lifecycle.stage import before_first_gate

pytestmark = pytest.mark.django_db
FOUND = date(2026, 11, 2)
TODAY = date(2026, 11, 23)


def record(cast: Cast, cvss: str = "9.8", **values: Any) -> Finding:
    given = {"title": "Script can be injected in the search", "cvss": Decimal(cvss), "found_on": FOUND, **values}
    return security.create_finding(by=cast.bob, project=cast.project, **given)


def change(finding: Finding, by: Any, **values: Any) -> Finding:
    return security.change_finding(finding, by=by, version=finding.version, **values)


def retest(finding: Finding, by: Any, *, passed: bool = True) -> Finding:
    given = {"passed": passed, "evidence": "Payload is escaped now", "retested_on": TODAY}
    return security.retest_finding(finding, by=by, version=finding.version, **given)


def fact(cast: Cast, call: str, on: date = TODAY) -> Any:
    return FactRun([cast.project.pk], on).values(call)[cast.project.pk]


@pytest.mark.parametrize(
    ("cvss", "severity", "days"),
    [("9.0", "critical", 7), ("8.9", "high", 30), ("6.9", "medium", 90), ("3.9", "low", None), ("0", "none", None)],
)
def test_severity_and_due_day_follow_from_the_score(cast: Cast, cvss: str, severity: str, days: int | None) -> None:
    found = record(cast, cvss)
    assert (found.severity, found.due_on) == (severity, FOUND + timedelta(days=days) if days else None)


def test_another_score_gives_another_due_day(cast: Cast) -> None:
    changed = change(record(cast, "9.8"), cast.bob, cvss=Decimal("5.0"))
    assert (changed.severity, changed.due_on) == ("medium", FOUND + timedelta(days=90))


@pytest.mark.parametrize("cvss", ["-0.1", "10.1", "11"])
def test_a_score_outside_the_scale_is_refused_at_its_field(cast: Cast, cvss: str, client: Any) -> None:
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    body = {"title": "Open port", "cvss": cvss, "found_on": "2026-11-02", "source": "scan", "status": "open"}
    answer = client.post(f"/projects/{cast.project.key}/risks/findings/new/", body)
    assert answer.status_code == 422
    assert "Open port" in answer.content.decode()
    assert not Finding.objects.exists()


def test_a_passed_retest_closes_with_its_evidence(cast: Cast) -> None:
    closed = retest(record(cast), cast.bob)
    assert (closed.status, closed.retested_on) == ("closed", TODAY)
    assert AuditEntry.objects.filter(object_type="risks.finding", verb="changed").get().changes["retest_evidence"]


def test_a_failed_retest_sends_it_back(cast: Cast) -> None:
    assert retest(record(cast), cast.bob, passed=False).status == "fixing"
    assert fact(cast, "security.open_critical") == 1


def test_nothing_is_closed_without_evidence(cast: Cast, client: Any) -> None:
    found = record(cast)
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    body = {"title": "X", "cvss": "9.8", "found_on": "2026-11-02", "source": "scan", "status": "closed", "version": 1}
    answer = client.post(f"{found.get_absolute_url()}edit/", body)
    assert answer.status_code == 422
    assert "Say what the retest showed." in answer.content.decode()


def test_a_retest_before_the_finding_is_refused(cast: Cast) -> None:
    found = record(cast)
    early = {"passed": True, "evidence": "Fine", "retested_on": FOUND - timedelta(days=1)}
    with pytest.raises(Invalid):
        security.retest_finding(found, by=cast.bob, version=1, **early)


def test_only_a_manager_accepts_and_it_counts_again_afterwards(cast: Cast) -> None:
    found = record(cast)
    wish = {"status": "accepted", "reason": "Behind the VPN", "accepted_until": date(2026, 11, 30)}
    with pytest.raises(NotAllowed):
        change(found, cast.bob, **wish)
    assert change(found, cast.alice, **wish).approver == cast.alice
    assert fact(cast, "security.open_critical", date(2026, 11, 30)) == 0
    assert fact(cast, "security.open_critical", date(2026, 12, 1)) == 1


def test_a_member_may_not_prolong_an_acceptance(cast: Cast) -> None:
    wish = {"status": "accepted", "reason": "Behind the VPN", "accepted_until": date(2026, 11, 30)}
    accepted = change(record(cast), cast.alice, **wish)
    with pytest.raises(NotAllowed):
        change(accepted, cast.bob, accepted_until=date(2027, 11, 30))
    assert change(accepted, cast.bob, asset="Search page").asset == "Search page"


def test_facts_count_by_severity_and_by_day(cast: Cast) -> None:
    for cvss in ("9.8", "7.5", "5.0", "2.0"):
        record(cast, cvss)
    calls = ("security.findings_open('high')", "security.findings_open('low')", "security.open_critical")
    assert [fact(cast, call) for call in calls] == [2, 4, 1]
    assert fact(cast, "security.findings_overdue") == 1
    assert fact(cast, "security.findings_overdue", date(2027, 3, 1)) == 3


def test_a_word_that_is_no_severity_is_refused(cast: Cast) -> None:
    with pytest.raises(ExpressionError, match="one of low, medium, high, critical"):
        fact(cast, "security.findings_open('awful')")


def test_a_gate_waits_for_open_findings(cast: Cast) -> None:
    stage = before_first_gate(cast)
    wanted = {"kind": "auto", "text": "No critical finding", "expression": "security.open_critical == 0"}
    criterion = create_criterion(by=cast.alice, project=cast.project, gate=stage.gate, **wanted)
    found = record(cast)
    assert [row.state for row in live_criteria([criterion], TODAY)] == ["unmet"]
    retest(found, cast.bob)
    assert [row.state for row in live_criteria([criterion], TODAY)] == ["met"]


def test_two_people_do_not_overwrite_each_other(cast: Cast) -> None:
    found = record(cast)
    change(found, cast.bob, asset="Search")
    with pytest.raises(StaleVersion):
        security.change_finding(found, by=cast.alice, version=1, asset="Cart")


def test_pages_say_how_late_it_is(cast: Cast, client: Any) -> None:
    found = record(cast, found_on=date(2020, 1, 1))
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    assert "The repair is overdue by" in client.get(found.get_absolute_url()).content.decode()
    listed = client.get(f"/projects/{cast.project.key}/risks/findings/").content.decode()
    assert "1 finding is open." in listed
    assert "8 Jan 2020, overdue" in listed


def test_a_confidential_risk_is_not_named_to_members(cast: Cast, client: Any) -> None:
    secret = register.create_risk(by=cast.alice, project=cast.project, title="Insolvency", is_confidential=True)
    found = record(cast, risk=secret)
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    for path in (found.get_absolute_url(), f"{found.get_absolute_url()}edit/"):
        assert "Insolvency" not in client.get(path).content.decode()
    body = {"title": "X", "cvss": "9.8", "found_on": "2026-11-02", "source": "scan", "status": "open", "version": 1}
    client.post(f"{found.get_absolute_url()}edit/", body)
    found.refresh_from_db()
    assert (found.title, found.risk) == ("X", secret)


def test_it_waits_for_its_owner(cast: Cast, client: Any) -> None:
    record(cast, owner=cast.bob)
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    assert "Script can be injected" in client.get("/my-work/").content.decode()


def test_the_list_costs_the_same_for_many(cast: Cast, client: Any, django_assert_max_num_queries: Any) -> None:
    for place in range(20):
        record(cast, title=f"Finding {place}", owner=cast.bob)
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    with django_assert_max_num_queries(20):
        client.get(f"/projects/{cast.project.key}/risks/findings/")
