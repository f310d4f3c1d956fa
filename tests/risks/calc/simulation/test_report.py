"""A simulation as stored values: dates, curves, what moves the finish."""

from datetime import date, timedelta

import pytest

from risks.calc.pert import ThreePoint
from risks.calc.simulation import Link, Network, Options, RiskEvent, Task, compare_responses
from risks.calc.simulation.report import report, settled_within

DOUBT = ThreePoint(4, 5, 12)


@pytest.fixture(scope="module")
def values():
    network = Network((Task(1, DOUBT), Task(2, ThreePoint.fixed(1)), Task("end:9", DOUBT)), (Link(1, 2),))
    risk = RiskEvent(7, 0.5, delay=ThreePoint(1, 2, 3), cost=ThreePoint(10, 20, 30), hits=(1,))
    found = compare_responses(network, [risk], watch=[1], options=Options(iterations=400))
    return report(found, lambda days: date(2026, 1, 1) + timedelta(days=round(days)), {1, 2})


def test_dates_rise_with_their_chance(values):
    finish = values["with"]["finish"]
    assert finish["p10"] < finish["p50"] < finish["p80"] <= finish["p90"]
    shares = [share for _day, share in values["with"]["curve"]]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)


def test_without_responses_both_halves_are_equal(values):
    assert values["with"] == values["without"]
    assert values["days_saved"] == values["money_saved"] == 0


def test_every_run_is_in_one_bar(values):
    assert sum(values["with"]["cost_histogram"]["counts"]) == 400


def test_nodes_of_summaries_are_no_critical_tasks(values):
    assert [row["task"] for row in values["with"]["critical"]] == [1, 2]


def test_risk_and_duration_are_drivers(values):
    assert {(row["source"], row["key"]) for row in values["with"]["drivers"]} >= {("risk", 7), ("duration", 1)}


def test_settling_looks_at_the_second_half_of_the_runs():
    assert settled_within([90.0, 70.0, 80.0, 80.5]) == 0.5
