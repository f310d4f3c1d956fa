"""The two sweeps of the critical path method, in instants (whole minutes).

Most tasks have a duration and plain finish-to-start links: the loops below treat these inline. What else may be asked
of a task (other links, lags, constraints, progress, an outline) is looked up in `special_forward` and
`special_backward`, so that a plan pays only for what it uses.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from datetime import datetime
from typing import NamedTuple

from .calendars import Calendar, minute_of
from .network import Arc, Network
from .plan import Constraint, LagKind, PlanTask

NEVER, FOREVER = -(2**62), 2**62


class Bounds(NamedTuple):
    """What a task's own constraint, deadline and levelling ask: instants for its start and its finish."""

    start_low: int = NEVER
    finish_low: int = NEVER
    start_high: int = FOREVER
    finish_high: int = FOREVER
    deadline: int = FOREVER


def bounds_of(task: PlanTask) -> Bounds:
    """Return what a task asks; SNET and MSO of a summary hold for all that starts in it, FNLT and MFO for its end."""
    held_back = minute_of(task.not_before) if task.not_before is not None else NEVER
    deadline = minute_of(task.deadline) if task.deadline is not None else FOREVER
    if task.constraint_date is None:
        return Bounds(start_low=held_back, deadline=deadline)
    at, kind = minute_of(task.constraint_date), task.constraint
    return Bounds(
        start_low=max(held_back, at) if kind in ("SNET", "MSO") else held_back,
        finish_low=at if kind in ("FNET", "MFO") else NEVER,
        start_high=at if kind in ("SNLT", "MSO") else FOREVER,
        finish_high=at if kind in ("FNLT", "MFO") else FOREVER,
        deadline=deadline,
    )


