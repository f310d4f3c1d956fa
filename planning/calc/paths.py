"""Why a task lies where it lies: what drives it, what it must not delay, which links it breaks."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from .calendars import moment_of
from .plan import PlanLink, PlanTask, TaskId
from .schedule import Schedule


class Cause(NamedTuple):
    """What a late date comes from: a "deadline" or "constraint" of `task`, or the "finish" of the plan (no task).

    `path` leads from the task in question along the links to the task that causes it.
    """

    kind: str
    task: TaskId | None
    moment: datetime
    path: list[TaskId]


def longest_path(schedule: Schedule) -> list[TaskId]:
    """Return the tasks that together set the finish of the plan, first to last; float plays no part."""
    finish, children = schedule.passes.finish, schedule.network.children
    leaves = [vertex for vertex in range(len(schedule)) if vertex not in children]
    end = max((finish[vertex] for vertex in leaves), default=0)
    return _driving(schedule, [vertex for vertex in leaves if finish[vertex] == end])


def driving_path(schedule: Schedule, task: TaskId) -> list[TaskId]:
    """Return the tasks that together set the dates of one, first to last, with the task itself at the end."""
    return _driving(schedule, [schedule.network.index[task]])


def cause_of_late_dates(schedule: Schedule, task: TaskId) -> Cause:
    """Return what sets the late dates of a task; where its float is negative, this is what it endangers."""
    network = schedule.network
    vertex, path = network.index[task], [task]
    while True:
        moment, kind, succ = min(_limits(schedule, vertex))
        if kind in _OWN:
            return Cause(kind, network.id_of(vertex), moment_of(moment), path)
        if kind == "finish":
            return Cause(kind, None, moment_of(moment), path)
        vertex = succ
        if network.id_of(vertex) != path[-1]:
            path.append(network.id_of(vertex))


def broken_links(schedule: Schedule) -> list[PlanLink]:
    """Return the links that the dates do not respect: of tasks that are manual, have begun or keep a constraint."""
    passes, network = schedule.passes, schedule.network
    start, finish = schedule.start_minutes.tolist(), schedule.finish_minutes.tolist()
    broken = []
    for link in network.links:
        arc = network.arc(link)
        worked = passes.calendars[arc.succ].worked
        held_until = passes.earliest(arc, start, finish)
        if worked(held_until) > worked((finish if arc.to_finish else start)[arc.succ]):
            broken.append(link)
    return broken


_OWN = ("constraint", "deadline")


def _limits(schedule: Schedule, vertex: int) -> Iterator[tuple[int, str, int]]:
    """Yield what keeps a vertex from finishing later: the instant, its kind, and the vertex it comes from."""
    passes, network = schedule.passes, schedule.network
    bounds = passes.bounds.get(vertex)
    if bounds is not None:
        yield bounds.deadline, "deadline", vertex
        yield bounds.finish_high, "constraint", vertex
        yield passes.finish_if_begun_on(vertex, bounds.start_high), "constraint", vertex
    yield schedule.horizon, "finish", vertex
    for succ in network.before[vertex]:
        yield passes.late_start[succ], "link", succ
    for succ, latest, _ in passes.arc_limits(vertex):
        yield latest, "link", succ


def _driving(schedule: Schedule, vertices: list[int]) -> list[TaskId]:
    """Return the leaves among the given vertices and all that, step by step back, set their dates."""
    network = schedule.network
    seen = set(vertices)
    stack = list(vertices)
    while stack:
        new = set(_drivers(schedule, stack.pop())) - seen
        seen |= new
        stack += new
    return [
        network.ids[vertex]
        for vertex in network.order
        if vertex in seen and vertex < network.count and vertex not in network.children
    ]


def _drivers(schedule: Schedule, vertex: int) -> Iterator[int]:
    """Yield the vertices whose dates leave this one no room to be earlier."""
    passes, network = schedule.passes, schedule.network
    start, finish = passes.start, passes.finish
    if vertex in network.children:
        yield from (child for child in network.children[vertex] if finish[child] == finish[vertex])
        return
    if vertex in passes.bounds and _stays(network.tasks[vertex]):
        return
    worked = (passes.calendars[vertex] if vertex < network.count else passes.calendar).worked
    yield from (pred for pred in network.after[vertex] if worked(finish[pred]) >= worked(start[vertex]))
    for arc in network.arcs_in.get(vertex, ()):
        held_until = passes.earliest(arc, start, finish)
        if worked(held_until) < worked((finish if arc.to_finish else start)[vertex]):
            continue
        if arc.from_finish or arc.pred not in network.children:
            yield arc.pred
        else:
            yield from (leaf for leaf in network.leaves(arc.pred) if start[leaf] == start[arc.pred])


def _stays(task: PlanTask) -> bool:
    """Return whether a task is where it is whatever its predecessors do."""
    return task.manual_start is not None or task.actual_start is not None or task.actual_finish is not None
