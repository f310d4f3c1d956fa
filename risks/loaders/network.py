"""The open work of a plan as a network that can be simulated.

Days are working days of the project's calendar. What is done stands where it was done; what runs takes the time since
its start and what remains; what is still to do can't begin before the day from which the plan is seen. A link or a
constraint of a summary acts through a node at its begin or its end, for the tasks below it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import NamedTuple

from planning.calc.plan import Constraint, PlanLink, PlanTask, TaskId
from planning.loaders import Plan, TaskRow
from planning.models import Task
from risks.calc.pert import ThreePoint
from risks.calc.simulation import Key, Link, LinkType, Network
from risks.calc.simulation import Task as Activity
from risks.loaders.clock import WorkClock

BEGIN, END = "begin", "end"
FROM_START = (LinkType.SS, LinkType.SF)
TO_FINISH = (LinkType.FF, LinkType.SF)
STARTS = (Constraint.SNET, Constraint.MSO)
FINISHES = (Constraint.FNET, Constraint.MFO)


class Estimate(NamedTuple):
    """What a task carries beside its place in the plan: bounds in minutes, the group of tasks that it runs long with,
    and what a working minute of it costs."""

    optimistic: int | None
    pessimistic: int | None
    group: str = ""
    rate: float = 0.0


class NetworkOf:
    """The network of one plan, seen from a day."""

    def __init__(self, plan: Plan, estimates: Mapping[int, Estimate], on: date) -> None:
        self.plan, self.estimates = plan, estimates
        self.rows: dict[TaskId, TaskRow] = {row.id: row for row in plan.rows}
        self.tasks: dict[TaskId, PlanTask] = {row.id: task for row, task in zip(plan.rows, plan.tasks, strict=True)}
        self.clock = WorkClock(plan.calendars.own, self._first_day(on))
        self.today = self.clock.after(datetime.combine(on, time()))
        self.leaves = [row for row in plan.rows if not row.is_summary]

    def build(self) -> Network:
        """Return the network. Raises ValueError for a plan without tasks."""
        activities = [self._activity(row) for row in self.leaves]
        links = [link for stored in self.plan.links if (link := self._link(stored))]
        nodes, inner = self._summary_nodes({key for link in links for key in (link.predecessor, link.successor)})
        return Network((*activities, *nodes), (*links, *inner))

    def is_open(self, row: TaskRow) -> bool:
        """Whether the task is work that is still ahead or under way."""
        closed = (Task.Status.DONE, Task.Status.CANCELLED)
        return not row.is_summary and row.status not in closed and self.tasks[row.id].actual_finish is None

    @property
    def open_ids(self) -> set[int]:
        return {row.id for row in self.leaves if self.is_open(row)}

    @property
    def without_estimate(self) -> int:
        """How many open tasks have one duration instead of three, and so no doubt in the simulation."""
        return sum(row.id in self.open_ids and row.duration > 0 and self.duration(row).is_fixed for row in self.leaves)

    def duration(self, row: TaskRow) -> ThreePoint:
        """The whole duration of a task in working days of the project."""
        likely = self.tasks[row.id].duration_min
        bounds = self.estimates[row.id]
        low = min(likely, likely if bounds.optimistic is None else bounds.optimistic)
        high = max(likely, likely if bounds.pessimistic is None else bounds.pessimistic)
        share = self._share_of_own_calendar(row)
        return ThreePoint(*(self.clock.length(minutes) * share for minutes in (low, likely, high if likely else 0)))

    def _first_day(self, on: date) -> date:
        days = [row.start.date() for row in self.plan.rows if row.start]
        days += [row.actual_start for row in self.plan.rows if row.actual_start]
        if self.plan.start:
            days.append(self.plan.start.date())
        return min(days, default=on)

    def _activity(self, row: TaskRow) -> Activity:
        task, duration = self.tasks[row.id], self.duration(row)
        group, rate = self.estimates[row.id].group, self.estimates[row.id].rate * self.clock.day_minutes
        if not self.is_open(row) and task.duration_min:
            start, finish = self._done(row, task)
            return Activity(row.id, ThreePoint.fixed(max(finish - start, 0)), not_before=start)
        if task.actual_start is not None:
            start = self.clock.after(task.actual_start)
            return Activity(row.id, self._begun(task, duration, start), not_before=start, group=group, rate=rate)
        not_before = self._earliest(row, task, duration)
        return Activity(row.id, duration, not_before=not_before, group=group, rate=rate)

    def _done(self, row: TaskRow, task: PlanTask) -> tuple[float, float]:
        finish = task.actual_finish or row.finish
        start = task.actual_start or row.start or finish
        return (self.clock.after(start), self.clock.after(finish)) if start and finish else (0.0, 0.0)

    def _begun(self, task: PlanTask, whole: ThreePoint, start: float) -> ThreePoint:
        """The time since the start, and what remains with the doubt of the whole."""
        left = (task.remaining_min or 0) / task.duration_min if task.duration_min else 0.0
        passed = max(self.today - start, 0.0)
        return ThreePoint(*(passed + left * days for days in (whole.optimistic, whole.likely, whole.pessimistic)))

    def _earliest(self, row: TaskRow, task: PlanTask, duration: ThreePoint) -> float:
        bounds = [self.today if self.is_open(row) else 0.0]
        if task.manual_start is not None:
            bounds.append(self.clock.after(task.manual_start))
        if task.not_before is not None:
            bounds.append(self.clock.after(task.not_before))
        if task.constraint_date is not None and task.constraint in STARTS:
            bounds.append(self.clock.after(task.constraint_date))
        if task.constraint_date is not None and task.constraint in FINISHES:
            bounds.append(self.clock.after(task.constraint_date) - duration.likely)
        return max(bounds)

    def _share_of_own_calendar(self, row: TaskRow) -> float:
        """Working time of the project that passes in a minute of the task's own calendar, as it is scheduled now."""
        as_project = self.plan.calendars.of_task(row.id, row.calendar_id) is self.plan.calendars.own
        if as_project or not row.duration or row.start is None or row.finish is None:
            return 1.0
        return self.plan.calendars.own.between(row.start, row.finish) / row.duration

    def _link(self, link: PlanLink) -> Link | None:
        """The link between the nodes it acts on; none where its successor has begun and so waits no more."""
        kind = LinkType(link.type)
        successor = self.tasks[link.succ]
        if successor.actual_finish or (successor.actual_start and kind not in TO_FINISH):
            return None
        before = self._node(link.pred, BEGIN if kind in FROM_START else END)
        after = self._node(link.succ, END if kind in TO_FINISH else BEGIN)
        return Link(before, after, kind, self._lag(link))

    def _node(self, task: TaskId, end: str) -> Key:
        row = self.rows[task]
        return f"{end}:{row.id}" if row.is_summary else row.id

    def _lag(self, link: PlanLink) -> float:
        if link.lag_kind == "elapsed":
            return self.clock.elapsed(link.lag)
        if link.lag_kind == "percent":
            return self.clock.length(self.rows[link.pred].duration * link.lag / 100)
        return self.clock.length(link.lag)

    def _summary_nodes(self, used: set[Key]) -> tuple[list[Activity], list[Link]]:
        nodes: list[Activity] = []
        links: list[Link] = []
        below = self._leaves_below()
        for row in self.plan.rows:
            held = row.is_summary and self._holds_back(row)
            for end in (BEGIN, END):
                key = f"{end}:{row.id}"
                if row.is_summary and (key in used or (held and end == BEGIN)):
                    not_before = self._earliest(row, self.tasks[row.id], ThreePoint.fixed(0)) if end == BEGIN else 0.0
                    nodes.append(Activity(key, ThreePoint.fixed(0), not_before=not_before))
                    links += self._inner(key, end, below[row.id])
        return nodes, links

    def _holds_back(self, row: TaskRow) -> bool:
        return row.constraint in STARTS and self.tasks[row.id].constraint_date is not None

    def _inner(self, key: Key, end: str, leaves: list[int]) -> Iterator[Link]:
        for leaf in leaves:
            if end == END:
                yield Link(leaf, key)
            elif not self.tasks[leaf].actual_start and not self.tasks[leaf].actual_finish:
                yield Link(key, leaf)

    def _leaves_below(self) -> dict[int, list[int]]:
        below: dict[int, list[int]] = {row.id: [] for row in self.plan.rows if row.is_summary}
        for row in self.leaves:
            above = row.parent_id
            while above is not None:
                below[above].append(row.id)
                above = self.rows[above].parent_id
        return below
