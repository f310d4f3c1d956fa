"""Working time as calendars store it: a week of shifts, public holidays of a country, and dated exceptions.

`week` maps a weekday ("0" is Monday) to shifts `[start, end]` in minutes after midnight; empty means Monday to Friday,
08:00 to 12:00 and 13:00 to 17:00. An exception is

    {"from": "2026-11-16", "to": "2027-01-08", "name": "Trade-peak freeze", "shifts": []}

`shifts` are worked on these days instead, none makes days off. Without `shifts` the usual time is worked: the
exception then only marks a freeze, in which work goes on and nothing goes live. Both days are included.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

import holidays
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ecompm.core.days import parse_day
from planning.calc.calendars import STANDARD, Calendar, NoWorkingTimeError, Shift, days_off

LONGEST_EXCEPTION = 3660  # days
MOST_EXCEPTIONS = 500
YEARS_BEFORE, YEARS_AFTER = 2, 10
DAY_OPENS, DAY_CLOSES = time(8), time(17)
"""Bounds of a day on which nobody works, as Microsoft Project assumes them."""


class Freeze(NamedTuple):
    """A named span of days, both included, that the plan shades."""

    name: str
    first: date
    last: date


def build(
    week: Mapping[str, Sequence[Sequence[int]]],
    exceptions: Iterable[Mapping[str, Any]],
    country: str = "",
    region: str = "",
    *,
    around: int = 2026,
) -> Calendar:
    """The calendar of stored values; the holidays are those of some years before and after the year `around`."""
    base = STANDARD if not week else Calendar({int(day): _shifts(shifts) for day, shifts in week.items()})
    other = {day: _shifts(row["shifts"]) for row in exceptions if "shifts" in row for day in _days(row)}
    if not week and not other:
        return national(country, region, around)
    return base.with_exceptions({**_public_holidays(country, region, around), **other})


@lru_cache(maxsize=64)
def national(country: str, region: str, around: int) -> Calendar:
    """The standard week without the public holidays of a country; shared, so that its layout is computed once."""
    free = _public_holidays(country, region, around)
    return STANDARD.with_exceptions(free) if free else STANDARD


def freezes(exceptions: Iterable[Mapping[str, Any]]) -> list[Freeze]:
    """The named exceptions, by first day."""
    named = [Freeze(row["name"], *_bounds(row)) for row in exceptions if row.get("name")]
    return sorted(named, key=lambda freeze: freeze.first)


def shifts_text(week: Mapping[str, Sequence[Sequence[int]]]) -> str:
    """The shifts of the first working day as people write them: `08:00-12:00, 13:00-17:00`."""
    first = next((shifts for shifts in week.values() if shifts), STANDARD.week[0])
    return ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in first)


def parse_shifts(text: str) -> list[list[int]]:
    """The inverse of `shifts_text`. Raises ValueError for what isn't a time of day or ends before it begins."""
    shifts = [[_minute(part) for part in shift.split("-", 1)] for shift in text.replace("\N{EN DASH}", "-").split(",")]
    Calendar({0: _shifts(shifts)})
    return shifts


def parse_spans(text: str) -> list[dict[str, str]]:
    """Days or spans of days, one a line: `2026-11-16 2027-01-08 Trade-peak freeze`; last day and name may be missing.

    Raises ValueError with the line that can't be read.
    """
    return [_span(line.split()) for line in text.splitlines() if line.strip()]


def spans_text(rows: Iterable[Mapping[str, Any]]) -> str:
    """The inverse of `parse_spans`."""
    return "\n".join(" ".join(filter(None, (row["from"], row.get("to"), row.get("name")))) for row in rows)


def check(week: Any, exceptions: Any, country: str, region: str) -> None:
    """Raise ValidationError, by field, where stored values can't make a calendar in which somebody works."""
    errors = {}
    for field, test in (
        ("week", lambda: _check_week(week)),
        ("exceptions", lambda: _check_exceptions(exceptions)),
        ("country", lambda: _check_country(country, region)),
    ):
        try:
            test()
        except (ValueError, TypeError, KeyError, AttributeError, NotImplementedError, NoWorkingTimeError) as error:
            errors[field] = _said(field, error)
    if errors:
        raise ValidationError(errors)


