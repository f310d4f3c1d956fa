"""Sampled durations follow their laws."""

import math

import numpy as np
import pytest

from risks.calc.pert import ThreePoint, pert_mean, triangular_mean
from risks.calc.simulation import Shape
from risks.calc.simulation.draws import uniform_rows
from risks.calc.simulation.durations import Sampler, variance
from risks.calc.simulation.sweep import Workspace

RUNS = 200_000
ESTIMATES = [ThreePoint(8, 10, 18), ThreePoint(2, 2, 9), ThreePoint(1, 7, 7), ThreePoint(0, 5, 10), ThreePoint.fixed(3)]
MEANS = {
    Shape.PERT: pert_mean,
    Shape.TRIANGULAR: triangular_mean,
    Shape.UNIFORM: lambda estimate: (estimate.optimistic + estimate.pessimistic) / 2,
}


def sample(estimates, shapes, runs=RUNS):
    work = Workspace()
    return Sampler(estimates, shapes).fill(uniform_rows(5, 0, 0, runs, len(estimates), work), work)


@pytest.mark.parametrize("shape", MEANS)
def test_means_and_variances_are_those_of_the_law(shape):
    values = sample(ESTIMATES, [shape] * len(ESTIMATES)).astype(np.float64)
    for row, estimate in zip(values, ESTIMATES, strict=True):
        spread = variance(estimate, shape)
        assert row.mean() == pytest.approx(MEANS[shape](estimate), abs=4 * math.sqrt(spread / RUNS) + 1e-5)
        assert row.var() == pytest.approx(spread, rel=0.02)


@pytest.mark.parametrize("shape", MEANS)
def test_values_stay_between_the_ends(shape):
    values = sample(ESTIMATES, [shape] * len(ESTIMATES))
    for row, estimate in zip(values, ESTIMATES, strict=True):
        assert estimate.optimistic - 1e-5 <= row.min()
        assert row.max() <= estimate.pessimistic + 1e-5


def test_a_normal_duration_has_the_pert_mean_and_deviation_and_is_never_negative():
    (values,) = sample([ThreePoint(8, 20, 32)], [Shape.NORMAL])
    assert (values.mean(), values.std()) == pytest.approx((20, 4), abs=0.03)
    assert sample([ThreePoint(0, 0, 12)], [Shape.NORMAL]).min() == 0


def test_tasks_may_follow_different_laws():
    shapes = [Shape.UNIFORM, Shape.PERT, Shape.TRIANGULAR, Shape.NORMAL, Shape.PERT]
    mixed = sample(ESTIMATES, shapes, runs=1_000).copy()
    for row, shape in enumerate(shapes):
        assert np.array_equal(mixed[row], sample(ESTIMATES, [shape] * 5, runs=1_000)[row])


@pytest.mark.parametrize("shape", list(Shape))
def test_a_larger_uniform_never_gives_a_shorter_duration(shape):
    uniforms = np.linspace(0, 1 - 2**-24, 5_001, dtype=np.float32)[None, :]
    values = Sampler(ESTIMATES[:1], [shape]).fill(uniforms, Workspace())
    assert (np.diff(values) >= -2e-6).all()
