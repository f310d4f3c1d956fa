"""Shorter levelled plans by constraint programming, where OR-Tools is installed.

The solver sees the plan in working minutes of its calendar, starts from the heuristic's result and only proposes in
which order to place the tasks; dates come from the same schedule generation, so links, calendars and capacities hold
exactly and the result is never worse than the heuristic's.
"""

from collections.abc import Callable, Iterable, Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from .levelling import THOROUGH, Booking, Demand, Levelling, LevellingProblem, ResourceId, level
from .passes import NEVER
from .plan import TaskId
from .schedule import Schedule

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntervalVar


def is_available() -> bool:
    """Return whether OR-Tools is installed."""
    return find_spec("ortools") is not None


def level_by_solver(
    schedule: Schedule,
    demands: Iterable[Demand],
    capacity: Mapping[ResourceId, int],
    *,
    bookings: Iterable[Booking] = (),
    priority: Mapping[TaskId, int] | None = None,
    keep_dates: bool = True,
    seconds: float = 10.0,
    workers: int = 2,
    seed: int = 1,
    on_round: Callable[[int, int], None] | None = None,
) -> Levelling:
    """Return a levelled plan like `level`, searched for longer: at most `seconds` on the clock with `workers` threads.

    Raises ImportError where OR-Tools is missing, and OverloadError.
    """
    if not len(schedule):
        return level(schedule, demands, capacity)
    demands, bookings = list(demands), list(bookings)
    asked: dict[str, Any] = {"bookings": bookings, "priority": priority or {}, "keep_dates": keep_dates}
    found = level(schedule, demands, capacity, placements=THOROUGH, seed=seed, on_round=on_round, **asked)
    problem = LevellingProblem.of(schedule, demands, capacity, **asked)
    order = _Model(problem, found).solve(seconds, workers, seed)
    if order is None:
        return found
    proposed = problem.outcome(problem.placed_by(order))
    return min(found, proposed, key=lambda levelling: (len(levelling.unresolved), levelling.schedule.finish))


class _Model:
    """The plan as a constraint program: a start and a finish for every vertex, in working minutes of the plan.

    Where a task has another calendar than the plan, its duration is that of its early dates: near enough for an order.
    """

    def __init__(self, problem: LevellingProblem, found: Levelling) -> None:
        from ortools.sat.python import cp_model

        self.solver, self.model = cp_model.CpSolver(), cp_model.CpModel()
        self.generator, self.passes = problem.generator, problem.generator.base
        self.network, self.calendar = self.passes.network, self.passes.calendar
        self.origin = self.calendar.worked(self.passes.floor)
        hint = found.schedule.passes
        self.horizon = self._minutes(max(hint.finish))
        vertices = range(len(self.network.after))
        self.start = [self.model.new_int_var(0, self.horizon, f"start {vertex}") for vertex in vertices]
        self.finish = [self.model.new_int_var(0, self.horizon, f"finish {vertex}") for vertex in vertices]
        for vertex in vertices:
            self._place(vertex)
            self._wait(vertex)
            self.model.add_hint(self.start[vertex], self._minutes(hint.start[vertex]))
            self.model.add_hint(self.finish[vertex], self._minutes(hint.finish[vertex]))
        self._share()
        end = self.model.new_int_var(0, self.horizon, "end")
        self.model.add_max_equality(end, self.finish)
        self.model.minimize(end)

    def solve(self, seconds: float, workers: int, seed: int) -> list[int] | None:
        """Return a start for every vertex, or None where nothing was found."""
        from ortools.sat.python import cp_model

        self.solver.parameters.max_time_in_seconds = seconds
        self.solver.parameters.num_workers = workers
        self.solver.parameters.random_seed = seed
        if self.solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return [self.solver.value(start) for start in self.start]

    def _minutes(self, instant: int) -> int:
        return max(0, self.calendar.worked(instant) - self.origin)

    def _place(self, vertex: int) -> None:
        """Say how start and finish of a vertex belong together."""
        start, finish, model = self.start[vertex], self.finish[vertex], self.model
        below = self.network.children.get(vertex)
        early, late = self._minutes(self.passes.start[vertex]), self._minutes(self.passes.finish[vertex])
        if vertex in self.generator.fixed:
            model.add(start == early)
            model.add(finish == late)
        elif below:
            model.add_min_equality(start, [self.start[child] for child in below])
            model.add_max_equality(finish, [self.finish[child] for child in below])
        else:
            model.add(finish == start + (late - early if vertex < self.network.count else 0))
            bounds = self.passes.bounds.get(self.network.summary.get(vertex, vertex))
            if bounds is not None and bounds.start_low > NEVER:
                model.add(start >= self._minutes(bounds.start_low))
            if bounds is not None and bounds.finish_low > NEVER and vertex < self.network.count:
                model.add(finish >= self._minutes(bounds.finish_low))

    def _wait(self, vertex: int) -> None:
        """Say what a vertex waits for."""
        if vertex in self.generator.fixed:
            return
        for pred in self.network.after[vertex]:
            if pred not in self.network.children.get(vertex, ()):
                self.model.add(self.start[vertex] >= self.finish[pred])
        for arc in self.network.arcs_in.get(vertex, ()):
            point = (self.finish if arc.from_finish else self.start)[arc.pred]
            target = (self.finish if arc.to_finish else self.start)[vertex]
            held_until = self.passes.earliest(arc, self.passes.start, self.passes.finish)
            at = (self.passes.finish if arc.from_finish else self.passes.start)[arc.pred]
            self.model.add(target >= point + self.calendar.worked(held_until) - self.calendar.worked(at))

    def _share(self) -> None:
        """Say what is there of every resource, and what bookings and fixed tasks take of it."""
        intervals: dict[int, list[tuple[IntervalVar, int]]] = {}
        capacity: dict[int, int] = {}
        for vertex, needs in self.generator.needs.items():
            start, finish = self.start[vertex], self.finish[vertex]
            length = self._minutes(self.passes.finish[vertex]) - self._minutes(self.passes.start[vertex])
            interval = self.model.new_interval_var(start, length, finish, f"task {vertex}")
            for need in needs:
                intervals.setdefault(need.resource, []).append((interval, need.units))
                capacity[need.resource] = need.units + need.room
        for resource, taken in intervals.items():
            for begins, ends, units in self.generator.profiles[resource].steps():
                begin, end = self._minutes(begins), min(self._minutes(ends), self.horizon)
                if begin < end:
                    interval = self.model.new_fixed_size_interval_var(begin, end - begin, f"taken {resource} {begin}")
                    taken.append((interval, min(units, capacity[resource])))
            self.model.add_cumulative([one for one, _ in taken], [units for _, units in taken], capacity[resource])
