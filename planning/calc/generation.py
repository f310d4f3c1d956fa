"""Serial schedule generation: place one task after the other where its links and its resources let it be."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from .passes import Passes
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
        self.succs = [list(succs) for succs in network.before]
        self.preds = [list(preds) for preds in network.after]
        for vertex, arcs in network.arcs_in.items():
            for arc in arcs:
                self.preds[vertex].append(arc.pred)
                self.succs[arc.pred].append(vertex)

    def forward(self, keys: Sequence[float]) -> Dates:
        """Return the schedule in which each task is as early as links, calendars and tasks placed before allow."""
        passes, profiles, unresolved = self.base.twin(), [profile.copy() for profile in self.profiles], []
        after, start, finish, needs = self.base.network.after, passes.start, passes.finish, self.needs
        waiting = [len(preds) for preds in self.preds]
        ready = [(keys[vertex], vertex) for vertex, count in enumerate(waiting) if not count]
        heapify(ready)
        while ready:
            vertex = heappop(ready)[1]
            if vertex not in self.fixed:
                earliest = passes.floor
                for pred in after[vertex]:
                    if finish[pred] > earliest:
                        earliest = finish[pred]
                start[vertex], finish[vertex] = passes.place(vertex, earliest)
                if vertex in needs and not self._fit(passes, vertex, profiles):
                    unresolved.append(vertex)
            for succ in self.succs[vertex]:
                waiting[succ] -= 1
                if not waiting[succ]:
                    heappush(ready, (keys[succ], succ))
        return Dates(start, finish, unresolved)

    def _fit(self, passes: Passes, vertex: int, profiles: list[Profile]) -> bool:
        """Move a vertex on until all it needs is free and take that; return False and leave it if it cannot wait."""
        start, finish = asked = passes.start[vertex], passes.finish[vertex]
        needs, resolved = self.needs[vertex], True
        while start < finish:
            free = max(profiles[resource].free_after(start, finish, room) for resource, _, room in needs)
            if not free:
                break
            later, finish = passes.place(vertex, free)
            if later <= start or (self.latest_start is not None and later > self.latest_start[vertex]):
                (start, finish), resolved = asked, False
                break
            start = later
        for resource, units, _ in needs:
            profiles[resource].take(start, finish, units)
        passes.start[vertex], passes.finish[vertex] = start, finish
        return resolved

    def backward(self, dates: Dates) -> list[int]:
        """Return the starts when each task, the last to finish first, is pushed as late as the plan's finish allows."""
        horizon = max(dates.finish)
        passes, profiles = self.base.twin(), [profile.copy() for profile in self.profiles]
        passes.start, passes.finish = dates.start, dates.finish
        after, late_start, late_finish = self.base.network.after, passes.late_start, passes.late_finish
        late_finish[:] = [horizon] * len(late_finish)
        waiting = [len(succs) for succs in self.succs]
        ready = [(-dates.finish[vertex], vertex) for vertex, count in enumerate(waiting) if not count]
        heapify(ready)
        while ready:
            vertex = heappop(ready)[1]
            if vertex in self.fixed:
                late_start[vertex], late_finish[vertex] = dates.start[vertex], dates.finish[vertex]
            else:
                self._push(passes, vertex, profiles, horizon)
            start = late_start[vertex]
            for pred in after[vertex]:
                if start < late_finish[pred]:
                    late_finish[pred] = start
            for pred in self.preds[vertex]:
                waiting[pred] -= 1
                if not waiting[pred]:
                    heappush(ready, (-dates.finish[pred], pred))
        return late_start

    def _push(self, passes: Passes, vertex: int, profiles: list[Profile], horizon: int) -> None:
        """Put a vertex as late as its successors and its resources allow, and take what it needs."""
        needs, latest = self.needs.get(vertex, ()), passes.late_finish[vertex]
        while True:
            passes.settle(vertex, latest, horizon)
            start, finish = passes.late_start[vertex], passes.late_finish[vertex]
            if start >= finish:
                return
            busy = [profiles[resource].free_before(start, finish, room) for resource, _, room in needs]
            begins = min(filter(None, busy), default=0)
            if not begins:
                break
            latest = begins
        for resource, units, _ in needs:
            profiles[resource].take(start, finish, units)
