"""What must hold for every plan."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from risks.calc.pert import ThreePoint
from risks.calc.scores import Kind
from risks.calc.simulation import (
    LinkType,
    Options,
    Response,
    RiskEvent,
    compare_responses,
    simulate,
)
from tests.risks.calc.simulation.plans import networks, parallel, three_points

ROUNDING = 1e-3
QUICK = Options(iterations=200, drivers=False)
# A later finish of one task can start another earlier through a finish-to-finish link; without these, time is monotone.
monotone = networks(types=[LinkType.FS, LinkType.SS])
chances = st.floats(0, 1)


@st.composite
def threats(draw, most=3):
    risks = []
    for number in range(draw(st.integers(1, most))):
        before, after = sorted([draw(chances), draw(chances)], reverse=True)
        delay = draw(three_points)
        smaller = ThreePoint(delay.optimistic / 2, delay.likely / 2, delay.pessimistic / 2)
        response = Response(after, delay=draw(st.sampled_from([None, smaller])))
        risks.append(RiskEvent(f"K{number}", before, delay, ThreePoint(0, 1, 5), (), response=response))
    return risks


def aimed(risks, network):
    """Return the risks, each hitting the first task and one more."""
    keys = [task.key for task in network.tasks]
    return [replace(risk, hits=(keys[0], keys[place % len(keys)])) for place, risk in enumerate(risks)]


@settings(max_examples=60, deadline=None)
@given(networks(), threats())
def test_percentiles_are_in_order(network, risks):
    outcome = simulate(network, aimed(risks, network), options=QUICK)
    for quantity in (outcome.finish, outcome.cost, outcome.risk_cost):
        assert quantity.percentile(10) <= quantity.p50 <= quantity.p80 <= quantity.percentile(90)
        assert quantity.reserve >= 0


@settings(max_examples=60, deadline=None)
@given(monotone, threats())
def test_a_response_never_worsens_a_single_run(network, risks):
    comparison = compare_responses(network, aimed(risks, network), options=QUICK)
    assert (comparison.answered.finish.runs <= comparison.without.finish.runs + ROUNDING).all()
    assert comparison.answered.finish.mean <= comparison.without.finish.mean + ROUNDING
    assert comparison.days_saved >= -ROUNDING


@settings(max_examples=60, deadline=None)
@given(monotone, threats())
def test_adding_a_threat_never_improves_p80(network, risks):
    risks = aimed(risks, network)
    fewer = simulate(network, risks[:-1], options=QUICK)
    more = simulate(network, risks, options=QUICK)
    assert fewer.finish.p80 <= more.finish.p80 + ROUNDING
    assert fewer.cost.p80 <= more.cost.p80 + ROUNDING


@settings(max_examples=60, deadline=None)
@given(monotone, threats())
def test_an_opportunity_never_delays(network, risks):
    chances_taken = [replace(risk, kind=Kind.OPPORTUNITY, response=None) for risk in aimed(risks, network)]
    plain, helped = simulate(network, options=QUICK), simulate(network, chances_taken, options=QUICK)
    assert (helped.finish.runs <= plain.finish.runs + ROUNDING).all()
    assert (helped.finish.runs >= 0).all()


@settings(max_examples=30, deadline=None)
@given(networks(), threats(), st.integers(1, 90), st.integers(1, 3), st.sampled_from([0.0, 0.5]))
def test_chunks_and_threads_change_nothing(network, risks, chunk, threads, correlation):
    tasks = tuple(replace(task, group="agency", rate=3.7, cost=ThreePoint(1, 2, 5)) for task in network.tasks)
    network, risks = replace(network, tasks=tasks), aimed(risks, network)
    options = Options(iterations=150, check_every=70, correlation=correlation)
    base = simulate(network, risks, options=options)
    other = simulate(network, risks, options=replace(options, chunk=chunk, threads=threads))
    assert np.array_equal(base.finish.runs, other.finish.runs)
    assert np.array_equal(base.cost.runs, other.cost.runs)
    assert np.array_equal(base.criticality, other.criticality)
    assert base.finish_drivers == other.finish_drivers
    assert base.cost_drivers == other.cost_drivers
    assert base.trace == other.trace


def test_the_same_seed_gives_the_same_result_and_another_seed_another():
    network = parallel((3, 5, 9), (2, 6, 8))
    first, again, other = (simulate(network, options=replace(QUICK, seed=seed)) for seed in (4, 4, 5))
    assert np.array_equal(first.finish.runs, again.finish.runs)
    assert not np.array_equal(first.finish.runs, other.finish.runs)


def test_more_runs_continue_fewer():
    network = parallel((3, 5, 9), (2, 6, 8))
    short, long = (simulate(network, options=replace(QUICK, iterations=runs)) for runs in (200, 777))
    assert np.array_equal(short.finish.runs, long.finish.runs[:200])


def test_the_order_of_the_risks_does_not_matter():
    network = parallel((3, 5, 9))
    risks = [RiskEvent(key, 0.4, ThreePoint(1, 2, 3), hits=(0,)) for key in ("K1", "K2")]
    runs = [simulate(network, order, options=QUICK).finish.runs for order in (risks, risks[::-1])]
    assert runs[0] == pytest.approx(runs[1], abs=1e-5)


@pytest.mark.parametrize(
    "response",
    [
        Response(0.5),
        Response(0.3, delay=ThreePoint(1, 2, 10)),
        Response(0.3, cost=ThreePoint(0, 0, 1)),
    ],
)
def test_a_response_that_makes_a_threat_worse_is_refused(response):
    with pytest.raises(ValueError, match="worse"):
        RiskEvent("K1", 0.4, ThreePoint(1, 2, 3), response=response)


def test_a_response_to_an_opportunity_may_only_help_it():
    gain = ThreePoint(1, 2, 3)
    assert RiskEvent("K1", 0.4, gain, kind=Kind.OPPORTUNITY, response=Response(0.6)).answered().probability == 0.6
    with pytest.raises(ValueError, match="worse"):
        RiskEvent("K1", 0.4, gain, kind=Kind.OPPORTUNITY, response=Response(0.3))


@pytest.mark.parametrize("values", [{"probability": 1.1}, {"probability": 0.1, "delay": ThreePoint(-1, 0, 1)}])
def test_an_impossible_risk_is_refused(values):
    with pytest.raises(ValueError):
        RiskEvent("K1", **values)
