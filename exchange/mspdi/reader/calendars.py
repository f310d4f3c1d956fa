"""Calendars: weeks, other weeks for a time, and exceptions in both notations of the format.

Files of Project 2007 and later hold each exception twice: as a rule in Exceptions, and spelled out as week days of
type 0 for older programs. The rules win.
"""

from datetime import date
from itertools import pairwise

from exchange.mspdi.codes import RecurrenceKind
from exchange.mspdi.errors import gettext_noop
from exchange.mspdi.fields import Fields
from exchange.mspdi.model import Calendar, CalendarException, Recurrence, Shift, WeekDay, WorkWeek
from exchange.mspdi.reader import ignored
from exchange.mspdi.reader.parts import drop_unread
from exchange.mspdi.report import Recorder

MIDNIGHT = 24 * 60
EVERY_DAY = (1, 9)  # exception types without a pattern: daily, and none
ANY_DAY, MONDAY_TO_FRIDAY, WEEKEND = tuple(range(1, 8)), tuple(range(1, 6)), (6, 7)
# MonthItem 0 to 2 are groups of days, 3 to 9 are Sunday to Saturday.
MONTH_ITEMS = (ANY_DAY, MONDAY_TO_FRIDAY, WEEKEND, (7,), (1,), (2,), (3,), (4,), (5,), (6,))
YEARLY = (RecurrenceKind.YEARLY_ON_DATE, RecurrenceKind.YEARLY_ON_WEEKDAY)
ON_DATE = (RecurrenceKind.YEARLY_ON_DATE, RecurrenceKind.MONTHLY_ON_DATE)
ON_WEEKDAY = (RecurrenceKind.YEARLY_ON_WEEKDAY, RecurrenceKind.MONTHLY_ON_WEEKDAY)


def read_calendar(fields: Fields, recorder: Recorder) -> Calendar:
    """Return one calendar; whether its base exists is checked by the caller."""
    is_base = fields.flag("IsBaseCalendar", True)
    base_uid = fields.reference("BaseCalendarUID")
    week_days = fields.within("WeekDays", "WeekDay")
    exceptions = fields.within("Exceptions", "Exception")
    calendar = Calendar(
        uid=fields.uid(),
        name=fields.short_text("Name"),
        is_base=is_base,
        base_uid=None if is_base and base_uid == 0 else base_uid,
        week=_read_week(week_days),
        work_weeks=tuple(_read_work_week(inner) for inner in fields.within("WorkWeeks", "WorkWeek")),
        exceptions=tuple(_read_exception(inner) for inner in exceptions or _dated(week_days)),
    )
    drop_unread(fields, recorder, ignored.CALENDAR)
    return calendar


def _dated(week_days: list[Fields]) -> list[Fields]:
    return [inner for inner in week_days if _day_type(inner) == 0]


def _day_type(fields: Fields) -> int:
    return fields.whole("DayType", 0, 0, 7)


def _read_week(week_days: list[Fields]) -> tuple[WeekDay, ...]:
    days: dict[int, WeekDay] = {}
    for inner in week_days:
        sunday_first = _day_type(inner)
        if sunday_first == 0:
            continue
        day = (sunday_first - 2) % 7 + 1
        if day in days:
            inner.refuse(gettext_noop("The week names day type %(value)s twice. Remove one."), "DayType")
        days[day] = WeekDay(day, _read_shifts(inner))
    return tuple(days[day] for day in sorted(days))


def _read_work_week(fields: Fields) -> WorkWeek:
    first, last = _read_period(fields)
    days = _read_week(fields.within("WeekDays", "WeekDay"))
    return WorkWeek(first=first, last=last, name=fields.short_text("Name"), days=days)


def _read_exception(fields: Fields) -> CalendarException:
    first, last = _read_period(fields)
    return CalendarException(
        first=first,
        last=last,
        name=fields.short_text("Name"),
        shifts=_read_shifts(fields),
        recurrence=_read_recurrence(fields),
    )


def _read_period(fields: Fields) -> tuple[date, date]:
    period = next(iter(fields.all("TimePeriod")), fields)
    first, last = period.day("FromDate"), period.day("ToDate")
    if first is None or last is None:
        fields.refuse(gettext_noop("An exception has no %(field)s with FromDate and ToDate. Add it."), "TimePeriod")
    if last < first:
        period.refuse(gettext_noop("%(field)s “%(value)s” lies before FromDate. Correct the exception."), "ToDate")
    return first, last


def _read_recurrence(fields: Fields) -> Recurrence | None:
    code = fields.whole("Type", EVERY_DAY[0], 1, 9)
    if code in EVERY_DAY:
        return None
    kind = RecurrenceKind(code)
    return Recurrence(
        kind=kind,
        period=fields.whole("Period", 1, 1, 999),
        occurrences=fields.optional_whole("Occurrences", 1, 100_000) if fields.flag("EnteredByOccurrences") else None,
        weekdays=_read_weekdays(fields, kind),
        month=fields.whole("Month", 0, 0, 11) + 1 if kind in YEARLY else None,
        month_day=fields.whole("MonthDay", 1, 1, 31) if kind in ON_DATE else None,
        position=fields.whole("MonthPosition", 0, 0, 4) + 1 if kind in ON_WEEKDAY else None,
    )


def _read_weekdays(fields: Fields, kind: RecurrenceKind) -> tuple[int, ...]:
    if kind is RecurrenceKind.WEEKLY:
        mask = fields.whole("DaysOfWeek", 127, 1, 127)
        return tuple(day for day in ANY_DAY if mask & 1 << day % 7)
    return MONTH_ITEMS[fields.whole("MonthItem", 0, 0, 9)] if kind in ON_WEEKDAY else ()


def _read_shifts(fields: Fields) -> tuple[Shift, ...]:
    if not fields.flag("DayWorking"):
        return ()
    times = fields.within("WorkingTimes", "WorkingTime")
    shifts = sorted((_read_shift(inner) for inner in times if inner.text("FromTime")), key=lambda shift: shift.start)
    if not shifts:
        fields.refuse(
            gettext_noop("A working day has no %(field)s. Give it times, or make it a day off."), "WorkingTimes"
        )
    for earlier, later in pairwise(shifts):
        if later.start < earlier.end:
            fields.refuse(gettext_noop("The %(field)s of a day overlap. Correct them."), "WorkingTimes")
    return tuple(shifts)


def _read_shift(fields: Fields) -> Shift:
    start, end = fields.minute_of_day("FromTime"), fields.minute_of_day("ToTime") or MIDNIGHT
    if end <= start:
        fields.refuse(gettext_noop("%(field)s “%(value)s” is not after FromTime. Correct the working time."), "ToTime")
    return Shift(start, end)