class Passes:
    """The dates of a network, as lists of instants by vertex; `floor` is where work that has not begun may begin.

    `needed` is the early date by which a task's predecessors must be done; `free_until` the latest finish that delays
    no successor; `driven` the finish that its links ask of a task whose constraint was honoured instead.
    """

    def __init__(
        self, network: Network, calendar: Calendar, status_date: datetime | None = None, honor_constraints: bool = True
    ) -> None:
        self.network, self.calendar, self.honor = network, calendar, honor_constraints
        self.status = self.floor = minute_of(status_date) if status_date is not None else NEVER
        size, tasks = len(network.after), network.tasks
        self.calendars = [own or calendar for own in network.calendars]
        for summary in network.children:
            self.calendars[summary] = calendar
        self.duration = list(network.durations)
        self.start, self.finish = [0] * size, [0] * size
        self.late_start, self.late_finish = [0] * size, [0] * size
        self.needed, self.free_until = [0] * size, [0] * size
        self.driven: dict[int, int] = {}
        self.bounds = {vertex: bounds_of(tasks[vertex]) for vertex in network.asking()}
        summaries = network.children.keys() | set(network.entrance.values())
        self.special_forward = summaries | self.bounds.keys() | network.arcs_in.keys()
        self.special_backward = summaries | self.bounds.keys() | network.arcs_out.keys() | network.begun_by.keys()

    def twin(self) -> "Passes":
        """Return passes over the same network whose dates can be changed apart."""
        twin = copy(self)
        for name in _STATE:
            setattr(twin, name, getattr(self, name).copy())
        return twin

    def forward(self, floor: int) -> None:
        """Fill in the early dates of a plan that begins at `floor`."""
        after, duration, calendars, special = self.network.after, self.duration, self.calendars, self.special_forward
        start, finish = self.start, self.finish
        floor = self.floor = max(floor, self.status)
        for vertex in self.network.order:
            earliest = floor
            for pred in after[vertex]:
                if finish[pred] > earliest:
                    earliest = finish[pred]
            if vertex in special:
                start[vertex], finish[vertex] = self.place(vertex, earliest)
            else:
                start[vertex], finish[vertex] = calendars[vertex].span(earliest, duration[vertex])
        self.needed = start[:]

    def backward(self, horizon: int) -> None:
        """Fill in the late dates and `free_until` of a plan that must end by `horizon`; move ALAP tasks.

        Every vertex tells its predecessors by when it needs them, so `late_finish` and `free_until` are settled when
        the sweep reaches them.
        """
        after, duration, calendars, special = self.network.after, self.duration, self.calendars, self.special_backward
        late_start, needed = self.late_start, self.needed
        late_finish, free_until = self.late_finish, self.free_until
        late_finish[:] = free_until[:] = [horizon] * len(after)
        for vertex in reversed(self.network.order):
            if vertex in special:
                self.settle(vertex, late_finish[vertex], free_until[vertex])
            else:
                late_start[vertex], late_finish[vertex] = calendars[vertex].span_back(
                    late_finish[vertex], duration[vertex]
                )
            late, early = late_start[vertex], needed[vertex]
            for pred in after[vertex]:
                if late < late_finish[pred]:
                    late_finish[pred] = late
                if early < free_until[pred]:
                    free_until[pred] = early

    def roll_up(self, start: list[int], finish: list[int]) -> None:
        """Give every summary, in place, the union of the dates below it."""
        children = self.network.children
        for vertex in self.network.order if children else ():
            if vertex in children:
                start[vertex] = min(start[child] for child in children[vertex])
                finish[vertex] = max(finish[child] for child in children[vertex])

    # Forward, one vertex that is more than a duration after plain links

    def place(self, vertex: int, earliest: int) -> tuple[int, int]:
        """Return start and finish of a vertex that may not begin before `earliest`."""
        if vertex not in self.special_forward:
            return self.calendars[vertex].span(earliest, self.duration[vertex])
        network, finish_low = self.network, NEVER
        for arc in network.arcs_in.get(vertex, ()):
            bound = self.earliest(arc, self.start, self.finish)
            if arc.to_finish:
                finish_low = max(finish_low, bound)
            else:
                earliest = max(earliest, bound)
        if vertex >= network.count:
            bounds = self.bounds.get(network.summary[vertex])
            earliest = max(earliest, bounds.start_low) if bounds else earliest
            return earliest, earliest
        below = network.children.get(vertex)
        if below:
            start, finish = min(self.start[child] for child in below), max(self.finish[child] for child in below)
            self.duration[vertex] = self.calendar.worked(finish) - self.calendar.worked(start)
            return start, finish
        return self._place_leaf(vertex, earliest, finish_low)

    def _place_leaf(self, vertex: int, earliest: int, finish_low: int) -> tuple[int, int]:
        task, calendar, duration = self.network.tasks[vertex], self.calendars[vertex], self.duration[vertex]
        if task.actual_finish is not None:
            finish = minute_of(task.actual_finish)
            begun = minute_of(task.actual_start) if task.actual_start else calendar.span_back(finish, duration)[0]
            return begun, finish
        if task.actual_start is not None:
            start = minute_of(task.actual_start)
            return start, self._finish_of_rest(vertex, start, earliest, finish_low)
        if task.manual_start is not None:
            start = minute_of(task.manual_start)
            if task.manual_finish is None:
                return start, calendar.span(start, duration)[1]
            finish = minute_of(task.manual_finish)
            self.duration[vertex] = calendar.worked(finish) - calendar.worked(start)
            return start, finish
        bounds = self.bounds.get(vertex, _UNBOUND)
        start, finish = calendar.span(max(earliest, bounds.start_low), duration)
        finish_low = max(finish_low, bounds.finish_low)
        if finish < finish_low:
            start, finish = calendar.span_back(finish_low, duration) if duration else calendar.span(finish_low, 0)
        if self.honor and (start > bounds.start_high or finish > bounds.finish_high):
            self.driven[vertex] = finish
            if start > bounds.start_high:
                start, finish = calendar.span(bounds.start_high, duration)
            if finish > bounds.finish_high:
                start, finish = calendar.span_back(bounds.finish_high, duration)
        return start, finish

    def _finish_of_rest(self, vertex: int, start: int, earliest: int, finish_low: int) -> int:
        """Return the finish of a task begun at `start`: what is left waits for links only if there is a status date."""
        calendar, duration = self.calendars[vertex], self.duration[vertex]
        remaining = self.network.tasks[vertex].remaining_min
        remaining = duration if remaining is None else remaining
        stopped = calendar.span(start, max(duration - remaining, 0))[1]
        if self.status == NEVER:
            return calendar.span(stopped, remaining)[1]
        return max(calendar.span(max(stopped, earliest), remaining)[1], finish_low)

    def earliest(self, arc: Arc, start: Sequence[int], finish: Sequence[int]) -> int:
        """Return the instant before which a link does not let its successor start (or finish), by these dates."""
        point, lag = (finish if arc.from_finish else start)[arc.pred], self.lag(arc)
        if arc.kind == LagKind.ELAPSED or not lag:
            return point + lag
        calendar = self._calendar_of(arc)
        return calendar.closing(calendar.worked(point) + lag)

    def latest(self, arc: Arc, start: int, finish: int) -> int:
        """Return the instant after which the predecessor must not finish (or start) for a successor at these dates."""
        calendar, lag = self._calendar_of(arc), self.lag(arc)
        if arc.kind != LagKind.ELAPSED:
            return calendar.opening(calendar.worked(finish if arc.to_finish else start) - lag)
        if arc.to_finish and self.duration[arc.succ]:
            return calendar.opening(calendar.worked(finish)) - lag
        return start - lag

    def lag(self, arc: Arc) -> int:
        """Return the lag of a link in minutes."""
        return round(self.duration[arc.pred] * arc.lag / 100) if arc.kind == LagKind.PERCENT else arc.lag

    def _calendar_of(self, arc: Arc) -> Calendar:
        """Return the calendar in which a lag is counted: the successor's."""
        return self.calendars[arc.succ] if arc.succ < self.network.count else self.calendar

    # Backward, one vertex that is more than a duration before plain links

    def settle(self, vertex: int, latest: int, free: int) -> None:
        """Fill in the late dates of a vertex that must be done by `latest` and delays no one until `free`."""
        if vertex not in self.special_backward:
            dates = self.calendars[vertex].span_back(latest, self.duration[vertex])
            self.late_start[vertex], self.late_finish[vertex] = dates
            return
        for _, late, early in self.arc_limits(vertex):
            latest, free = min(latest, late), min(free, early)
        bounds = self.bounds.get(vertex, _UNBOUND)
        latest = min(latest, bounds.deadline, bounds.finish_high, self.finish_if_begun_on(vertex, bounds.start_high))
        if vertex >= self.network.count or vertex in self.network.children:
            self.late_start[vertex] = self.late_finish[vertex] = latest
            self.free_until[vertex] = free
            self.needed[vertex] = free if vertex >= self.network.count else FOREVER
        else:
            self._settle_leaf(vertex, latest, free)

    def _settle_leaf(self, vertex: int, latest: int, free: int) -> None:
        task, calendar, duration = self.network.tasks[vertex], self.calendars[vertex], self.duration[vertex]
        self.free_until[vertex] = free
        if task.actual_finish is not None:
            self.late_start[vertex], self.late_finish[vertex] = self.start[vertex], self.finish[vertex]
            return
        self.late_start[vertex], self.late_finish[vertex] = calendar.span_back(latest, duration)
        if task.actual_start is not None:
            self.late_start[vertex] = self.start[vertex]
        elif _is_alap(task) and min(latest, free) > self.finish[vertex]:
            self.start[vertex], self.finish[vertex] = calendar.span_back(min(latest, free), duration)
            self.needed[vertex] = self.start[vertex]

    def arc_limits(self, vertex: int) -> Iterator[tuple[int, int, int]]:
        """Yield, for arcs that wait for a vertex, the successor and the latest finish by late and by early dates."""
        for arc in self._arcs_from(vertex):
            late = self.latest(arc, self.late_start[arc.succ], self.late_finish[arc.succ])
            early = self.latest(arc, self.needed[arc.succ], self.finish[arc.succ])
            if not arc.from_finish:
                late, early = self._finish_if_begun_by(vertex, late), self._finish_if_begun_by(vertex, early)
            yield arc.succ, late, early

    def finish_if_begun_on(self, vertex: int, start: int) -> int:
        """Return the finish of a task whose work begins at `start` or when its calendar works next."""
        if start == FOREVER or vertex in self.network.children or vertex >= self.network.count:
            return FOREVER
        return self.calendars[vertex].span(start, self.duration[vertex])[1]

    def _finish_if_begun_by(self, vertex: int, latest: int) -> int:
        """Return the latest finish of a task whose work begins at `latest` or before."""
        calendar, duration = self.calendars[vertex], self.duration[vertex]
        if not duration:
            return latest
        worked = calendar.worked(latest)
        return calendar.closing(worked + duration - (calendar.opening(worked) > latest))

    def _arcs_from(self, vertex: int) -> list[Arc]:
        """Return the arcs that wait for a vertex, with those that wait for the start of a branch it begins."""
        arcs = self.network.arcs_out.get(vertex, [])
        if vertex in self.network.children:
            return [arc for arc in arcs if arc.from_finish]
        for summary in self.network.begun_by.get(vertex, ()):
            if self.start[vertex] == self.start[summary]:
                arcs = arcs + [arc for arc in self.network.arcs_out[summary] if not arc.from_finish]
        return arcs


def _is_alap(task: PlanTask) -> bool:
    """Return whether a task may be moved to its latest dates: neither manual nor put elsewhere by levelling."""
    return task.constraint == Constraint.ALAP and task.manual_start is None and task.not_before is None


_UNBOUND = Bounds()
_STATE = ("duration", "start", "finish", "late_start", "late_finish", "needed", "free_until", "driven")
