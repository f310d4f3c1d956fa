"""The days of a recurring calendar exception.

Weeks run from Sunday and months are counted from those of the first day, as Microsoft Project counts them.
"""

import calendar
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice

from exchange.mspdi.codes import RecurrenceKind
from exchange.mspdi.model import CalendarException, Recurrence

LAST = 5
MONDAY_TO_FRIDAY = range(1, 6)
_BY_MONTH = (
    RecurrenceKind.MONTHLY_ON_DATE,
    RecurrenceKind.MONTHLY_ON_WEEKDAY,
    RecurrenceKind.YEARLY_ON_DATE,
    RecurrenceKind.YEARLY_ON_WEEKDAY,
)


def occurrences(exception: CalendarException) -> Iterator[date]:
    """Yield the days of an exception in order, at most one per day from its first to its last."""
    rule = exception.recurrence
    if rule is None:
        return _every_day(exception.first, exception.last, 1)
    days = _DAYS[rule.kind](rule, exception.first, exception.last)
    within = (day for day in days if exception.first <= day <= exception.last)
    return islice(within, rule.occurrences)


def effort(exception: CalendarException) -> int:
    """Return about how many days or months `occurrences` goes through, and at least how many days it yields."""
    span = (exception.last - exception.first).days + 1
    by_month = exception.recurrence is not None and exception.recurrence.kind in _BY_MONTH
    return span // 28 + 1 if by_month else span


def _every_day(first: date, last: date, period: int) -> Iterator[date]:
    return (first + timedelta(days) for days in range(0, (last - first).days + 1, period))


def _few_days(rule: Recurrence, first: date, last: date) -> Iterator[date]:
    return _every_day(first, last, rule.period)


def _few_weekdays(rule: Recurrence, first: date, last: date) -> Iterator[date]:
    weekdays = (day for day in _every_day(first, last, 1) if day.isoweekday() in MONDAY_TO_FRIDAY)
    return islice(weekdays, None, None, rule.period)


def _weekly(rule: Recurrence, first: date, last: date) -> Iterator[date]:
    first_sunday = first - timedelta(first.isoweekday() % 7)
    for day in _every_day(first, last, 1):
        week = (day - first_sunday).days // 7
        if week % rule.period == 0 and day.isoweekday() in rule.weekdays:
            yield day


def _monthly(rule: Recurrence, first: date, last: date) -> Iterator[date]:
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month, rule.period)
    return _in_months(rule, ((month // 12, month % 12 + 1) for month in months))


def _yearly(rule: Recurrence, first: date, last: date) -> Iterator[date]:
    return _in_months(rule, ((year, rule.month or 1) for year in range(first.year, last.year + 1)))


def _in_months(rule: Recurrence, months: Iterator[tuple[int, int]]) -> Iterator[date]:
    for year, month in months:
        day = _day_of_month(rule, year, month)
        if day:
            yield day


def _day_of_month(rule: Recurrence, year: int, month: int) -> date | None:
    length = calendar.monthrange(year, month)[1]
    if rule.position is None:
        return date(year, month, rule.month_day or 1) if (rule.month_day or 1) <= length else None
    days = [date(year, month, number) for number in range(1, length + 1)]
    fitting = [day for day in days if day.isoweekday() in rule.weekdays]
    return fitting[-1] if rule.position == LAST else fitting[rule.position - 1]


_DAYS: dict[RecurrenceKind, Callable[[Recurrence, date, date], Iterator[date]]] = {
    RecurrenceKind.EVERY_FEW_DAYS: _few_days,
    RecurrenceKind.EVERY_FEW_WEEKDAYS: _few_weekdays,
    RecurrenceKind.WEEKLY: _weekly,
    RecurrenceKind.MONTHLY_ON_DATE: _monthly,
    RecurrenceKind.MONTHLY_ON_WEEKDAY: _monthly,
    RecurrenceKind.YEARLY_ON_DATE: _yearly,
    RecurrenceKind.YEARLY_ON_WEEKDAY: _yearly,
}
