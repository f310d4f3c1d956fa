"""Calendars: weeks, shifts, exceptions in both notations, other weeks for a time, base calendars."""

from datetime import date

import pytest
from lxml import etree

from exchange.mspdi import MspdiError, read
from exchange.mspdi.codes import RecurrenceKind
from exchange.mspdi.model import CalendarException, Recurrence, Shift, WeekDay
from exchange.mspdi.recurrence import occurrences
from tests.exchange.mspdi.files import NAMESPACE, calendar, with_calendars

PERIOD = "<TimePeriod><FromDate>2026-12-24T00:00:00</FromDate><ToDate>2026-12-26T23:59:00</ToDate></TimePeriod>"

OFF = "<DayWorking>0</DayWorking>"


def times(*spans: tuple[str, str]) -> str:
    inner = "".join(
        f"<WorkingTime><FromTime>{start}</FromTime><ToTime>{end}</ToTime></WorkingTime>" for start, end in spans
    )
    return f"<DayWorking>1</DayWorking><WorkingTimes>{inner}</WorkingTimes>"


def week_day(day: int, inner: str) -> str:
    return f"<WeekDays><WeekDay><DayType>{day}</DayType>{inner}</WeekDay></WeekDays>"


def read_calendar(inner: str):
    return read(with_calendars(calendar(inner)))[0].calendars[0]


@pytest.mark.parametrize(("day_type", "iso_day"), [(1, 7), (2, 1), (7, 6)])
def test_the_week_of_the_file_begins_on_sunday(day_type, iso_day):
    assert read_calendar(week_day(day_type, "<DayWorking>0</DayWorking>")).week == (WeekDay(iso_day),)


def test_shifts_are_sorted_and_may_end_at_midnight():
    late_first = times(("23:00:00", "00:00:00"), ("00:00:00", "03:00:00"))

    assert read_calendar(week_day(2, late_first)).week[0].shifts == (Shift(0, 180), Shift(1380, 1440))


def test_a_day_of_24_hours():
    assert read_calendar(week_day(2, times(("00:00:00", "00:00:00")))).week[0].shifts == (Shift(0, 1440),)


def test_an_exception_in_the_older_notation():
    found = read_calendar(week_day(0, f"<DayWorking>0</DayWorking>{PERIOD}")).exceptions

    assert found == (CalendarException(first=date(2026, 12, 24), last=date(2026, 12, 26)),)


def test_rules_win_over_the_older_notation():
    older = week_day(0, f"<DayWorking>0</DayWorking>{PERIOD}")
    rule = f"<Exceptions><Exception>{PERIOD}<Name>Christmas</Name><Type>1</Type></Exception></Exceptions>"

    assert [exception.name for exception in read_calendar(older + rule).exceptions] == ["Christmas"]


def test_another_week_for_a_time():
    week = week_day(7, times(("10:00:00", "16:00:00")))
    found = read_calendar(f"<WorkWeeks><WorkWeek>{PERIOD}<Name>Peak</Name>{week}</WorkWeek></WorkWeeks>").work_weeks

    assert (found[0].name, found[0].first, found[0].days) == (
        "Peak",
        date(2026, 12, 24),
        (WeekDay(6, (Shift(600, 960),)),),
    )


@pytest.mark.parametrize("base", ["-1", "0"])
def test_a_base_calendar_rests_on_none(base):
    assert read_calendar(f"<BaseCalendarUID>{base}</BaseCalendarUID>").base_uid is None


def test_calendars_in_a_circle_are_refused():
    first, second = (calendar(f"<BaseCalendarUID>{3 - uid}</BaseCalendarUID>", uid) for uid in (1, 2))

    with pytest.raises(MspdiError, match="Calendar 1 “Shop”: Its base calendars go round in a circle"):
        read(with_calendars(first, second))


@pytest.mark.parametrize(
    ("inner", "sentence"),
    [
        (week_day(2, times(("08:00:00", "12:00:00"), ("11:00:00", "13:00:00"))), "of a day overlap"),
        (week_day(2, times(("12:00:00", "08:00:00"))), "ToTime “08:00:00” is not after FromTime"),
        (week_day(2, times(("25:00:00", "26:00:00"))), "FromTime is not a time of day: “25:00:00”"),
        (week_day(2, "<DayWorking>1</DayWorking>"), "A working day has no WorkingTimes"),
        (week_day(2, f"{OFF}</WeekDay><WeekDay><DayType>2</DayType>{OFF}"), "The week names day type 2 twice"),
        (week_day(8, ""), "DayType must be a whole number from 0 to 7"),
        (week_day(0, "<DayWorking>0</DayWorking>"), "has no TimePeriod with FromDate and ToDate"),
        (f"<Exceptions><Exception>{PERIOD.replace('26T', '20T')}</Exception></Exceptions>", "lies before FromDate"),
    ],
)
def test_wrong_working_time_is_refused(inner, sentence):
    with pytest.raises(MspdiError, match=sentence):
        read_calendar(inner)


@pytest.mark.oracle
def test_rules_give_the_days_that_project_itself_wrote(reference):
    """The file holds each of its 27 rules also as the days Project expanded it to."""
    file = reference("recurring-calendar-exceptions")
    exceptions = read(file.read_bytes())[0].calendars[0].exceptions
    spelled_out = set()
    for period in etree.parse(file).iter(f"{{{NAMESPACE}}}WeekDay"):
        days = [date.fromisoformat(day.text[:10]) for day in period.iter(*_tags("FromDate", "ToDate"))]
        spelled_out.update(range(days[0].toordinal(), days[1].toordinal() + 1) if days else ())

    assert len(exceptions) == 27
    assert {day.toordinal() for exception in exceptions for day in occurrences(exception)} == spelled_out


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (Recurrence(kind=RecurrenceKind.EVERY_FEW_WEEKDAYS, period=2), ["01-01", "01-05", "01-07"]),
        (Recurrence(kind=RecurrenceKind.MONTHLY_ON_DATE, month_day=31), ["01-31", "03-31", "05-31"]),
        (Recurrence(kind=RecurrenceKind.MONTHLY_ON_WEEKDAY, position=5, weekdays=(6, 7)), ["01-31", "02-28", "03-29"]),
        (Recurrence(kind=RecurrenceKind.WEEKLY, weekdays=(4, 5), occurrences=3), ["01-01", "01-02", "01-08"]),
    ],
)
def test_the_first_days_of_a_rule(rule, days):
    year = CalendarException(first=date(2026, 1, 1), last=date(2026, 12, 31), recurrence=rule)

    assert [f"{day:%m-%d}" for day in occurrences(year)][:3] == days


def _tags(*names: str) -> list[str]:
    return [f"{{{NAMESPACE}}}{name}" for name in names]