def opening(calendar: Calendar, day: date) -> datetime:
    """The first working moment of a day; 08:00 on a day off."""
    shifts = calendar.shifts_on(day)
    return _at(day, shifts[0][0]) if shifts else datetime.combine(day, DAY_OPENS)


def closing(calendar: Calendar, day: date) -> datetime:
    """The last working moment of a day; 17:00 on a day off."""
    shifts = calendar.shifts_on(day)
    return _at(day, shifts[-1][1]) if shifts else datetime.combine(day, DAY_CLOSES)


def last_day(start: datetime | None, finish: datetime | None) -> date | None:
    """The last day of a span, itself included: a finish at midnight is the eve's."""
    if finish is None:
        return None
    return (finish - timedelta(minutes=1) if start is not None and finish > start else finish).date()


def days_between(calendar: Calendar, before: date, after: date) -> int:
    """Working days by which `after` is later than `before`; negative when it is earlier."""
    if after >= before:
        return calendar.working_days(before + timedelta(days=1), after)
    return -calendar.working_days(after + timedelta(days=1), before)


def _span(words: list[str]) -> dict[str, str]:
    try:
        row = {"from": parse_day(words[0]).isoformat()}
    except ValueError as error:
        raise ValueError(" ".join(words)) from error
    rest = words[1:]
    try:
        row["to"] = parse_day(rest[0]).isoformat() if rest else row["from"]
        rest = rest[1:]
    except ValueError:
        row["to"] = row["from"]  # one day, and its name
    return row | ({"name": " ".join(rest)} if rest else {})


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _minute(text: str) -> int:
    hours, minutes = text.strip().split(":")
    return int(hours) * 60 + int(minutes)


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def _shifts(shifts: Iterable[Sequence[int]]) -> list[Shift]:
    return [(int(start), int(end)) for start, end in shifts]


def _bounds(row: Mapping[str, Any]) -> tuple[date, date]:
    first = parse_day(row["from"])
    return first, parse_day(row.get("to") or row["from"])


def _days(row: Mapping[str, Any]) -> list[date]:
    first, last = _bounds(row)
    return [first + timedelta(days=k) for k in range((last - first).days + 1)]


@lru_cache(maxsize=128)
def _public_holidays(country: str, region: str, around: int) -> dict[date, tuple[()]]:
    if not country:
        return {}
    years = range(around - YEARS_BEFORE, around + YEARS_AFTER)
    try:
        return days_off(holidays.country_holidays(country, subdiv=region or None, years=years))  # type: ignore[return-value]
    except NotImplementedError:
        return {}  # a country without a list of holidays works on all of its weekdays


def _check_week(week: Any) -> None:
    if any(day not in {str(k) for k in range(7)} for day in week):
        raise ValueError(_("Weekdays are 0 (Monday) to 6 (Sunday)."))
    Calendar({int(day): _shifts(shifts) for day, shifts in week.items()})
    if week and not any(week.values()):
        raise NoWorkingTimeError


def _check_exceptions(exceptions: Any) -> None:
    if len(exceptions) > MOST_EXCEPTIONS:
        raise ValueError(_("A calendar takes at most %(limit)d exceptions.") % {"limit": MOST_EXCEPTIONS})
    for row in exceptions:
        first, last = _bounds(row)
        if not 0 <= (last - first).days <= LONGEST_EXCEPTION:
            raise ValueError(_("An exception ends on its first day or later, within ten years."))
        if not isinstance(row.get("name", ""), str) or not set(row) <= {"from", "to", "name", "shifts"}:
            raise ValueError(_("An exception has the keys from, to, name and shifts."))
        Calendar({0: _shifts(row.get("shifts", ()))})


def _check_country(country: str, region: str) -> None:
    if country:
        holidays.country_holidays(country, subdiv=region or None, years=2026)


def _said(field: str, error: Exception) -> str:
    if field == "country":
        return _("There is no list of holidays for this country and region.")
    if isinstance(error, NoWorkingTimeError):
        return _("This week has no working time.")
    if type(error) is ValueError and str(error):
        return str(error)
    return _("This can't be read. Use the form that the help describes.")
