"""From moments of the file to days of the plan: here constraints, deadlines and actual dates are whole days."""

from datetime import date, datetime, timedelta

from exchange.mspdi.errors import gettext_noop
from planning import working_time
from planning.calc.calendars import Calendar

DAY_ONLY = gettext_noop("Here this is a whole day; the time of day is not kept.")
ONE_DAY = timedelta(days=1)


def start_day(calendar: Calendar, moment: datetime) -> date:
    """The day on which something starts: the next one when the day's work is over."""
    day = moment.date()
    return day + ONE_DAY if moment >= working_time.closing(calendar, day) else day


def finish_day(calendar: Calendar, moment: datetime) -> date:
    """The day on which something ends: the one before when the day's work has not begun."""
    day = moment.date()
    return day - ONE_DAY if moment <= working_time.opening(calendar, day) else day


def is_same_moment(calendar: Calendar, one: datetime, other: datetime) -> bool:
    """Whether no working time lies between two moments."""
    return calendar.between(min(one, other), max(one, other)) == 0
