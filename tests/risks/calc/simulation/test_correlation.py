"""A common factor for each vendor or team."""

import math

import numpy as np
import pytest

from risks.calc.pert import ThreePoint
from risks.calc.simulation import Task
from risks.calc.simulation.correlation import correlate, find_groups
from risks.calc.simulation.draws import uniform_rows
from risks.calc.simulation.sweep import Workspace

RUNS = 50_000
TASKS = [Task(key, ThreePoint(1, 2, 4), group=group) for key, group in enumerate(["a", "b", "a", "", "b", "c"])]


def correlated(correlation):
    uniforms = uniform_rows(3, 0, 0, RUNS, len(TASKS), Workspace())
    correlate(uniforms, find_groups(TASKS), correlation, 3, 0)
    return uniforms


def test_only_groups_of_two_or_more_count():
    assert [group.rows.tolist() for group in find_groups(TASKS)] == [[0, 2], [1, 4]]


@pytest.mark.parametrize("correlation", [0.2, 0.5, 0.9])
def test_rank_correlation_within_a_group_is_that_of_the_copula(correlation):
    matrix = np.corrcoef(correlated(correlation))
    wanted = 6 / math.pi * math.asin(correlation / 2)
    assert [matrix[0, 2], matrix[1, 4]] == pytest.approx([wanted, wanted], abs=0.015)


def test_strangers_stay_independent():
    matrix = np.corrcoef(correlated(0.8))
    assert np.abs([matrix[0, 1], matrix[0, 3], matrix[2, 4], matrix[3, 5]]).max() < 0.015


@pytest.mark.parametrize("correlation", [0.3, 0.99])
def test_each_task_stays_uniform(correlation):
    uniforms = correlated(correlation)
    counts = np.apply_along_axis(lambda row: np.histogram(row, bins=20, range=(0, 1))[0], 1, uniforms)
    assert uniforms.min() >= 0
    assert uniforms.max() < 1
    assert np.abs(counts / RUNS - 0.05).max() < 0.005
