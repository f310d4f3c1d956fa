"""What a Microsoft Project plan becomes here, as plain values before anything is stored."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from exchange.mspdi import Report
from planning.calc.calendars import Calendar
from planning.models import Resource
from planning.services.plans import NewLink, NewTask


@dataclass(frozen=True)
class NewCalendar:
    """A calendar to make. `working` is what the stored values mean."""

    name: str
    week: dict[str, Any]
    exceptions: list[dict[str, Any]]
    working: Calendar


@dataclass(frozen=True)
class NewPerson:
    """A resource to make, and for who is no equipment a role; who has the e-mail address plays it, else it stays open.

    `max_units` is percent of full time, `cost_rate` money per hour. Material doesn't work on tasks.
    """

    uid: int
    code: str
    name: str
    email: str
    team: str = ""
    kind: Resource.Kind = Resource.Kind.PERSON
    works: bool = True
    max_units: int = 100
    cost_rate: Decimal | None = None
    cost_rates: tuple[tuple[date, Decimal], ...] = ()
    available_from: date | None = None
    available_until: date | None = None

    @property
    def has_role(self) -> bool:
        return self.kind != Resource.Kind.EQUIPMENT


@dataclass(frozen=True)
class NewWork:
    """An assignment to make. `effort` is in working minutes, stated only where it drives the duration."""

    task: str
    person: NewPerson
    units: int
    effort: int | None = None
    follows_calendar: bool = True


@dataclass(frozen=True)
class FrozenTask:
    """A task as a baseline of the file has it; duration and work are in minutes, None is not in the file."""

    key: str
    start: datetime | None
    finish: datetime | None
    duration: int
    work: int | None = None
    cost: Decimal | None = None


@dataclass(frozen=True)
class NewBaseline:
    """A baseline to make; `number` is that of the file, 0 is the one that counts."""

    number: int
    tasks: tuple[FrozenTask, ...]


@dataclass(frozen=True)
class FileDates:
    """Start and finish of a task as the file states them."""

    start: datetime | None
    finish: datetime | None


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A whole project to make.

    Tasks are named by their UID, as text; `calendar_of` and `people_of` go by that name. `day` is the first day of the
    plan, or its last one where `forward` is false and it is counted back from its end.
    """

    name: str
    description: str
    currency: str
    forward: bool
    day: date
    calendar: NewCalendar
    calendars: tuple[NewCalendar, ...]
    calendar_of: dict[str, NewCalendar]
    tasks: tuple[NewTask, ...]
    links: tuple[NewLink, ...]
    people: tuple[NewPerson, ...]
    people_of: dict[str, tuple[NewPerson, ...]]
    work: tuple[NewWork, ...]
    calendar_of_person: dict[int, NewCalendar]
    baselines: tuple[NewBaseline, ...]
    file_dates: dict[str, FileDates]
    report: Report
