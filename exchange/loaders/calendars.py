"""Working calendars as Microsoft Project has them: no shift runs over midnight."""

from collections.abc import Iterator
from datetime import date, timedelta

from exchange.mspdi.model import Calendar as FileCalendar
from exchange.mspdi.model import CalendarException, Shift, WeekDay
from planning.calc.calendars import MINUTES_A_DAY, Calendar, Shifts

ONE_DAY = timedelta(days=1)


def calendar_of(uid: int, name: str, calendar: Calendar) -> FileCalendar:
    """The calendar with its whole week, and as exceptions the days that are worked otherwise."""
    week = calendar.week
    return FileCalendar(
        uid=uid,
        name=name,
        week=tuple(WeekDay(day + 1, _between_midnights(week[day], week[day - 1])) for day in range(7)),
        exceptions=tuple(_exceptions(calendar)),
    )


def _exceptions(calendar: Calendar) -> Iterator[CalendarException]:
    """Neighbouring days with the same working time are one exception."""
    span: CalendarException | None = None
    for day, shifts in _other_days(calendar):
        if span and span.shifts == shifts and span.last + ONE_DAY == day:
            span = CalendarException(first=span.first, last=day, shifts=shifts)
            continue
        if span:
            yield span
        span = CalendarException(first=day, last=day, shifts=shifts)
    if span:
        yield span


def _other_days(calendar: Calendar) -> Iterator[tuple[date, tuple[Shift, ...]]]:
    """The days that are worked otherwise than their weekday: exceptions, and days into which their nights run."""
    week = calendar.week
    for day in sorted({*calendar.exceptions, *(day + ONE_DAY for day in calendar.exceptions)}):
        shifts = _between_midnights(calendar.shifts_on(day), calendar.shifts_on(day - ONE_DAY))
        if shifts != _between_midnights(week[day.weekday()], week[day.weekday() - 1]):
            yield day, shifts


def _between_midnights(shifts: Shifts, eve: Shifts) -> tuple[Shift, ...]:
    """What is worked on one day: the rest of the night before, and its own shifts until midnight."""
    rest = (Shift(0, end - MINUTES_A_DAY) for _start, end in eve if end > MINUTES_A_DAY)
    own = (Shift(start, min(end, MINUTES_A_DAY)) for start, end in shifts if start < MINUTES_A_DAY)
    return (*rest, *own)
