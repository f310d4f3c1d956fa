import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecompm.core.ui.charts import svg


def test_a_scale_maps_its_ends():
    scale = svg.Linear(60, 100, 232, 18)
    assert (scale(60), scale(100), scale(80)) == (232, 18, 125)


def test_a_scale_without_extent_stays_in_the_middle():
    assert svg.Linear(5, 5, 0, 100)(5) == 50


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**9), st.integers(2, 10))
def test_ticks_are_round_rising_and_enclose_the_values(thousandths, span, count):
    low, high = thousandths / 1000, (thousandths + span) / 1000
    found = svg.ticks(low, high, count)
    assert found[0] <= low
    assert found[-1] >= high
    assert found == sorted(set(found))
    assert len(found) <= count + 2


def test_ticks_of_one_value_do_not_fail():
    assert svg.ticks(0, 0)[0] <= 0 < svg.ticks(0, 0)[-1]


@pytest.mark.parametrize("days", [1, 5, 40, 200, 800, 4000])
def test_days_on_an_axis_lie_in_it_and_are_few(days):
    first = dt.date(2026, 1, 15)
    last = first + dt.timedelta(days=days)
    found = svg.day_ticks(first, last, 6)
    assert found
    assert first <= found[0] <= found[-1] <= last
    assert len(found) <= 8


def test_months_start_on_their_first_day():
    found = svg.months(dt.date(2026, 11, 2), dt.date(2027, 3, 1), 2)
    assert found == [dt.date(2026, 12, 1), dt.date(2027, 2, 1)]


def test_coordinates_are_short_and_never_localised(settings):
    settings.LANGUAGE_CODE = "de"
    assert [svg.n(value) for value in (1, 1.25, 100.04, -0.5)] == ["1", "1.2", "100", "-0.5"]


def test_words_and_labels_are_escaped():
    assert "<b>" not in svg.frame(10, 10, "<b>", [svg.text(0, 0, "<b>")])


def test_a_picture_without_a_label_is_decoration():
    assert 'aria-hidden="true"' in svg.frame(10, 10, "", [])
    assert 'role="img" aria-label="Risks"' in svg.frame(10, 10, "Risks", [])
