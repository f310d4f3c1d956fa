"""Calendars of the format as the engine's calendars.

On a day the first of these counts that says anything of it: the exceptions, the other weeks for a time, the week; each
of the calendar itself before that of its base. A weekday that none of them names is off.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce

from exchange.mspdi.errors import MspdiError, Place, gettext_noop
from exchange.mspdi.model import Calendar, CalendarException, Shift
from exchange.mspdi.recurrence import effort, occurrences
from planning.calc.calendars import STANDARD
from planning.calc.calendars import Calendar as EngineCalendar

MOST_DAYS = 1_000_000
Shifts = tuple[tuple[int, int], ...]


class WorkingTime:
    """The engine calendars of one plan, each made when it is asked for."""

    def __init__(self, calendars: Iterable[Calendar]) -> None:
        self.calendars = {calendar.uid: calendar for calendar in calendars}
        self._made: dict[int, EngineCalendar] = {}
        self._common: dict[tuple[int, int], EngineCalendar] = {}
        self._united: dict[frozenset[int | None], EngineCalendar] = {}
        self._days = 0

    def of(self, uid: int | None) -> EngineCalendar:
        """Return a calendar of the plan, the standard one for none.

        Raises MspdiError when the exceptions of all calendars asked for so far cover too many days.
        """
        if uid is None:
            return STANDARD
        uid = self._telling(uid)
        if uid not in self._made:
            self._made[uid] = self._make(list(reversed(list(self._chain(uid)))))
        return self._made[uid]

    def of_any(self, uids: Iterable[int | None]) -> EngineCalendar:
        """Return the time in which at least one of some calendars works."""
        names = frozenset(uid if uid is None else self._telling(uid) for uid in uids)
        if names not in self._united:
            self._united[names] = reduce(self._unite, (self.of(uid) for uid in sorted(names, key=str)))
        return self._united[names]

    def of_both(self, uid: int, team: Iterable[int | None]) -> EngineCalendar:
        """Return the time in which a calendar works, and at least one of some others."""
        own, any_of_team = self.of(uid), self.of_any(team)
        key = (id(own), id(any_of_team))
        if key not in self._common:
            self._spend(len(own.exceptions.keys() | any_of_team.exceptions.keys()), Place("Calendars"))
            self._common[key] = own & any_of_team
        return self._common[key]

    def _telling(self, uid: int) -> int:
        """Return the calendar itself, or the base that it repeats."""
        calendar = self.calendars[uid]
        if calendar.base_uid is None or calendar.week or calendar.work_weeks or calendar.exceptions:
            return uid
        return self._telling(calendar.base_uid)

    def _unite(self, one: EngineCalendar, other: EngineCalendar) -> EngineCalendar:
        days = one.exceptions.keys() | other.exceptions.keys()
        self._spend(len(days), Place("Calendars"))
        return EngineCalendar(
            {day: one.week[day] + other.week[day] for day in range(7)},
            {day: one.shifts_on(day) + other.shifts_on(day) for day in days},
        )

    def _chain(self, uid: int | None) -> Iterator[Calendar]:
        while uid is not None:
            yield self.calendars[uid]
            uid = self.calendars[uid].base_uid

    def _make(self, chain: list[Calendar]) -> EngineCalendar:
        """Return the calendar that a chain makes, from its base to itself."""
        usual = {day.day - 1: _pairs(day.shifts) for calendar in chain for day in calendar.week}
        days: dict[date, Shifts] = {}
        for calendar in chain:
            days |= self._other_weeks(calendar)
        for calendar in chain:
            for exception in reversed(calendar.exceptions):
                days |= dict.fromkeys(self._days_of(calendar, exception), _pairs(exception.shifts))
        return EngineCalendar(usual, days)

    def _other_weeks(self, calendar: Calendar) -> dict[date, Shifts]:
        days: dict[date, Shifts] = {}
        for week in reversed(calendar.work_weeks):
            named = {day.day: _pairs(day.shifts) for day in week.days}
            span = CalendarException(first=week.first, last=week.last)
            days |= {day: named[day.isoweekday()] for day in self._days_of(calendar, span) if day.isoweekday() in named}
        return days

    def _days_of(self, calendar: Calendar, exception: CalendarException) -> Iterator[date]:
        self._spend(effort(exception), Place("Calendar", calendar.uid, calendar.name))
        return occurrences(exception)

    def _spend(self, days: int, place: Place) -> None:
        self._days += days
        if self._days > MOST_DAYS:
            raise MspdiError(
                gettext_noop("The exceptions of the calendars cover more than %(limit)d days. Shorten them."),
                place,
                limit=MOST_DAYS,
            )


def _pairs(shifts: Iterable[Shift]) -> Shifts:
    return tuple((shift.start, shift.end) for shift in shifts)
