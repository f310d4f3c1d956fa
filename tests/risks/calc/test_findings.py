"""Security findings against their deadlines."""

from datetime import date, timedelta

import pytest

from risks.calc.findings import Severity, State, deadline, severity_of

FOUND = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("cvss", "severity"),
    [
        (0, "none"),
        (0.1, "low"),
        (3.9, "low"),
        (4, "medium"),
        (6.9, "medium"),
        (7.0, "high"),
        (8.9, "high"),
        (9, "critical"),
        (10, "critical"),
    ],
)
def test_severity_follows_the_published_bands(cvss, severity):
    assert severity_of(cvss) == severity


@pytest.mark.parametrize("cvss", [-0.1, 10.1, float("nan")])
def test_a_score_off_the_scale_is_refused(cvss):
    with pytest.raises(ValueError):
        severity_of(cvss)


@pytest.mark.parametrize(("severity", "days"), [("critical", 7), ("high", 30), ("medium", 90)])
def test_repair_is_due_by_severity(severity, days):
    assert deadline(Severity(severity), FOUND, on=FOUND).due == FOUND + timedelta(days=days)


@pytest.mark.parametrize(
    ("day", "state", "left"), [(3, "open", 4), (4, "due_soon", 3), (7, "due_soon", 0), (8, "overdue", -1)]
)
def test_an_open_finding_runs_towards_its_deadline(day, state, left):
    result = deadline(Severity.CRITICAL, FOUND, on=FOUND + timedelta(days=day))
    assert (result.state, result.days_left) == (state, left)


@pytest.mark.parametrize(("day", "state"), [(7, "met"), (8, "missed")])
def test_a_passed_retest_settles_it_for_good(day, state):
    retested = FOUND + timedelta(days=day)
    assert deadline(Severity.CRITICAL, FOUND, on=date(2027, 1, 1), retested_on=retested).state == state


def test_low_findings_have_no_deadline():
    assert deadline(Severity.LOW, FOUND, on=date(2030, 1, 1)).state is State.OPEN
    assert deadline(Severity.LOW, FOUND, on=FOUND, retested_on=FOUND).state is State.MET
