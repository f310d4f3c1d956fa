"""Days on which something recurs."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.calc.recurrence import MOST, Frequency, Rule, occurrences

TUESDAY = date(2026, 5, 5)


def days(rule: Rule) -> list[str]:
    return [f"{day:%m-%d}" for day in occurrences(rule)]


def test_every_other_tuesday() -> None:
    assert days(Rule("weekly", TUESDAY, 2, times=3)) == ["05-05", "05-19", "06-02"]


def test_weekdays_before_the_first_day_are_left_out() -> None:
    rule = Rule("weekly", TUESDAY, 2, (0, 3), until=date(2026, 5, 21))
    assert days(rule) == ["05-07", "05-18", "05-21"]


def test_every_third_day_until_a_day_that_counts() -> None:
    assert days(Rule("daily", TUESDAY, 3, until=date(2026, 5, 11))) == ["05-05", "05-08", "05-11"]


def test_the_31st_is_the_last_day_of_shorter_months() -> None:
    assert days(Rule("monthly", date(2026, 1, 31), times=4)) == ["01-31", "02-28", "03-31", "04-30"]


def test_the_first_tuesday_of_the_month() -> None:
    assert days(Rule("month_weekday", TUESDAY, times=3)) == ["05-05", "06-02", "07-07"]


def test_a_fifth_weekday_is_the_last() -> None:
    assert days(Rule("month_weekday", date(2026, 5, 29), times=3)) == ["05-29", "06-26", "07-31"]


@pytest.mark.parametrize("frequency", list(Frequency))
def test_a_rule_without_end_is_bounded(frequency: Frequency) -> None:
    assert len(occurrences(Rule(frequency, TUESDAY))) == MOST


@given(
    st.sampled_from(list(Frequency)),
    st.dates(),
    st.integers(1, 99),
    st.lists(st.integers(0, 6), max_size=7),
    st.integers(1, 30),
)
def test_days_ascend_from_the_first_on(
    frequency: Frequency, first: date, interval: int, weekdays: list[int], times: int
) -> None:
    found = occurrences(Rule(frequency, first, interval, tuple(weekdays), times=times))
    assert len(found) <= times
    assert all(day >= first for day in found)
    assert all(a < b for a, b in pairwise(found))
