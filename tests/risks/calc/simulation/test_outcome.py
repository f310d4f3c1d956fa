"""Reading a result: percentiles, curves, dates."""

from datetime import date, timedelta

import numpy as np
import pytest

from risks.calc.simulation import Distribution, Options, date_of, simulate
from tests.risks.calc.simulation.plans import chain, threat

TEN = Distribution([5, 1, 9, 3, 7, 2, 8, 4, 10, 6])
MONDAYS = [date(2026, 3, 2) + timedelta(weeks=week) for week in range(5)]


@pytest.mark.parametrize(("level", "value"), [(0, 1), (10, 1), (11, 2), (50, 5), (80, 8), (90, 9), (100, 10)])
def test_a_percentile_is_a_value_that_so_many_runs_keep(level, value):
    assert TEN.percentile(level) == value


def test_reserve_is_p80_minus_p50():
    assert TEN.reserve == 3
    assert TEN.percentiles() == {10: 1, 50: 5, 80: 8, 90: 9}


@pytest.mark.parametrize("level", [-1, 101])
def test_a_percentile_off_the_scale_is_refused(level):
    with pytest.raises(ValueError, match="between 0 and 100"):
        TEN.percentile(level)


@pytest.mark.parametrize(("limit", "share"), [(0, 0), (1, 0.1), (5.5, 0.5), (10, 1)])
def test_the_chance_to_keep_a_limit(limit, share):
    assert TEN.chance(limit) == share


def test_the_curve_rises_from_the_first_run_to_all():
    values, shares = zip(*TEN.curve(points=6), strict=True)
    assert values == (1, 2, 4, 6, 8, 10)
    assert shares == pytest.approx((0, 0.2, 0.4, 0.6, 0.8, 1))


def test_the_histogram_counts_every_run_once():
    edges, counts = TEN.histogram(bins=3)
    assert edges == [1, 4, 7, 10]
    assert counts == [3, 3, 4]


@pytest.mark.parametrize(("day", "place"), [(0, 0), (0.3, 0), (1, 0), (1.0005, 0), (1.1, 1), (2, 1), (4.2, 4), (5, 4)])
def test_a_finish_falls_on_the_working_day_it_ends_in(day, place):
    assert date_of(day, MONDAYS) == MONDAYS[place]


def test_a_calendar_that_is_too_short_says_what_it_lacks():
    with pytest.raises(ValueError, match="holds 5 working days, 6 are needed"):
        date_of(5.2, MONDAYS)


def test_joint_confidence_is_never_above_either():
    risks = [threat("K1", 0.5, delay=(2, 4, 6), cost=(100, 200, 300), hits=[0])]
    outcome = simulate(chain((3, 5, 9)), risks, options=Options(2_000))
    finish, cost = outcome.finish.p80, outcome.cost.p80
    joint = outcome.joint_confidence(finish, cost)
    assert joint <= min(outcome.finish.chance(finish), outcome.cost.chance(cost))
    assert joint == np.mean((outcome.finish.runs <= finish) & (outcome.cost.runs <= cost))
