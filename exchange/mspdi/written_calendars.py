"""Calendars as the writer puts them: weeks, exceptions as rules, and other weeks for a time."""

from collections.abc import Iterable, Iterator
from datetime import date

from exchange.mspdi.lines import branch, leaf
from exchange.mspdi.model import Calendar, CalendarException, Recurrence, Shift, WeekDay, WorkWeek
from exchange.mspdi.reader.calendars import EVERY_DAY, MIDNIGHT, MONTH_ITEMS, ON_WEEKDAY


def calendar_parts(calendar: Calendar) -> Iterator[str]:
    """Yield what stands inside one Calendar element."""
    yield leaf("UID", str(calendar.uid))
    yield leaf("Name", calendar.name)
    yield leaf("IsBaseCalendar", "1" if calendar.is_base else "0")
    yield leaf("BaseCalendarUID", str(-1 if calendar.base_uid is None else calendar.base_uid))
    if calendar.week:
        yield from branch("WeekDays", _week(calendar.week))
    if calendar.exceptions:
        yield from branch("Exceptions", (line for each in calendar.exceptions for line in _exception(each)))
    if calendar.work_weeks:
        yield from branch("WorkWeeks", (line for week in calendar.work_weeks for line in _work_week(week)))


def _week(days: Iterable[WeekDay]) -> Iterator[str]:
    for day in days:
        yield from branch("WeekDay", [leaf("DayType", str(day.day % 7 + 1)), *_working(day.shifts)])


def _work_week(week: WorkWeek) -> Iterator[str]:
    parts = [*_period(week.first, week.last), leaf("Name", week.name), *branch("WeekDays", _week(week.days))]
    return branch("WorkWeek", parts)


def _exception(exception: CalendarException) -> Iterator[str]:
    rule = exception.recurrence
    occurrences = rule.occurrences if rule else (exception.last - exception.first).days + 1
    parts = [
        leaf("EnteredByOccurrences", "1" if rule and rule.occurrences else "0"),
        *_period(exception.first, exception.last),
        *([leaf("Occurrences", str(occurrences))] if occurrences else []),
        leaf("Name", exception.name),
        *_pattern(rule),
        *_working(exception.shifts),
    ]
    return branch("Exception", parts)


def _pattern(rule: Recurrence | None) -> Iterator[str]:
    if rule is None:
        yield leaf("Type", str(EVERY_DAY[0]))
        return
    yield leaf("Type", str(int(rule.kind)))
    yield leaf("Period", str(rule.period))
    if rule.kind in ON_WEEKDAY:
        yield leaf("MonthItem", str(MONTH_ITEMS.index(rule.weekdays)))
        yield leaf("MonthPosition", str((rule.position or 1) - 1))
    elif rule.weekdays:
        yield leaf("DaysOfWeek", str(sum(1 << day % 7 for day in rule.weekdays)))
    if rule.month:
        yield leaf("Month", str(rule.month - 1))
    if rule.month_day:
        yield leaf("MonthDay", str(rule.month_day))


def _period(first: date, last: date) -> Iterator[str]:
    inner = [leaf("FromDate", f"{first}T00:00:00"), leaf("ToDate", f"{last}T23:59:00")]
    return branch("TimePeriod", inner)


def _working(shifts: Iterable[Shift]) -> Iterator[str]:
    times = [line for shift in shifts for line in branch("WorkingTime", _shift(shift))]
    yield leaf("DayWorking", "1" if times else "0")
    if times:
        yield from branch("WorkingTimes", times)


def _shift(shift: Shift) -> list[str]:
    return [leaf("FromTime", _clock(shift.start)), leaf("ToTime", _clock(shift.end))]


def _clock(minute: int) -> str:
    hour, minute = divmod(minute % MIDNIGHT, 60)
    return f"{hour:02}:{minute:02}:00"
