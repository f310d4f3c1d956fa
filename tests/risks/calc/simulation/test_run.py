"""How a simulation runs: progress, cancelling, convergence, gates, criticality, money, memory."""

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from risks.calc.pert import ThreePoint
from risks.calc.scores import Kind
from risks.calc.simulation import (
    Link,
    Network,
    Options,
    Response,
    Shape,
    SimulationCancelled,
    Task,
    compare_responses,
    simulate,
)
from tests.risks.calc.simulation.plans import chain, parallel, threat

PAIR = parallel((3, 5, 9), (3, 5, 9))


def test_progress_runs_to_the_end():
    calls = []
    simulate(PAIR, options=Options(1_000, check_every=400, chunk=300), progress=lambda *call: calls.append(call))
    assert calls == [(done, 1_000) for done in (300, 400, 700, 800, 1_000)]


def test_progress_of_a_comparison_covers_both_halves():
    calls = []
    compare_responses(PAIR, [], options=Options(100), progress=lambda *call: calls.append(call))
    assert calls == [(100, 200), (200, 200)]


@pytest.mark.parametrize("threads", [1, 2])
def test_a_cancelled_simulation_stops_between_chunks(threads):
    calls = []
    options = Options(1_000, chunk=100, threads=threads)
    with pytest.raises(SimulationCancelled):
        simulate(PAIR, options=options, progress=lambda *call: calls.append(call), cancelled=lambda: len(calls) == 3)
    assert calls[-1] == (300, 1_000)


def test_the_trace_shows_the_running_p80():
    outcome = simulate(PAIR, options=Options(3_000))
    assert [point.runs for point in outcome.trace] == [1_000, 2_000, 3_000]
    assert outcome.trace[-1].p80 == outcome.finish.p80
    assert outcome.trace[0].p80 == simulate(PAIR, options=Options(1_000)).finish.p80


def test_the_trace_has_at_most_fifty_points():
    assert len(simulate(PAIR, options=Options(5_000, check_every=1)).trace) == 50


def test_a_settled_simulation_ends_early_and_says_so():
    settled = simulate(PAIR, options=Options(50_000, convergence=0.02))
    assert settled.converged
    assert settled.iterations == 3_000
    assert not simulate(PAIR, options=Options(3_000, convergence=1e-9)).converged


@pytest.mark.parametrize(
    "wrong",
    [
        {"iterations": 0},
        {"iterations": 10**9},
        {"seed": -1},
        {"correlation": 1},
        {"correlation": -0.1},
        {"threads": 0},
        {"chunk": -1},
        {"check_every": 0},
    ],
)
def test_settings_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError):
        Options(**wrong)


def test_watched_gates_have_their_own_finishes():
    outcome = simulate(chain((3, 5, 9), (1, 2, 4)), watch=[0], options=Options(2_000))
    gate = outcome.watched[0]
    assert (gate.runs < outcome.finish.runs).all()
    assert np.array_equal(gate.runs, simulate(chain((3, 5, 9)), options=Options(2_000)).finish.runs)


def test_an_unknown_gate_is_refused():
    with pytest.raises(ValueError, match="No task has the key 'G9'"):
        simulate(PAIR, watch=["G9"])


def test_two_risks_may_not_share_a_key():
    with pytest.raises(ValueError, match="key of its own"):
        simulate(PAIR, [threat("K1", 0.5), threat("K1", 0.2)])


def test_equal_rivals_are_critical_half_of_the_time():
    assert simulate(PAIR, options=Options(20_000)).criticality == pytest.approx([0.5, 0.5], abs=0.015)


def test_the_only_path_is_always_critical_and_a_short_rival_never():
    tasks = tuple(Task(key, ThreePoint(*points)) for key, points in enumerate([(3, 5, 9), (2, 4, 6), (0, 1, 2)]))
    outcome = simulate(Network(tasks, (Link(0, 1),)), options=Options(1_000))
    assert outcome.criticality.tolist() == [1, 1, 0]


def test_rounding_on_a_long_chain_does_not_hide_its_criticality():
    network = chain(*[(3.3, 5.1, 17.7)] * 2_000)
    assert simulate(network, options=Options(300, drivers=False)).criticality.min() == 1


