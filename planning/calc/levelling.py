"""Resource levelling: who does two things at once does them one after the other.

Schedule generation with the rule "least late finish first" (Kolisch 1996), then forward-backward improvement of sampled
schedules (Tormos, Lova 2001; Valls, Ballestin, Quintanilla 2005). Links, calendars, constraints and work that
has begun hold as in `schedule`; tasks that are fixed are never moved.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import NamedTuple

from .calendars import LAST_DAY, MINUTES_A_DAY, minute_of, moment_of
from .generation import Dates, Generator, Need
from .passes import FOREVER, Bounds
from .plan import Constraint, PlanError, PlanTask, TaskId
from .profiles import Profile
from .schedule import Schedule, scheduled

ResourceId = Hashable

QUICK, THOROUGH = 1_500, 60_000
"""Placements in a search that may run inside a request, and in one that may take a second or two."""


class Demand(NamedTuple):
    """A task takes units of a resource for as long as it lasts; a summary takes nothing itself."""

    task: TaskId
    resource: ResourceId
    units: int = 100


class Booking(NamedTuple):
    """Units of a resource that are taken anyway: by leave or by another plan."""

    resource: ResourceId
    start: datetime
    finish: datetime
    units: int = 100


class OverloadError(PlanError):
    """A task alone asks for more of a resource than there ever is."""

    def __init__(self, task: TaskId, resource: ResourceId) -> None:
        super().__init__(f"Task {task!r} needs more of {resource!r} than there is.")
        self.task, self.resource = task, resource


class Levelling(NamedTuple):
    """The outcome: `not_before` holds the tasks that had to wait, `unresolved` those that are in conflict all the same.

    `schedule` are all dates of the levelled plan; tasks in it carry their `not_before`.
    """

    not_before: dict[TaskId, datetime]
    unresolved: list[TaskId]
    schedule: Schedule


def level(
    schedule: Schedule,
    demands: Iterable[Demand],
    capacity: Mapping[ResourceId, int],
    *,
    bookings: Iterable[Booking] = (),
    priority: Mapping[TaskId, int] | None = None,
    within_float: bool = False,
    keep_dates: bool = True,
    placements: int = QUICK,
    seed: int = 1,
    on_round: Callable[[int, int], None] | None = None,
) -> Levelling:
    """Return a plan in which no resource is taken beyond its capacity; one that is not in `capacity` has no limit.

    Tasks of higher `priority` (0 to 1000, 500 if not named) come first, then those that must finish first.
    `within_float` delays no task beyond its total float and leaves the rest in conflict. Otherwise the plan may grow,
    though with `keep_dates` no task is delayed so far that a date set by hand or by a hard constraint after it breaks;
    and the shortest of several schedules is taken, each pushed back and forth: at least one, and as many as place
    about `placements` tasks (0: one plain pass). The same seed gives the same result. `on_round` is told how many
    rounds of how many are done. An earlier levelling is forgotten, ALAP tasks are put like any other, and a plan that
    runs back from its finish is levelled from its start on. Raises OverloadError.
    """
    problem = LevellingProblem.of(
        schedule, demands, capacity, bookings, priority or {}, within_float=within_float, keep_dates=keep_dates
    )
    rounds = max(1, placements // max(len(schedule), _FEW)) if placements and not within_float else 0
    return problem.outcome(_search(problem, rounds, seed, on_round or _nobody))


_FEW = 50
_USUAL_PRIORITY = 500
_ABOVE_ALL_DATES = 1 << 40
_ROOM = 5
"""Minutes on the clock, at least, in which a minute of work is done."""
_LAST = LAST_DAY.toordinal() * MINUTES_A_DAY


class LevellingProblem(NamedTuple):
    """A plan made ready: its schedule, the same without levelling, what generates schedules, and ranks by priority."""

    original: Schedule
    base: Schedule
    generator: Generator
    ranks: list[int]

    @classmethod
    def of(
        cls,
        schedule: Schedule,
        demands: Iterable[Demand],
        capacity: Mapping[ResourceId, int],
        bookings: Iterable[Booking],
        priority: Mapping[TaskId, int],
        *,
        within_float: bool = False,
        keep_dates: bool = True,
    ) -> "LevellingProblem":
        """Return the problem of levelling a schedule; raises OverloadError."""
        base = _unlevelled(schedule)
        latest = base.passes.late_start if within_float else _latest_starts(base) if keep_dates else None
        generator = _generator(base, demands, capacity, bookings, latest)
        return cls(schedule, base, generator, _ranks(base, priority))

    def placed_by(self, dates: Sequence[float]) -> Dates:
        """Return the schedule that places the tasks of a priority in the order of these dates."""
        return self.generator.serial(self._keys(dates))

    def placed_in_time(self, dates: Sequence[float]) -> Dates:
        """Return the schedule in which nothing that could begin waits for what comes later, ranked by these dates."""
        return self.generator.parallel(self._keys(dates))

    def improved(self, dates: Dates) -> Dates:
        """Return the better of a schedule and the same pushed to its end and back to its start again."""
        return min(dates, self.placed_by(self.generator.backward(dates)), key=Dates.cost)

    def _keys(self, dates: Sequence[float]) -> list[float]:
        return [rank + date for rank, date in zip(self.ranks, dates, strict=True)]

    def outcome(self, dates: Dates) -> Levelling:
        """Return what has changed: a task waits if it starts later than its links ask, as they now are."""
        network, waiting = self.base.network, self._waiting(dates)
        held_back = {
            task.id: moment_of(dates.start[vertex])
            for vertex, task in enumerate(self.original.network.tasks)
            if vertex not in network.children and (vertex in waiting or task.constraint == Constraint.ALAP)
        }
        tasks = tuple(
            task._replace(not_before=held_back.get(task.id)) if task.not_before or task.id in held_back else task
            for task in self.original.network.tasks
        )
        terms = self.original.terms._replace(start=self.base.terms.start)
        if self.original.terms.start is None:
            terms = terms._replace(finish=None)
        unresolved = [network.ids[vertex] for vertex in dates.unresolved]
        return Levelling(held_back, unresolved, scheduled(network.with_tasks(tasks), terms))

    def _waiting(self, dates: Dates) -> set[int]:
        """Return the vertices that start later than what they are linked to lets them; all others follow by links."""
        base, network, waiting = self.base.passes, self.base.network, set()
        passes = base.twin()
        passes.start, passes.finish = start, finish = dates.start, dates.finish
        for vertex in range(network.count):
            if start[vertex] <= base.start[vertex] or vertex in network.children:
                continue
            earliest = passes.floor
            for pred in network.after[vertex]:
                if finish[pred] > earliest:
                    earliest = finish[pred]
            if start[vertex] > earliest and start[vertex] > passes.place(vertex, earliest)[0]:
                waiting.add(vertex)
        return waiting


def _unlevelled(schedule: Schedule) -> Schedule:
    """Return the schedule from its start on, without earlier levelling and with ALAP tasks like any other."""
    tasks = schedule.network.tasks
    plain = tuple(map(_plain, tasks))
    if schedule.terms.start is not None and plain == tasks:
        return schedule
    terms = schedule.terms._replace(start=schedule.terms.start or schedule.start, finish=None)
    return scheduled(schedule.network.with_tasks(plain), terms)


def _plain(task: PlanTask) -> PlanTask:
    if task.constraint == Constraint.ALAP:
        return task._replace(constraint=Constraint.ASAP, not_before=None)
    return task if task.not_before is None else task._replace(not_before=None)


def _generator(
    base: Schedule,
    demands: Iterable[Demand],
    capacity: Mapping[ResourceId, int],
    bookings: Iterable[Booking],
    latest: list[int] | None,
) -> Generator:
    """Return the generator of a plan: what each task needs, and what is taken by bookings and fixed tasks."""
    tasks, passes, index = base.network.tasks, base.passes, base.network.index
    number = {resource: k for k, resource in enumerate(capacity)}
    profiles = [Profile() for _ in capacity]
    for booking in bookings:
        if booking.resource in number:
            span = minute_of(booking.start), minute_of(booking.finish)
            profiles[number[booking.resource]].take(*span, booking.units)
    fixed = {vertex for vertex in passes.bounds if _is_fixed(tasks[vertex], passes.honor)}
    needs: dict[int, list[Need]] = {}
    for demand in demands:
        vertex = index[demand.task]
        if demand.resource not in number or vertex in base.network.children or demand.units <= 0:
            continue
        room = capacity[demand.resource] - demand.units
        if vertex in fixed:
            profiles[number[demand.resource]].take(passes.start[vertex], passes.finish[vertex], demand.units)
        elif room < 0:
            raise OverloadError(demand.task, demand.resource)
        else:
            needs.setdefault(vertex, []).append(Need(number[demand.resource], demand.units, room))
    return Generator(passes, fixed, needs, profiles, latest)


def _latest_starts(base: Schedule) -> list[int] | None:
    """Return until when each vertex may start so that dates that stand fast after it hold; None if there are none."""
    twin, tasks = base.passes.twin(), base.network.tasks
    held = {vertex: _held(tasks[vertex], bounds) for vertex, bounds in twin.bounds.items()}
    if all(bounds.start_high == bounds.finish_high == FOREVER for bounds in held.values()):
        return None
    twin.bounds = held
    end = max(twin.finish, default=twin.floor)
    twin.backward(min(end + sum(twin.duration) * _ROOM, _LAST))
    return twin.late_start


def _held(task: PlanTask, bounds: Bounds) -> Bounds:
    """Return the bounds of a task without its deadline, which yields; what is placed by hand holds as its start."""
    if task.manual_start is not None and task.actual_start is None:
        bounds = bounds._replace(start_high=minute_of(task.manual_start))
    return bounds._replace(deadline=FOREVER)


def _is_fixed(task: PlanTask, honor: bool) -> bool:
    """Return whether a task stays where it is whatever happens to others."""
    stays = task.manual_start is not None or task.actual_start is not None or task.actual_finish is not None
    return stays or (honor and task.constraint in ("MSO", "MFO") and task.constraint_date is not None)


def _ranks(base: Schedule, priority: Mapping[TaskId, int]) -> list[int]:
    """Return what to add to dates so that tasks of higher priority come first, and outline vertices before all."""
    network = base.network
    ranks = [-_ABOVE_ALL_DATES << 12] * len(network.after)
    for vertex, task in enumerate(network.ids):
        if vertex not in network.children:
            ranks[vertex] = (_USUAL_PRIORITY - priority.get(task, _USUAL_PRIORITY)) * _ABOVE_ALL_DATES
    return ranks


def _search(problem: LevellingProblem, rounds: int, seed: int, on_round: Callable[[int, int], None]) -> Dates:
    """Return the shortest schedule found; without rounds the one by least late finish.

    Every round makes a schedule and improves it: first along time, then by least late finish, then samples that lie
    around the best, every fourth around the late finishes, now near and now far. There are two at least where tasks
    stay in conflict.
    """
    base, chance = problem.generator.base, Random(seed)
    late, shortest = base.late_finish, max(base.finish, default=0)
    if not rounds:
        return problem.placed_by(late)
    best = problem.improved(problem.placed_in_time(late))
    span = best.cost()[1] - base.floor
    for number in range(1, max(rounds, 2) if best.unresolved else rounds):
        if best.cost()[:2] <= (0, shortest):
            break
        centre, reach = best.start if number % 4 else late, span / (10 << number % 5)
        dates = [date + chance.expovariate(1) * reach for date in centre] if number > 1 else late
        best = min(best, problem.improved(problem.placed_by(dates)), key=Dates.cost)
        on_round(number, rounds)
    return best


def _nobody(_done: int, _total: int) -> None:
    """Listen to no round."""
