"""The burn-down counts what held at the end of each day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risks.calc.burndown import Life, Step, burn_down, weeks

DAY = date(2026, 3, 2)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def test_a_score_holds_until_it_moves_and_ends_with_the_risk() -> None:
    one = Life([Step(DAY, 3, 12), Step(after(7), 2, 8)], ended=after(14), cost=1000)
    found = burn_down([one], [after(-1), DAY, after(6), after(7), after(13), after(14)])
    assert [point.score for point in found] == [0, 12, 12, 8, 8, 0]
    assert [point.value for point in found] == [0, 400, 400, 200, 200, 0]


def test_of_two_moves_on_a_day_the_last_counts() -> None:
    assert burn_down([Life([Step(DAY, 3, 9), Step(DAY, 5, 15)])], [DAY])[0].score == 15


def test_a_risk_without_a_cost_counts_in_the_scores_alone() -> None:
    (point,) = burn_down([Life([Step(DAY, 3, 9)]), Life([Step(DAY, 5, 20)], cost=100)], [DAY])
    assert (point.count, point.score, point.value) == (2, 29, 85)


@pytest.mark.parametrize(("days", "count"), [(0, 2), (1, 2), (7, 2), (8, 3), (4000, 53)])
def test_weeks_end_today_and_reach_the_first_day(days: int, count: int) -> None:
    found = weeks(DAY, after(days))
    assert (len(found), found[-1]) == (count, after(days))
    assert found[0] <= DAY or count == 53


PARTS = st.tuples(st.integers(0, 50), st.integers(1, 5), st.integers(1, 25), st.integers(0, 50))
LIVES = st.lists(PARTS.map(lambda parts: life(*parts)), max_size=4)


def life(day: int, likelihood: int, score: int, length: int) -> Life:
    return Life([Step(after(day), likelihood, score)], after(day + length), 100.0)


@given(LIVES, LIVES)
def test_the_exposure_of_two_registers_is_the_sum_of_theirs(one: list[Life], other: list[Life]) -> None:
    days = weeks(DAY, after(80))
    both = burn_down([*one, *other], days)
    for whole, left, right in zip(both, burn_down(one, days), burn_down(other, days), strict=True):
        assert (whole.count, whole.score) == (left.count + right.count, left.score + right.score)
        assert whole.value == pytest.approx(left.value + right.value)
