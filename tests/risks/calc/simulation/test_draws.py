"""Draws that depend on seed, stream and run alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from risks.calc.simulation.draws import stream_of, uniform_quadruples, uniform_rows
from risks.calc.simulation.sweep import Workspace


def rows(first, runs, count=13, seed=7, stream=0):
    return uniform_rows(seed, stream, first, runs, count, Workspace()).copy()


@given(st.integers(0, 90), st.integers(1, 60), st.integers(1, 20))
def test_any_range_of_runs_can_be_drawn_alone(first, runs, count):
    whole = rows(0, 150, count)
    assert np.array_equal(rows(first, runs, count), whole[:, first : first + runs])


@given(st.integers(0, 90), st.integers(1, 60))
def test_any_range_of_event_draws_can_be_drawn_alone(first, runs):
    whole = uniform_quadruples(7, 1, 0, 150)
    assert np.array_equal(uniform_quadruples(7, 1, first, runs), whole[:, first : first + runs])


def test_seeds_and_streams_are_independent():
    base, seeded, streamed = rows(0, 5_000), rows(0, 5_000, seed=8), rows(0, 5_000, stream=1)
    for other in (seeded, streamed):
        assert abs(np.corrcoef(base.ravel(), other.ravel())[0, 1]) < 0.02


def test_runs_and_tasks_are_independent():
    drawn = rows(0, 20_000)
    assert np.abs(np.corrcoef(drawn) - np.eye(13)).max() < 0.03
    assert abs(np.corrcoef(drawn[0, 1:], drawn[0, :-1])[0, 1]) < 0.03


@pytest.mark.parametrize("drawn", [rows(0, 20_000), uniform_quadruples(3, 5, 0, 20_000)])
def test_draws_are_uniform(drawn):
    counts, _ = np.histogram(drawn, bins=50, range=(0, 1))
    expected = drawn.size / 50
    assert ((counts - expected) ** 2 / expected).sum() < 85  # chi-squared, 49 degrees, 0.1 %


def test_a_named_stream_depends_on_its_name_alone():
    assert stream_of("risk", "K1") == stream_of("risk", "K1")
    assert len({stream_of("risk", "K1"), stream_of("risk", "K2"), stream_of("group", "K1")}) == 3
