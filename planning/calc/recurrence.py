"""Days on which something recurs: every so many days, weeks or months, up to a day or a number of times."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from itertools import count, islice, takewhile
from typing import NamedTuple

MOST = 400
"""Days that a rule gives at most."""

DAY = timedelta(days=1)


class Frequency(StrEnum):
    """What is counted between two times. `MONTH_WEEKDAY` keeps the weekday: the second Tuesday, the last Friday."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    MONTH_WEEKDAY = "month_weekday"


class Rule(NamedTuple):
    """`weekdays` (0 is Monday) counts for weekly rules; empty is the weekday of `first`. `until` or `times` ends it."""

    frequency: Frequency | str
    first: date
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    until: date | None = None
    times: int | None = None


def occurrences(rule: Rule) -> list[date]:
    """Return the days of the rule in order, `first` or later, at most MOST."""
    days: Iterator[date] = (day for day in _DAYS[Frequency(rule.frequency)](rule) if day >= rule.first)
    if rule.until is not None:
        last = rule.until
        days = takewhile(lambda day: day <= last, days)
    return list(islice(days, min(MOST if rule.times is None else rule.times, MOST)))


def _daily(rule: Rule) -> Iterator[date]:
    return (rule.first + k * rule.interval * DAY for k in _steps(rule.first, rule.interval))


def _weekly(rule: Rule) -> Iterator[date]:
    monday = rule.first - rule.first.weekday() * DAY
    weekdays = sorted(set(rule.weekdays)) or [rule.first.weekday()]
    for k in _steps(rule.first, 7 * rule.interval):
        yield from (monday + (7 * k * rule.interval + weekday) * DAY for weekday in weekdays)


def _monthly(rule: Rule) -> Iterator[date]:
    """The same day of each month, the last one where the month is shorter."""
    for year, month in _months(rule):
        yield date(year, month, min(rule.first.day, calendar.monthrange(year, month)[1]))


def _month_weekday(rule: Rule) -> Iterator[date]:
    """The same weekday in the same week of each month; a fifth one is the last one."""
    week = (rule.first.day - 1) // 7
    for year, month in _months(rule):
        begins = date(year, month, 1)
        day = 1 + (rule.first.weekday() - begins.weekday()) % 7 + 7 * week
        length = calendar.monthrange(year, month)[1]
        yield date(year, month, day if day <= length else day - 7)


def _months(rule: Rule) -> Iterator[tuple[int, int]]:
    start = rule.first.year * 12 + rule.first.month - 1
    for k in _steps(rule.first, 31 * rule.interval):
        index = start + k * rule.interval
        yield index // 12, index % 12 + 1


def _steps(first: date, days: int) -> Iterator[int]:
    """Counts up as long as the calendar of the machine has days."""
    return takewhile(lambda k: (k + 1) * days < (date.max - first).days, count())


_DAYS = {
    Frequency.DAILY: _daily,
    Frequency.WEEKLY: _weekly,
    Frequency.MONTHLY: _monthly,
    Frequency.MONTH_WEEKDAY: _month_weekday,
}
