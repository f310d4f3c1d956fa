"""Load of resources: how much work a plan asks of whom and when, and where that is too much."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import numpy as np

from .calendars import Calendar, minute_of, moment_of
from .levelling import Booking, Demand, ResourceId
from .plan import TaskId
from .profiles import Profile
from .schedule import Schedule

TOLERANCE = 1.0
"""Minutes by which a day may be exceeded before it counts: units are whole percents."""


class Work(NamedTuple):
    """Work of a resource on a task that lies between two instants, spread evenly over the time its calendar works."""

    task: TaskId
    resource: ResourceId
    start: int
    finish: int
    units: float
    calendar: Calendar


class Capacity(NamedTuple):
    """What a resource can do: its working time, its units in percent, and the last day on which it is there."""

    calendar: Calendar
    units: float = 100
    until: date | None = None


class Overload(NamedTuple):
    """A span in which more units of a resource are taken than there are."""

    resource: ResourceId
    start: datetime
    finish: datetime
    units: int


class Cause(NamedTuple):
    """A task on one day of a resource that is asked for too much; minutes of work."""

    day: date
    task: TaskId
    minutes: float


class DayLoad:
    """Minutes asked and minutes there, by resource, for every day from `first` on: float64 arrays of `days` elements.

    A resource without work is not in `asked`.
    """

    def __init__(self, works: Iterable[Work], capacity: Mapping[ResourceId, Capacity], first: date, days: int) -> None:
        self.first, self.days = first, days
        self.bounds = [datetime.combine(first + timedelta(days=k), time()) for k in range(days + 1)]
        self.works: dict[ResourceId, list[Work]] = defaultdict(list)
        self._spread = _Spread(self.bounds)
        for work in works:
            self.works[work.resource].append(work)
        self.asked = {who: sum(map(self._spread.minutes, own), np.zeros(days)) for who, own in self.works.items()}
        self.there = {who: self._there(one) for who, one in capacity.items()}

    def over(self, resource: ResourceId) -> np.ndarray:
        """Return by how many minutes each day asks for too much; 0 where it doesn't."""
        if resource not in self.asked or resource not in self.there:
            return np.zeros(self.days)
        beyond = self.asked[resource] - self.there[resource]
        return np.where(beyond > TOLERANCE, beyond, 0.0)

    def causes(self, resource: ResourceId, first: date, last: date) -> Iterator[Cause]:
        """Yield the tasks of each day between the two, both included, that asks for too much; the longest first."""
        over = self.over(resource)
        shares = [(work, self._spread.minutes(work)) for work in self.works.get(resource, ())]
        start, end = max((first - self.first).days, 0), min((last - self.first).days + 1, self.days)
        for k in range(start, end):
            if over[k]:
                day = self.first + timedelta(days=k)
                found = (Cause(day, work.task, float(share[k])) for work, share in shares if share[k])
                yield from sorted(found, key=lambda cause: -cause.minutes)

    def peak(self) -> float:
        """Return the highest load of a day in percent of what is there, over all resources; 0 without any work."""
        ratios = [
            float((asked / np.where(there > 0, there, np.inf)).max())
            for who, asked in self.asked.items()
            if (there := self.there.get(who)) is not None and self.days
        ]
        return 100 * max(ratios, default=0.0)

    def _there(self, one: Capacity) -> np.ndarray:
        edges = np.array([minute_of(bound) for bound in self.bounds], dtype=np.int64)
        minutes = np.diff(one.calendar.worked_all(edges)) * one.units / 100
        if one.until is not None:
            minutes[max((one.until - self.first).days + 1, 0) :] = 0
        return minutes


class _Spread:
    """Spreads work over periods; what a calendar works in each of them is computed once."""

    def __init__(self, bounds: Sequence[datetime]) -> None:
        self.edges = np.array([minute_of(bound) for bound in bounds], dtype=np.int64)
        self.worked: dict[int, np.ndarray] = {}

    def minutes(self, work: Work) -> np.ndarray:
        """Return minutes of work by period."""
        calendar = work.calendar
        worked = self.worked.get(id(calendar))
        if worked is None:
            worked = self.worked[id(calendar)] = calendar.worked_all(self.edges)
        start, finish = calendar.worked(work.start), calendar.worked(work.finish)
        return np.diff(np.clip(worked, start, finish)) * work.units / 100


def works_of(schedule: Schedule, demands: Iterable[Demand]) -> Iterator[Work]:
    """Yield the work that a schedule asks for; a summary takes nothing itself."""
    index, children, calendars = schedule.network.index, schedule.network.children, schedule.passes.calendars
    for task, resource, units in demands:
        row = index[task]
        if row not in children:
            start, finish = int(schedule.start_minutes[row]), int(schedule.finish_minutes[row])
            yield Work(task, resource, start, finish, units, calendars[row])


def load_by_period(
    schedule: Schedule, demands: Iterable[Demand], bounds: Sequence[datetime]
) -> dict[ResourceId, np.ndarray]:
    """Return minutes of work by resource and period, float64, one less than `bounds`, which are ascending.

    A task's work, its working minutes times its units in percent, is spread evenly over the time it lasts.
    """
    spread = _Spread(bounds)
    load: dict[ResourceId, np.ndarray] = defaultdict(lambda: np.zeros(len(bounds) - 1))
    for work in works_of(schedule, demands):
        load[work.resource] += spread.minutes(work)
    return dict(load)


def overloads(
    schedule: Schedule,
    demands: Iterable[Demand],
    capacity: Mapping[ResourceId, int],
    bookings: Iterable[Booking] = (),
) -> list[Overload]:
    """Return the spans in which tasks and bookings together take more of a resource than there is, in order of time."""
    profiles = {resource: Profile() for resource in capacity}
    index, children = schedule.network.index, schedule.network.children
    for demand in demands:
        row = index[demand.task]
        if demand.resource in profiles and row not in children:
            span = int(schedule.start_minutes[row]), int(schedule.finish_minutes[row])
            profiles[demand.resource].take(*span, demand.units)
    for booking in bookings:
        if booking.resource in profiles:
            profiles[booking.resource].take(minute_of(booking.start), minute_of(booking.finish), booking.units)
    found = [
        Overload(resource, moment_of(start), moment_of(finish), units)
        for resource, profile in profiles.items()
        for start, finish, units in profile.steps()
        if units > capacity[resource]
    ]
    return sorted(found, key=lambda overload: overload.start)
