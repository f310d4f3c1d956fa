"""Tornado: rank correlations of what moves the finish and the cost."""

import numpy as np
import pytest

from risks.calc.pert import ThreePoint
from risks.calc.scores import Kind
from risks.calc.simulation import Link, Network, Options, Source, Task, simulate
from risks.calc.simulation.drivers import find_drivers
from risks.calc.simulation.model import Model
from risks.calc.simulation.sweep import Workspace
from tests.risks.calc.simulation.plans import chain, parallel, threat

RUNS = Options(4_000)


def by_key(drivers):
    return {(driver.source, driver.key): driver.correlation for driver in drivers}


def ranks(values):
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - counts / 2)[inverse]


def spearman(left, right):
    return np.corrcoef(ranks(left), ranks(right))[0, 1]


def test_correlations_equal_those_of_the_sampled_ranks():
    network = chain((3, 5, 9), (10, 12, 30), (1, 1, 2))
    risks = [threat("K1", 0.4, delay=(2, 5, 12), hits=[0]), threat("K2", 0.7, delay=(3, 3, 3), hits=[2])]
    outcome = simulate(network, risks, options=RUNS)
    model = Model(network, risks)
    found = by_key(outcome.finish_drivers)
    for row, uniforms in enumerate(model.uniforms(0, 4_000, Workspace())):
        assert found[Source.DURATION, row] == pytest.approx(spearman(uniforms, outcome.finish.runs), abs=0.01)
    for event in model.events:
        days = event.effects(1, 0, 4_000)[0]
        assert found[Source.RISK, event.risk.key] == pytest.approx(spearman(days, outcome.finish.runs), abs=0.01)


def test_the_strongest_driver_comes_first():
    outcome = simulate(chain((4, 5, 6), (10, 20, 60), (5, 6, 9)), options=RUNS)
    assert [driver.key for driver in outcome.finish_drivers] == [1, 2, 0]
    assert outcome.finish_drivers[0].correlation > 0.9


def test_one_task_alone_explains_everything():
    (driver,) = simulate(chain((3, 5, 9)), options=RUNS).finish_drivers
    assert driver.correlation == pytest.approx(1, abs=1e-3)


def test_what_is_certain_drives_nothing():
    outcome = simulate(chain((4, 4, 4), (3, 5, 9)), [threat("K1", 0.5, hits=[1])], options=RUNS)
    assert by_key(outcome.finish_drivers).keys() == {(Source.DURATION, 1)}
    assert simulate(chain((4, 4, 4)), options=RUNS).finish_drivers == ()


def test_an_opportunity_pulls_the_other_way():
    gain = threat("K1", 0.5, delay=(2, 5, 8), hits=[0], kind=Kind.OPPORTUNITY)
    drivers = by_key(simulate(chain((20, 21, 22)), [gain], options=RUNS).finish_drivers)
    assert drivers[Source.RISK, "K1"] < -0.8


def test_cost_has_drivers_of_its_own():
    tasks = (
        Task("paid", ThreePoint(3, 5, 9), rate=100),
        Task("free", ThreePoint(3, 5, 9)),
        Task("bought", ThreePoint.fixed(1), cost=ThreePoint(100, 200, 900)),
    )
    risks = [threat("K1", 0.3, cost=(500, 900, 2_000)), threat("K2", 0.3, delay=(1, 2, 3), hits=["free"])]
    drivers = by_key(simulate(Network(tasks, (Link("paid", "free"),)), risks, options=RUNS).cost_drivers)
    assert drivers.keys() == {(Source.DURATION, "paid"), (Source.TASK_COST, "bought"), (Source.RISK, "K1")}
    assert drivers[Source.RISK, "K1"] > drivers[Source.DURATION, "paid"] > 0.2


def test_a_task_off_the_critical_path_hardly_counts():
    outcome = simulate(parallel((10, 20, 30), (1, 2, 3)), options=RUNS)
    assert abs(by_key(outcome.finish_drivers)[Source.DURATION, 1]) < 0.05


def test_drivers_can_be_left_out():
    assert simulate(chain((3, 5, 9)), options=Options(100, drivers=False)).finish_drivers == ()


def test_a_single_run_has_no_drivers():
    model = Model(chain((3, 5, 9)))
    assert find_drivers(model, np.array([5.0]), np.array([0.0])) == ((), ())