def test_sensitivity_is_deviation_times_criticality_over_the_project():
    outcome = simulate(chain((8, 10, 18)), options=Options(20_000, shape=Shape.TRIANGULAR))
    assert outcome.sensitivity == pytest.approx([1], abs=0.02)
    assert simulate(chain((4, 4, 4)), options=Options(10)).sensitivity.tolist() == [0]


def test_a_risk_on_a_task_raises_its_sensitivity():
    risks = [threat("K1", 0.5, delay=(5, 10, 20), hits=[1])]
    calm, struck = simulate(chain((3, 4, 5), (3, 4, 5)), risks, options=Options(5_000)).sensitivity
    assert struck > 5 * calm


def test_labour_costs_its_rate_a_day():
    network = Network((Task(1, ThreePoint(3, 5, 9), rate=400, cost=ThreePoint.fixed(1_000)),))
    outcome = simulate(network, options=Options(500))
    assert outcome.cost.runs == pytest.approx(1_000 + 400 * outcome.finish.runs)


def test_uncertain_costs_are_drawn():
    network = Network((Task(1, ThreePoint.fixed(5), cost=ThreePoint(100, 200, 600)),))
    outcome = simulate(network, options=Options(20_000))
    assert outcome.cost.mean == pytest.approx(250, rel=0.01)
    assert outcome.finish.sd == 0


def test_risk_money_is_part_of_the_cost_and_shown_apart():
    network = Network((Task(1, ThreePoint.fixed(5), cost=ThreePoint.fixed(500)),))
    risks = [threat("K1", 0.3, cost=(1_000, 1_000, 1_000)), threat("K2", 1, cost=(40, 40, 40), kind=Kind.OPPORTUNITY)]
    outcome = simulate(network, risks, options=Options(10_000))
    assert outcome.cost.runs == pytest.approx(outcome.risk_cost.runs + 500)
    assert outcome.risk_cost.mean == pytest.approx(260, abs=20)


def test_responses_cost_their_price_and_save_their_worth():
    risk = threat("K1", 0.6, delay=(5, 10, 20), cost=(900, 900, 900), hits=[0], response=Response(0.1, price=50))
    comparison = compare_responses(chain((3, 5, 9)), [risk], options=Options(5_000))
    assert comparison.days_saved > 5
    assert comparison.money_saved == 850
    assert comparison.answered.cost.runs.min() == 50


def test_both_halves_of_a_comparison_make_the_same_runs_even_when_settled_early():
    risk = threat("K1", 0.6, delay=(5, 10, 20), hits=[0], response=Response(0.1))
    comparison = compare_responses(chain((3, 5, 9)), [risk], options=Options(50_000, convergence=0.05))
    assert comparison.without.converged
    assert comparison.answered.iterations == comparison.without.iterations < 50_000


def test_an_opportunity_shortens_but_never_below_nothing():
    gain = threat("K1", 1, delay=(4, 4, 4), hits=[0], kind=Kind.OPPORTUNITY)
    assert simulate(chain((5, 5, 5)), [gain], options=Options(10)).finish.p50 == 1
    assert simulate(chain((3, 3, 3)), [gain], options=Options(10)).finish.p50 == 0


def test_a_task_hit_twice_by_one_risk_is_delayed_once():
    risk = threat("K1", 1, delay=(4, 4, 4), hits=[0, 0])
    assert simulate(chain((5, 5, 5)), [risk], options=Options(10)).finish.p50 == 9


def test_memory_does_not_grow_with_the_iterations():
    network = chain(*[(1, 2, 4)] * 300)

    def peak(iterations):
        tracemalloc.start()
        simulate(network, options=Options(iterations))
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    few, many = peak(3_000), peak(12_000)
    assert many - few < 9_000 * 120  # a handful of numbers for each further run, none for each of its 300 tasks


def test_a_group_makes_the_spread_wider():
    network = chain(*[(3, 5, 9)] * 6)
    grouped = Network(tuple(replace(task, group="agency") for task in network.tasks), network.links)
    alone, together = (simulate(plan, options=Options(5_000, correlation=0.6)) for plan in (network, grouped))
    assert together.finish.sd > 1.5 * alone.finish.sd
    assert together.finish.mean == pytest.approx(alone.finish.mean, abs=0.5)
