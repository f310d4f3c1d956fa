"""Dates as working days after the first day of a plan, and back."""

import math
from bisect import bisect_left
from datetime import date, datetime, time, timedelta

from planning.calc.calendars import LAST_DAY, Calendar, UnreachableDateError
from risks.calc.simulation import date_of

WEEK = 7


class WorkClock:
    """The working days of one calendar from its first day on. The list of days grows as it is needed."""

    def __init__(self, calendar: Calendar, first: date) -> None:
        self.calendar = calendar
        self._next = first
        self._days: list[date] = []
        shifts = [sum(end - start for start, end in day) for day in calendar.week if day]
        self.day_minutes = sum(shifts) / len(shifts) if shifts else calendar.minutes_on(self.day(0))
        self.days_a_week = len(shifts) or WEEK

    def day(self, place: int) -> date:
        """Return the working day at a place, the first is 0. Raises UnreachableDateError beyond the calendars."""
        while len(self._days) <= place:
            self._grow()
        return self._days[place]

    def date_at(self, days: float) -> date:
        """Return the date on which work of so many working days ends."""
        self.day(max(0, math.ceil(days)))
        return date_of(days, self._days)

    def after(self, moment: datetime) -> float:
        """Return the working days from the first day to a moment, 0 for what lies before."""
        while not self._days or self._days[-1] < moment.date():
            self._grow()
        place = bisect_left(self._days, moment.date())
        if self._days[place] != moment.date():
            return float(place)
        begun = self.calendar.between(datetime.combine(moment.date(), time()), moment)
        return place + min(1.0, begun / self.calendar.minutes_on(moment.date()))

    def length(self, minutes: float) -> float:
        """Return working minutes as days of the usual length."""
        return minutes / self.day_minutes

    def elapsed(self, minutes: float) -> float:
        """Return minutes on the clock as working days of an average week."""
        return minutes / (24 * 60) * self.days_a_week / WEEK

    def _grow(self) -> None:
        if self._next > LAST_DAY:
            raise UnreachableDateError(LAST_DAY)
        if self.calendar.is_working_day(self._next):
            self._days.append(self._next)
        self._next += timedelta(days=1)
