"""Schedule generation: place one task after the other where its links and its resources let it be.

The serial scheme takes tasks in a given order and puts each in the first gap; the parallel scheme goes along time and
gives what is free to the first in line (Kolisch 1996).
"""

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from .passes import FOREVER, Passes
from .profiles import Profile

Span = tuple[int, int]


class Need(NamedTuple):
    """Units that a task takes of a resource, and how much others may have taken by then."""

    resource: int
    units: int
    room: int


class Dates(NamedTuple):
    """A generated schedule: instants by vertex, and the vertices that are in conflict all the same."""

    start: list[int]
    finish: list[int]
    unresolved: list[int]

    def cost(self) -> tuple[int, int, int]:
        """Return what is to be least: conflicts that stay, the finish of the plan, then the sum of all starts."""
        return len(self.unresolved), max(self.finish, default=0), sum(self.start)


class Generator:
    """Generates schedules of one plan by keys: of the tasks that can be placed, the one with the least key is next.

    `base` are the dates without regard to resources; vertices in `fixed` keep theirs and have taken their units in
    `profiles` already. With `latest_start` no vertex starts after it: it is left in conflict instead.
    """

    def __init__(
        self,
        base: Passes,
        fixed: set[int],
        needs: dict[int, list[Need]],
        profiles: list[Profile],
        latest_start: list[int] | None = None,
    ) -> None:
        self.base, self.fixed, self.needs = base, fixed, needs
        self.profiles, self.latest_start = profiles, latest_start
        network = base.network
        self.succs, self.preds = network.before, network.after
        if network.arcs_in:
            self.succs, self.preds = [list(row) for row in self.succs], [list(row) for row in self.preds]
        for vertex, arcs in network.arcs_in.items():
            for arc in arcs:
                self.preds[vertex].append(arc.pred)
                self.succs[arc.pred].append(vertex)
        self.order = _in_turn(network.order, self.preds, base.late_start)
        self.backward_order = self.order[::-1]

    def serial(self, keys: Sequence[float]) -> Dates:
        """Return the schedule in which each task is as early as links, calendars and tasks placed before allow."""
        passes, profiles, unresolved = self.base.twin(), [profile.copy() for profile in self.profiles], []
        after, start, finish, needs = self.base.network.after, passes.start, passes.finish, self.needs
        special, calendars, duration = passes.special_forward, passes.calendars, passes.duration
        fixed, floor = self.fixed, passes.floor
        for vertex in _in_turn(self.order, self.preds, keys):
            if vertex in fixed:
                continue
            earliest = floor
            for pred in after[vertex]:
                if finish[pred] > earliest:
                    earliest = finish[pred]
            if vertex in special:
                start[vertex], finish[vertex] = passes.place(vertex, earliest)
            else:
                start[vertex], finish[vertex] = calendars[vertex].span(earliest, duration[vertex])
            if vertex in needs and not self._fit(passes, vertex, profiles):
                unresolved.append(vertex)
        return Dates(start, finish, unresolved)

    def parallel(self, keys: Sequence[float]) -> Dates:
        """Return the schedule in which whatever is free goes at once to the task with the least key that can begin.

        A task stands in line with the moment it could begin; one that finds its resource taken goes back in line.
        """
        passes, profiles, unresolved = self.base.twin(), [profile.copy() for profile in self.profiles], []
        start, finish, duration, needs = passes.start, passes.finish, passes.duration, self.needs
        waiting = [len(preds) for preds in self.preds]
        line = [self._in_line(passes, vertex, keys) for vertex, count in enumerate(waiting) if not count]
        heapify(line)
        while line:
            _, key, vertex = heappop(line)
            if vertex in needs:
                free = _taken_until(needs[vertex], profiles, start[vertex], finish[vertex], duration[vertex])
                if free and self._moved(passes, vertex, free):
                    heappush(line, (start[vertex], key, vertex))
                    continue
                if free:
                    self._in_line(passes, vertex, keys)
                    unresolved.append(vertex)
                _take(needs[vertex], profiles, start[vertex], finish[vertex])
            for succ in self.succs[vertex]:
                waiting[succ] -= 1
                if not waiting[succ]:
                    heappush(line, self._in_line(passes, succ, keys))
        return Dates(start, finish, unresolved)

    def _in_line(self, passes: Passes, vertex: int, keys: Sequence[float]) -> tuple[int, float, int]:
        """Put a vertex where its links let it be and return its place in the line."""
        if vertex not in self.fixed:
            finish, earliest = passes.finish, passes.floor
            for pred in passes.network.after[vertex]:
                if finish[pred] > earliest:
                    earliest = finish[pred]
            passes.start[vertex], finish[vertex] = passes.place(vertex, earliest)
        return passes.start[vertex], keys[vertex], vertex

    def _fit(self, passes: Passes, vertex: int, profiles: list[Profile]) -> bool:
        """Move a vertex on until all it needs is free and take that; return False and leave it if it cannot wait."""
        needs, asked = self.needs[vertex], (passes.start[vertex], passes.finish[vertex])
        (start, finish), length = asked, passes.duration[vertex]
        while free := _taken_until(needs, profiles, start, finish, length):
            if not self._moved(passes, vertex, free):
                passes.start[vertex], passes.finish[vertex] = start, finish = asked
                break
            start, finish = passes.start[vertex], passes.finish[vertex]
        _take(needs, profiles, start, finish)
        return not free

    def _moved(self, passes: Passes, vertex: int, earliest: int) -> bool:
        """Move a vertex on; return False and leave it if a date holds it or it would start too late."""
        start, finish = passes.place(vertex, earliest)
        if start <= passes.start[vertex] or (self.latest_start is not None and start > self.latest_start[vertex]):
            return False
        passes.start[vertex], passes.finish[vertex] = start, finish
        return True

    def backward(self, dates: Dates) -> list[int]:
        """Return the starts when each task, the last to finish first, is pushed as late as the plan's finish allows."""
        horizon, fixed, needs = max(dates.finish, default=0), self.fixed, self.needs
        passes, profiles = self.base.twin(), [profile.copy() for profile in self.profiles]
        passes.start, passes.finish = dates.start, dates.finish
        after, late_start, late_finish = self.base.network.after, passes.late_start, passes.late_finish
        special, calendars, duration = passes.special_backward, passes.calendars, passes.duration
        late_finish[:] = [horizon] * len(late_finish)
        for vertex in _in_turn(self.backward_order, self.succs, [-finish for finish in dates.finish]):
            if vertex in fixed:
                late_start[vertex], late_finish[vertex] = dates.start[vertex], dates.finish[vertex]
            else:
                if vertex in special:
                    passes.settle(vertex, late_finish[vertex], horizon)
                else:
                    dates_of = calendars[vertex].span_back(late_finish[vertex], duration[vertex])
                    late_start[vertex], late_finish[vertex] = dates_of
                if vertex in needs:
                    self._push(passes, vertex, profiles, horizon)
            start = late_start[vertex]
            for pred in after[vertex]:
                if start < late_finish[pred]:
                    late_finish[pred] = start
        return late_start

    def _push(self, passes: Passes, vertex: int, profiles: list[Profile], horizon: int) -> None:
        """Pull a vertex forward until all it needs is free, and take that."""
        needs, start, finish = self.needs[vertex], passes.late_start[vertex], passes.late_finish[vertex]
        length = passes.duration[vertex]
        while start < finish:
            begins = FOREVER
            for resource, _, room in needs:
                begins = min(begins, profiles[resource].free_before(start, finish, room, length) or FOREVER)
            if begins == FOREVER:
                _take(needs, profiles, start, finish)
                return
            passes.settle(vertex, begins, horizon)
            start, finish = passes.late_start[vertex], passes.late_finish[vertex]


def _in_turn(order: list[int], preds: list[list[int]], keys: Sequence[float]) -> list[int]:
    """Return the vertices, given in topological order, so that of those whose turn it can be the least key is next.

    That is the order of the greatest key on any way to a vertex; where it is the same for some, theirs stays.
    """
    reached = list(keys)
    for vertex in order:
        for pred in preds[vertex]:
            if reached[pred] > reached[vertex]:
                reached[vertex] = reached[pred]
    return sorted(order, key=reached.__getitem__)


def _taken_until(needs: Iterable[Need], profiles: list[Profile], start: int, finish: int, length: int) -> int:
    """Return when something else may be tried because a resource is taken between start and finish, 0 if none is."""
    until = 0
    if start < finish:
        for resource, _, room in needs:
            free = profiles[resource].free_after(start, finish, room, length)
            if free > until:
                until = free
    return until


def _take(needs: Iterable[Need], profiles: list[Profile], start: int, finish: int) -> None:
    for resource, units, _ in needs:
        profiles[resource].take(start, finish, units)
