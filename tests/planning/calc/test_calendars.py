"""Working time: shifts, exceptions, arithmetic, and what happens where there is none."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.calc.calendars import (
    ALWAYS,
    STANDARD,
    Calendar,
    NoWorkingTimeError,
    UnreachableDateError,
    common_time,
    days_off,
    freeze,
    minute_of,
    moment_of,
    moments_of,
)

at = datetime.fromisoformat
day = date.fromisoformat
NIGHT = Calendar({weekday: [(22 * 60, 30 * 60)] for weekday in range(5)})
TWO_SHIFTS = Calendar({weekday: [(6 * 60, 14 * 60), (14 * 60, 22 * 60)] for weekday in range(6)})
SUNDAYS = Calendar({6: [(600, 660)]}, {day("2026-05-03"): [], day("2026-05-06"): [(0, 30)]})
CALENDARS = st.sampled_from([STANDARD, ALWAYS, NIGHT, TWO_SHIFTS, SUNDAYS])
INSTANTS = st.integers(minute_of(at("2024-01-01")), minute_of(at("2035-01-01")))


@pytest.mark.parametrize(
    ("start", "minutes", "finish"),
    [
        ("2026-03-02 08:00", 480, "2026-03-02 17:00"),
        ("2026-03-02 08:00", 240, "2026-03-02 12:00"),
        ("2026-03-02 08:00", 241, "2026-03-02 13:01"),
        ("2026-03-06 16:00", 120, "2026-03-09 09:00"),
        ("2026-03-07 10:00", 480, "2026-03-09 17:00"),
    ],
)
def test_work_runs_only_in_shifts(start, minutes, finish):
    assert STANDARD.work_from(at(start), minutes)[1] == at(finish)
    assert STANDARD.add(at(start), minutes) == at(finish)
    assert STANDARD.between(at(start), at(finish)) == minutes


def test_work_is_counted_backwards_too():
    assert STANDARD.add(at("2026-03-09 09:00"), -120) == at("2026-03-06 16:00")
    assert STANDARD.between(at("2026-03-09 09:00"), at("2026-03-06 16:00")) == -120


def test_a_holiday_a_short_day_and_a_freeze_are_respected():
    shop = STANDARD.with_exceptions(
        days_off([day("2026-12-25")]) | {day("2026-12-24"): [(480, 720)]} | freeze(day("2026-12-28"), day("2026-12-31"))
    )
    assert shop.work_from(at("2026-12-24 08:00"), 481) == (at("2026-12-24 08:00"), at("2027-01-01 13:01"))
    assert shop.working_days(day("2026-12-21"), day("2027-01-03")) == 5
    assert shop.minutes_on(day("2026-12-24")) == 240
    assert not shop.is_working_day(day("2026-12-29"))


def test_an_exception_can_open_a_weekend():
    launch = STANDARD.with_exceptions({day("2026-03-07"): [(540, 600)]})
    assert launch.work_from(at("2026-03-06 16:00"), 90) == (at("2026-03-06 16:00"), at("2026-03-07 09:30"))


def test_a_night_shift_runs_past_midnight():
    assert NIGHT.work_from(at("2026-03-06 23:00"), 480) == (at("2026-03-06 23:00"), at("2026-03-09 23:00"))


def test_eight_hours_stay_eight_hours_when_the_clocks_change():
    assert ALWAYS.add(at("2026-03-29 00:00"), 480) == at("2026-03-29 08:00")
    assert STANDARD.between(at("2026-03-27 08:00"), at("2026-03-30 17:00")) == 960


def test_who_works_together_works_when_both_do():
    late = Calendar({weekday: [(10 * 60, 20 * 60)] for weekday in range(7)}, days_off([day("2026-03-03")]))
    both = common_time([STANDARD, late])
    assert both.shifts_on(day("2026-03-02")) == ((600, 720), (780, 1020))
    assert both.shifts_on(day("2026-03-03")) == ()
    assert both.shifts_on(day("2026-03-07")) == ()


def test_a_milestone_may_stand_at_the_end_of_a_day_but_work_may_not_start_there():
    evening = minute_of(at("2026-03-02 17:00"))
    assert STANDARD.span(evening, 0) == (evening, evening)
    assert moment_of(STANDARD.span(evening, 1)[0]) == at("2026-03-03 08:00")
    morning = minute_of(at("2026-03-03 08:00"))
    assert STANDARD.span_back(morning, 0) == (morning, morning)
    assert moment_of(STANDARD.span_back(morning, 1)[1]) == at("2026-03-02 17:00")


def test_shifts_that_touch_or_overlap_are_one():
    double = Calendar({0: [(600, 700), (480, 620), (700, 720)]})
    assert double.shifts_on(day("2026-03-02")) == ((480, 720),)
    long_nights = Calendar({0: [(1320, 1920)], 1: [(360, 600)]})
    assert long_nights.between(at("2026-03-02 00:00"), at("2026-03-04 00:00")) == 12 * 60


@pytest.mark.parametrize("shift", [(600, 600), (600, 500), (-1, 60), (1440, 1500), (0, 2881)])
def test_an_impossible_shift_is_refused(shift):
    with pytest.raises(ValueError, match="not possible"):
        Calendar({0: [shift]})


def test_a_calendar_without_working_time_is_named_not_searched():
    for nobody in (Calendar({}), Calendar({}, days_off([day("2026-01-01")]))):
        with pytest.raises(NoWorkingTimeError):
            nobody.work_from(at("2026-03-02"), 1)


def test_a_date_out_of_reach_is_named():
    with pytest.raises(UnreachableDateError) as beyond:
        STANDARD.add(at("2026-03-02"), 10**9)
    assert beyond.value.day == day("2299-12-31")
    with pytest.raises(UnreachableDateError) as before:
        STANDARD.add(at("2026-03-02"), -(10**9))
    assert before.value.day == day("1900-01-01")
    only_once = Calendar({}, {day("2026-03-02"): [(0, 60)]})
    assert only_once.add(at("2026-01-01"), 60) == at("2026-03-02 01:00")
    with pytest.raises(UnreachableDateError):
        only_once.add(at("2026-01-01"), 61)
    with pytest.raises(UnreachableDateError):
        only_once.span(minute_of(at("2027-01-01")), 1)
    with pytest.raises(UnreachableDateError):
        only_once.span_back(minute_of(at("2025-01-01")), 1)


def _minute_by_minute(calendar: Calendar, minute: int, minutes: int) -> int:
    """Return where `minutes` of work end, counted one by one: the obvious way."""
    worked = {
        minute_of(datetime.combine(d, datetime.min.time())) + m
        for d in (moment_of(minute).date() + timedelta(days=k) for k in range(-2, 40))
        for start, end in calendar.shifts_on(d)
        for m in range(start, end)
    }
    while minutes:
        minutes -= minute in worked
        minute += 1
    return minute


@settings(deadline=None)
@given(CALENDARS, INSTANTS, st.integers(1, 200))
def test_a_span_ends_where_counting_minute_by_minute_ends(calendar, minute, minutes):
    assert calendar.span(minute, minutes)[1] == _minute_by_minute(calendar, minute, minutes)


@settings(deadline=None)
@given(CALENDARS, INSTANTS, st.integers(0, 20_000))
def test_the_way_back_is_the_way_there(calendar, minute, minutes):
    start, finish = calendar.span(minute, minutes)
    assert calendar.span_back(finish, minutes) == (start, finish)
    assert calendar.worked(finish) - calendar.worked(start) == minutes
    assert start >= minute
    assert calendar.shift(start, minutes) in (finish, start)


@settings(deadline=None)
@given(CALENDARS, st.lists(INSTANTS, min_size=1))
def test_many_at_once_equal_one_by_one(calendar, minutes):
    array = np.array(minutes)
    assert calendar.worked_all(array).tolist() == [calendar.worked(minute) for minute in minutes]
    assert moments_of(array) == [moment_of(minute) for minute in minutes]


def test_a_calendar_grows_as_far_as_it_is_asked():
    for start, finish in (("2020-01-01", "2077-03-01"), ("2020-01-01", "1960-03-01")):
        fresh = Calendar(dict(enumerate(STANDARD.week)))
        minutes = fresh.between(at(start), at(finish))
        again = Calendar(dict(enumerate(STANDARD.week)))
        assert again.between(at(start), again.add(at(start), minutes)) == minutes
        assert abs(minutes) == 480 * abs(np.busday_count(start, finish))
    assert NIGHT.span_back(minute_of(at("1950-01-04")), 60)[1] == minute_of(at("1950-01-04 00:00"))
    assert STANDARD.worked_all(np.array([], dtype=np.int64)).size == 0


@settings(deadline=None)
@given(INSTANTS, INSTANTS)
def test_what_has_been_counted_stays_when_the_calendar_grows(near, far):
    fresh = Calendar(dict(enumerate(STANDARD.week)))
    before = fresh.worked(near)
    fresh.span(far, 480)
    assert fresh.worked(near) == before
    assert fresh.worked(far) - before == STANDARD.worked(far) - STANDARD.worked(near)
