"""The plan as a directed graph: who waits for whom, in an order that can be computed in one sweep.

Every task is a vertex. A summary task is two: its own, which is reached when all below it is done, and an entrance
through which all below it must wait; so a link on a summary holds back its whole branch and no link is multiplied.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from functools import cached_property
from typing import NamedTuple

from .plan import CircularPlanError, DuplicateTaskError, PlanLink, PlanTask, TaskId, UnknownTaskError


class Arc(NamedTuple):
    """A link with a lag, or one that is not finish-to-start; vertices instead of task names."""

    pred: int
    succ: int
    from_finish: bool
    to_finish: bool
    lag: int
    kind: str


class Network:
    """The graph of a plan: `order` is topological; plain finish-to-start links are lists of vertices, the rest arcs.

    Vertices below `count` are the tasks in the order given, those from `count` on the entrances of summaries.
    Raises DuplicateTaskError, UnknownTaskError and CircularPlanError.
    """

    def __init__(self, tasks: Sequence[PlanTask], links: Iterable[PlanLink]) -> None:
        self.links, self.count = tuple(links), len(tasks)
        self._read(tasks)
        self.index: dict[TaskId, int] = {task_id: vertex for vertex, task_id in enumerate(self.ids)}
        if len(self.index) < self.count:
            raise DuplicateTaskError(next(task for k, task in enumerate(self.ids) if self.index[task] != k))
        self.children: dict[int, list[int]] = {}
        self.entrance: dict[int, int] = {}
        self.summary: dict[int, int] = {}
        self.after: list[list[int]] = [[] for _ in tasks]
        self.arcs_in: dict[int, list[Arc]] = {}
        self.arcs_out: dict[int, list[Arc]] = {}
        self.begun_by: dict[int, list[int]] = {}
        self._add_outline()
        self._add_links()
        self.order = self._sorted()

    def with_tasks(self, tasks: Sequence[PlanTask]) -> "Network":
        """Return the same graph for the same tasks of which other dates are asked."""
        twin = copy(self)
        twin._read(tasks)
        return twin

    @cached_property
    def before(self) -> list[list[int]]:
        """Return for every vertex those that wait for its finish by a plain link."""
        before: list[list[int]] = [[] for _ in self.after]
        for vertex in self.order:
            for pred in self.after[vertex]:
                before[pred].append(vertex)
        return before

    def leaves(self, vertex: int) -> list[int]:
        """Return the task itself, or the tasks without children below a summary."""
        found, stack = [], [vertex]
        while stack:
            vertex = stack.pop()
            below = self.children.get(vertex)
            if below:
                stack.extend(reversed(below))
            else:
                found.append(vertex)
        return found

    def arc(self, link: PlanLink) -> Arc:
        """Return a link between the vertices of its tasks."""
        pred, succ, type_, lag, kind = link
        return Arc(self.index[pred], self.index[succ], type_[0] == "F", type_[1] == "F", lag, kind)

    def asking(self) -> set[int]:
        """Return the tasks of which more is asked than a duration: a constraint, a deadline, progress, ..."""
        asked = zip(self._asked, PlanTask(None)[4:], strict=True)
        return {
            vertex
            for column, nothing in asked
            if column.count(nothing) < self.count
            for vertex, value in enumerate(column)
            if value != nothing
        }

    def id_of(self, vertex: int) -> TaskId:
        """Return the task a vertex belongs to."""
        return self.ids[self.summary.get(vertex, vertex)]

    def _read(self, tasks: Sequence[PlanTask]) -> None:
        self.tasks = tasks
        columns = tuple(zip(*tasks, strict=True)) or ((),) * len(PlanTask._fields)
        self.ids, self.durations, self.parents, self.calendars, *self._asked = columns

    def _add_outline(self) -> None:
        """Add what the outline says: a branch begins after its entrance and its summary ends after it."""
        for vertex, parent in enumerate(self.parents) if self.parents.count(None) < self.count else ():
            if parent is None:
                continue
            if parent not in self.index:
                raise UnknownTaskError(parent)
            self.children.setdefault(self.index[parent], []).append(vertex)
        self._refuse_circular_outline()
        for summary in self.children:
            self.entrance[summary] = len(self.after)
            self.summary[len(self.after)] = summary
            self.after.append([])
        for summary, below in self.children.items():
            for child in below:
                self.after[self.entrance.get(child, child)].append(self.entrance[summary])
                self.after[summary].append(child)

    def _refuse_circular_outline(self) -> None:
        safe: set[TaskId] = {None}
        for vertex in self.children:
            chain = [self.ids[vertex]]
            while chain[-1] not in safe:
                chain.append(self.parents[self.index[chain[-1]]])
                if chain[-1] in chain[:-1]:
                    raise CircularPlanError(chain[chain.index(chain[-1]) :])
            safe.update(chain)

    def _add_links(self) -> None:
        index, after = self.index, self.after
        waits = {task: self.entrance.get(vertex, vertex) for task, vertex in index.items()} if self.children else index
        try:
            for pred, succ, type_, lag, kind in self.links:
                if type_ == "FS" and not lag:
                    after[waits[succ]].append(index[pred])
                else:
                    self._add_arc(self.arc(PlanLink(pred, succ, type_, lag, kind)))
        except KeyError as unknown:
            raise UnknownTaskError(unknown.args[0]) from None

    def _add_arc(self, link: Arc) -> None:
        """Add a link that is more than "then"; a finish it holds back is that of every task below a summary."""
        ends = self.leaves(link.succ) if link.to_finish else [self.entrance.get(link.succ, link.succ)]
        for succ in ends:
            arc = link._replace(succ=succ)
            self.arcs_in.setdefault(succ, []).append(arc)
            self.arcs_out.setdefault(link.pred, []).append(arc)
        if not link.from_finish and link.pred in self.children:
            for leaf in self.leaves(link.pred):
                self.begun_by.setdefault(leaf, []).append(link.pred)

    def _sorted(self) -> list[int]:
        """Return the vertices so that each comes after all it waits for: last those for which nobody waits."""
        after, arcs_in = self.after, self.arcs_in
        awaited = [0] * len(after)
        for vertex, arcs in self.arcs_out.items():
            awaited[vertex] = len(arcs)
        for preds in after:
            for pred in preds:
                awaited[pred] += 1
        order = [vertex for vertex, count in enumerate(awaited) if not count]
        for vertex in order:
            preds = after[vertex]
            if vertex in arcs_in:
                preds = preds + [arc.pred for arc in arcs_in[vertex]]
            for pred in preds:
                awaited[pred] -= 1
                if not awaited[pred]:
                    order.append(pred)
        if len(order) < len(after):
            raise CircularPlanError(self._circle({vertex for vertex, count in enumerate(awaited) if count}))
        order.reverse()
        return order

    def _circle(self, stuck: set[int]) -> list[TaskId]:
        """Return one circle among the vertices that never became free, in the direction of the links."""
        waits = {succ: self.after[succ] + [arc.pred for arc in self.arcs_in.get(succ, ())] for succ in stuck}
        next_of = {pred: succ for succ, preds in waits.items() for pred in preds}
        path, seen = [min(stuck)], {}
        while path[-1] not in seen:
            seen[path[-1]] = len(path) - 1
            path.append(next_of[path[-1]])
        circle = [self.id_of(vertex) for vertex in path[seen[path[-1]] :]]
        circle = [task for k, task in enumerate(circle) if not k or task != circle[k - 1]]
        return circle if len(circle) > 1 else circle * 2
