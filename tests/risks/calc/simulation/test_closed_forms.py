"""A million runs against closed forms: means, variances and percentiles within three standard errors."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from risks.calc.simulation import Network, Options, Shape, simulate
from tests.risks.calc.simulation.plans import chain, parallel, threat

RUNS = 1_000_000
UNIT = (0, 0.5, 1)


def finishes(network, shape, risks=(), **options):
    return simulate(network, risks, options=Options(iterations=RUNS, shape=shape, drivers=False, **options)).finish


def assert_agrees(found, expected):
    """Compare mean, variance, percentiles (`p10` ...) and chances (`P_le_1` ...)."""
    values = found.runs - found.runs.mean()
    errors = {"mean": found.sd / math.sqrt(RUNS), "variance": math.sqrt(((values**4).mean() - found.sd**4) / RUNS)}
    figures = {"mean": found.mean, "variance": found.sd**2}
    for name, wanted in expected.items():
        if name in figures:
            assert figures[name] == pytest.approx(wanted, abs=3 * errors[name]), name
        else:
            chance, limit = (wanted, float(name[5:])) if name.startswith("P_le_") else (int(name[1:]) / 100, wanted)
            assert found.chance(limit) == pytest.approx(chance, abs=3 * math.sqrt(chance * (1 - chance) / RUNS)), name


PUBLISHED = {
    "triangular-8-10-18": (chain((8, 10, 18)), Shape.TRIANGULAR),
    "beta-pert-8-10-18": (chain((8, 10, 18)), Shape.PERT),
    "max-two-uniform": (parallel(UNIT, UNIT), Shape.UNIFORM),
    "max-two-normal": (parallel((8, 20, 32), (8, 20, 32)), Shape.NORMAL),
    "irwin-hall-3": (chain(UNIT, UNIT, UNIT), Shape.UNIFORM),
    "sum-two-triangular": (chain((2, 4, 9), (5, 6, 12)), Shape.TRIANGULAR),
}


@pytest.mark.oracle
@pytest.mark.parametrize("name", PUBLISHED)
def test_published_case(published, name):
    cases = {case["id"]: case["expected"] for case in published("monte-carlo-analytic.json")}
    assert cases.keys() == PUBLISHED.keys()
    assert_agrees(finishes(*PUBLISHED[name]), cases[name])


def test_merge_of_three_uniforms_is_a_beta_law():
    """Order statistics: Beta(3, 1)."""
    expected = {"mean": 3 / 4, "variance": 3 / 80, "p50": 0.5 ** (1 / 3), "p80": 0.8 ** (1 / 3), "P_le_0.5": 1 / 8}
    assert_agrees(finishes(parallel(UNIT, UNIT, UNIT), Shape.UNIFORM), expected)


def test_a_series_of_pert_tasks_adds_means_and_variances():
    expected = {"mean": 11 + 19 / 3, "variance": 3 + (19 / 3 - 2) * (12 - 19 / 3) / 7}
    assert_agrees(finishes(chain((8, 10, 18), (2, 6, 12)), Shape.PERT), expected)


def test_a_risk_event_mixes_two_laws():
    """Nothing with chance 0.7, else triangular(0, 6, 12): half of the blows stay below 6."""
    expected = {"mean": 10 + 0.3 * 6, "variance": 0.3 * (6 + 36) - 1.8**2, "P_le_10": 0.7, "P_le_16": 0.85}
    found = finishes(chain((10, 10, 10)), Shape.PERT, [threat("K1", 0.3, delay=(0, 6, 12), hits=[0])])
    assert_agrees(found, expected)


def test_correlated_normals_in_series_and_in_parallel():
    """Var(a + b) = 2 s² (1 + r); E max = m + s sqrt((1 - r) / pi) (Clark 1961)."""
    estimate, r = (8, 20, 32), 0.6
    options = {"shape": Shape.NORMAL, "correlation": r}
    total = finishes(chain(estimate, estimate, group="agency"), **options)
    normal = NormalDist(40, math.sqrt(2 * 16 * (1 + r)))
    assert_agrees(
        total, {"mean": 40, "variance": normal.variance, "p80": normal.inv_cdf(0.8), "p90": normal.inv_cdf(0.9)}
    )
    merged = finishes(parallel(estimate, estimate, group="agency"), **options)
    assert_agrees(merged, {"mean": 20 + 4 * math.sqrt((1 - r) / math.pi)})


def test_joint_confidence_of_independent_time_and_money():
    network = Network(parallel(UNIT).tasks)
    risks = [threat("K1", 1.0, cost=(0, 50, 100))]
    outcome = simulate(network, risks, options=Options(iterations=RUNS, shape=Shape.UNIFORM, drivers=False))
    assert outcome.joint_confidence(0.8, 50) == pytest.approx(0.4, abs=3 * math.sqrt(0.24 / RUNS))
    assert np.corrcoef(outcome.finish.runs, outcome.cost.runs)[0, 1] == pytest.approx(0, abs=0.003)
