"""Typed, checked access to the values of one element; every refusal names the element and the field."""

from collections.abc import Set as AbstractSet
from datetime import date, datetime, time
from decimal import Decimal
from enum import IntEnum
from typing import Never, TypeVar

from exchange.mspdi import values
from exchange.mspdi.codes import TimeUnit
from exchange.mspdi.document import Element
from exchange.mspdi.errors import MspdiError, Place, gettext_noop
from exchange.mspdi.limits import Limits
from exchange.mspdi.model import Duration

LARGEST = 2**31 - 1
# Texts that say no more than an absent field does.
NOTHING = frozenset({"", "0", "0.0", "0.00", "-1", "PT0H0M0S", "false"})
NO_NAMES: frozenset[str] = frozenset()
PRECISION = Decimal("1e-12")
Code = TypeVar("Code", bound=IntEnum)


class Fields:
    """Values of one element by name. An absent or empty field gives the default, a wrong one raises MspdiError."""

    __slots__ = ("_branches", "_read", "_texts", "element", "limits", "place")

    def __init__(self, element: Element, place: Place, limits: Limits) -> None:
        self.element = element
        self.place = place
        self.limits = limits
        self._texts = element.texts
        self._branches: AbstractSet[str] = {child.name for child in element.children} if element.children else NO_NAMES
        self._read: set[str] = set()

    def inner(self, element: Element) -> "Fields":
        """Return the fields of a child, spoken of as part of this element."""
        return Fields(element, self.place, self.limits)

    def refuse(self, message: str, name: str, **params: object) -> Never:
        """Raise MspdiError for one field of this element."""
        value = self._texts.get(name, "")[:80]
        raise MspdiError(message, self.place, field=name, value=value, **params)

    def holds(self, name: str) -> bool:
        """Whether the element has a child of that name."""
        return name in self._texts or name in self._branches

    def text(self, name: str) -> str:
        """Return the text of a field, empty when absent."""
        self._read.add(name)
        if name in self._branches:
            self.refuse(gettext_noop("%(field)s holds elements where a text belongs. Remove them."), name)
        return self._texts.get(name, "")

    def short_text(self, name: str) -> str:
        """Return a text that fits on one line of a table."""
        text = self.text(name)
        if len(text) > self.limits.name:
            self.refuse(
                gettext_noop("%(field)s is longer than %(limit)d characters. Shorten it."), name, limit=self.limits.name
            )
        return text

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a yes/no field."""
        text = self.text(name)
        if not text:
            return default
        if text not in values.FLAGS:
            self.refuse(gettext_noop("%(field)s must be 0 or 1, not “%(value)s”."), name)
        return values.FLAGS[text]

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        """Return a whole number between low and high."""
        number = self.optional_whole(name, low, high)
        return default if number is None else number

    def optional_whole(self, name: str, low: int, high: int) -> int | None:
        """Return a whole number between low and high, None when absent."""
        text = self.text(name)
        if not text:
            return None
        number = values.parse_whole(text)
        if number is None or not low <= number <= high:
            self.refuse(
                gettext_noop("%(field)s must be a whole number from %(low)d to %(high)d, not “%(value)s”."),
                name,
                low=low,
                high=high,
            )
        return number

    def uid(self, name: str = "UID") -> int:
        """Return the required number of this or another element."""
        if not self.text(name):
            self.refuse(gettext_noop("%(field)s is missing. Save the file again from Microsoft Project."), name)
        return self.whole(name, 0, 0, LARGEST)

    def all(self, name: str) -> list["Fields"]:
        """Return the fields of each child of that name."""
        self._read.add(name)
        return [self.inner(child) for child in self.element.children if child.name == name]

    def within(self, container: str, name: str) -> list["Fields"]:
        """Return the fields of each `name` in the child `container`, for lists such as WeekDays/WeekDay."""
        return [part for outer in self.all(container) for part in outer.all(name)]

    def unread(self, ignored: frozenset[str]) -> list[str]:
        """Return the names of fields that hold something, were not asked for and are not ignored."""
        names = {name for name, text in self._texts.items() if text not in NOTHING}
        return sorted((names | self._branches) - self._read - ignored)

    def reference(self, name: str) -> int | None:
        """Return the UID of another element, None when absent or below zero (Project's mark for none)."""
        uid = self.whole(name, -1, -LARGEST, LARGEST)
        return uid if uid >= 0 else None

    def choice(self, name: str, kind: type[Code], default: Code) -> Code:
        """Return a member of an enumeration of MSPDI codes."""
        text = self.text(name)
        if not text:
            return default
        members = {int(member): member for member in kind}
        number = values.parse_whole(text)
        if number not in members:
            self.refuse(
                gettext_noop("%(field)s is “%(value)s”, but must be one of %(codes)s."),
                name,
                codes=", ".join(str(code) for code in members),
            )
        return members[number]

    def number(self, name: str, default: Decimal | None = None) -> Decimal | None:
        """Return a decimal number, rounded to twelve places."""
        text = self.text(name)
        if not text:
            return default
        number = values.parse_number(text)
        if number is None or abs(number) > self.limits.money * 100:
            self.refuse(gettext_noop("%(field)s is not a number in range: “%(value)s”."), name)
        return number.quantize(PRECISION)

    def units(self, name: str) -> Decimal:
        """Return units of a resource, where 1 (also when absent) is one full-time person."""
        number = self.number(name)
        if number is not None and number < 0:
            self.refuse(gettext_noop("%(field)s is “%(value)s”, but cannot be below zero."), name)
        return Decimal(1) if number is None else number

    def money(self, name: str, default: Decimal | None = None) -> Decimal | None:
        """Return an amount in currency units; the file holds hundredths."""
        number = self.number(name)
        return default if number is None else number / 100

    def moment(self, name: str) -> datetime | None:
        """Return a date and time, None when absent."""
        text = self.text(name)
        if not text:
            return None
        moment = values.parse_moment(text)
        if moment is None:
            self.refuse(
                gettext_noop("%(field)s is not a date and time: “%(value)s”. Write it as 2026-03-02T09:00:00."), name
            )
        self._check_year(moment, name)
        return moment

    def day(self, name: str) -> date | None:
        """Return the date part of a date and time, None when absent."""
        moment = self.moment(name)
        return moment.date() if moment else None

    def clock(self, name: str, default: time) -> time:
        """Return a time of day."""
        text = self.text(name)
        if not text:
            return default
        moment = values.parse_time(text)
        if moment is None:
            self.refuse(gettext_noop("%(field)s is not a time of day: “%(value)s”. Write it as 08:00:00."), name)
        return moment

    def minute_of_day(self, name: str) -> int:
        """Return a time of day as minutes since midnight, zero when absent."""
        moment = self.clock(name, time(0))
        return moment.hour * 60 + moment.minute

    def minutes(self, name: str, limit: int | None = None) -> float | None:
        """Return a span of zero or more minutes, None when absent; without a limit that of durations holds."""
        text = self.text(name)
        if not text:
            return None
        minutes = values.parse_minutes(text)
        if minutes is None:
            self.refuse(gettext_noop("%(field)s is not a duration: “%(value)s”. Write it as PT8H0M0S."), name)
        if not 0 <= minutes <= (limit or self.limits.duration_minutes):
            self.refuse(
                gettext_noop("%(field)s is “%(value)s”, but must be from 0 to %(limit)d minutes."),
                name,
                limit=limit or self.limits.duration_minutes,
            )
        return minutes

    def work(self, name: str) -> float | None:
        """Return minutes of work, None when absent."""
        return self.minutes(name, self.limits.work_minutes)

    def duration(self, name: str, unit_name: str) -> Duration | None:
        """Return a duration with its unit, None when absent."""
        minutes = self.minutes(name)
        if minutes is None:
            return None
        unit, elapsed, estimated = self.unit(unit_name)
        return Duration(minutes, TimeUnit.DAY if unit is TimeUnit.PERCENT else unit, elapsed, estimated)

    def tenths(self, name: str) -> float:
        """Return minutes of a field kept in tenths of a minute, zero when absent."""
        limit = self.limits.duration_minutes * 10
        return self.whole(name, 0, -limit, limit) / 10

    def unit(self, name: str) -> tuple[TimeUnit, bool, bool]:
        """Return (unit, elapsed, estimated) of a format field, working days when absent."""
        unit = values.parse_unit(self.whole(name, 7, 0, 99))
        if unit is None:
            self.refuse(gettext_noop("%(field)s is “%(value)s”, which is no code of a time unit."), name)
        return unit

    def _check_year(self, moment: datetime, name: str) -> None:
        first, last = self.limits.first_year, self.limits.last_year
        if not first <= moment.year <= last:
            self.refuse(
                gettext_noop("%(field)s is “%(value)s”, but must lie in the years %(first)d to %(last)d."),
                name,
                first=first,
                last=last,
            )
