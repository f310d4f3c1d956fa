"""From a plan to its dates: the one function the product calls, and the answer it gets."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

import numpy as np

from .calendars import STANDARD, Calendar, minute_of, moment_of, moments_of
from .network import Network
from .passes import Passes
from .plan import PlanError, PlanLink, PlanTask, TaskId


def schedule(
    tasks: Iterable[PlanTask],
    links: Iterable[PlanLink] = (),
    *,
    start: datetime | None = None,
    finish: datetime | None = None,
    calendar: Calendar = STANDARD,
    status_date: datetime | None = None,
    honor_constraints: bool = True,
    critical_threshold: int = 0,
) -> "Schedule":
    """Return the dates and floats of every task.

    With `start` the plan runs forward and every task is as early as it may be; `finish` is then a date the whole plan
    should meet. With `finish` alone it runs back from there and every task is as late as it may be. Work that is not
    done lies after `status_date`, if there is one. With `honor_constraints` a constraint wins over a link and the
    conflict shows as negative float; without, the links win. A task is critical when its total float, in working
    minutes, is at most `critical_threshold`. Raises CircularPlanError, UnknownTaskError, DuplicateTaskError,
    NoWorkingTimeError and UnreachableDateError.
    """
    terms = Terms(start, finish, calendar, status_date, honor_constraints, critical_threshold)
    return scheduled(Network(tuple(tasks), links), terms)


def scheduled(network: Network, terms: "Terms") -> "Schedule":
    """Return the dates and floats of a plan that is a graph already; see `schedule`."""
    start, finish = terms.start, terms.finish
    passes = Passes(network, terms.calendar, terms.status_date, terms.honor_constraints)
    if start is not None:
        passes.forward(minute_of(start))
        end = max(passes.finish, default=minute_of(start))
        horizon = minute_of(finish) if finish is not None else end
    elif finish is not None:
        horizon = minute_of(finish)
        passes.forward(horizon)
        passes.backward(horizon)
        passes.forward(min(passes.late_start, default=horizon))
    else:
        raise PlanError("A plan needs a start or a finish.")
    passes.backward(horizon)
    passes.roll_up(passes.start, passes.finish)
    return Schedule(passes, horizon, terms)


class Terms(NamedTuple):
    """What a plan was scheduled by, beside its tasks and links; see `schedule`."""

    start: datetime | None = None
    finish: datetime | None = None
    calendar: Calendar = STANDARD
    status_date: datetime | None = None
    honor_constraints: bool = True
    critical_threshold: int = 0


class TaskDates(NamedTuple):
    """The result for one task; floats are in working minutes of its calendar."""

    id: TaskId
    start: datetime
    finish: datetime
    early_start: datetime
    early_finish: datetime
    late_start: datetime
    late_finish: datetime
    total_float: int
    free_float: int
    critical: bool

    @property
    def start_day(self) -> date:
        """Return the calendar date the task starts on."""
        return self.start.date()

    @property
    def finish_day(self) -> date:
        """Return the last calendar date the task takes, itself included: a finish at midnight is the eve's."""
        return (self.finish - timedelta(minutes=1) if self.finish > self.start else self.finish).date()


class Schedule:
    """The dates of a plan: a mapping from task to TaskDates, and the plan's own start and finish.

    The columns (`early_start`, `total_float`, ...) are arrays in the order the tasks were given: instants (int64) for
    dates, working minutes for floats. `start_minutes` and `finish_minutes` are where the tasks are put: early, or late
    in a plan that runs back from its finish.
    """

    def __init__(self, passes: Passes, horizon: int, terms: Terms) -> None:
        self.passes, self.network, self.horizon, self.terms = passes, passes.network, horizon, terms
        self.early_start, self.early_finish = self._column(passes.start), self._column(passes.finish)
        late_start, late_finish = passes.late_start[:], passes.late_finish[:]
        passes.roll_up(late_start, late_finish)
        self.late_start, self.late_finish = self._column(late_start), self._column(late_finish)
        self.start_minutes, self.finish_minutes = self.early_start, self.early_finish
        if terms.start is None:
            self.start_minutes, self.finish_minutes = self._as_late_as_possible()
        self.total_float, self.free_float = self._floats()
        self.critical = self.total_float <= terms.critical_threshold
        self.critical[self._done] = False

    @property
    def start(self) -> datetime:
        """Return the moment the first task starts."""
        return moment_of(int(self.start_minutes.min())) if len(self) else moment_of(self.horizon)

    @property
    def finish(self) -> datetime:
        """Return the moment the last task finishes."""
        return moment_of(int(self.finish_minutes.max())) if len(self) else moment_of(self.horizon)

    @property
    def length(self) -> int:
        """Return the working minutes of the plan's calendar from start to finish."""
        return self.passes.calendar.between(self.start, self.finish)

    def again(self, tasks: Iterable[PlanTask]) -> "Schedule":
        """Return the schedule of other tasks under the same links and terms: what would happen if."""
        return schedule(tasks, self.network.links, **self.terms._asdict())

    def __len__(self) -> int:
        return self.network.count

    def __getitem__(self, task: TaskId) -> TaskDates:
        return next(self._read([self.network.index[task]]))

    def __iter__(self) -> Iterator[TaskDates]:
        """Yield the dates of every task in the order given: the way to read all of a large plan."""
        return self._read(slice(None))

    def _read(self, rows: list[int] | slice) -> Iterator[TaskDates]:
        ids = self.network.ids[rows] if isinstance(rows, slice) else [self.network.ids[row] for row in rows]
        early, late = (self.early_start, self.early_finish), (self.late_start, self.late_finish)
        moments = (moments_of(column[rows]) for column in (self.start_minutes, self.finish_minutes, *early, *late))
        figures = (column[rows].tolist() for column in (self.total_float, self.free_float, self.critical))
        return map(TaskDates, ids, *moments, *figures)

    def _column(self, instants: list[int]) -> np.ndarray:
        return np.array(instants[: self.network.count], dtype=np.int64)

    def _as_late_as_possible(self) -> tuple[np.ndarray, np.ndarray]:
        """Return late dates, but early ones for tasks that stay where they are or cannot be as late as wanted."""
        stays = [task.manual_start is not None or task.actual_start is not None for task in self.network.tasks]
        early = np.array(stays, dtype=bool) | (self.early_start > self.late_start)
        start = np.where(early, self.early_start, self.late_start).tolist()
        finish = np.where(early, self.early_finish, self.late_finish).tolist()
        self.passes.roll_up(start, finish)
        return self._column(start), self._column(finish)

    @property
    def _done(self) -> list[int]:
        tasks = self.network.tasks
        return [vertex for vertex in self.passes.bounds if tasks[vertex].actual_finish is not None]

    def _floats(self) -> tuple[np.ndarray, np.ndarray]:
        """Return total and free float, in working minutes of each task's calendar; done tasks have none.

        Total float = late finish - early finish; free float = latest finish that delays no successor - early finish,
        never negative and never more than the total float. A summary has the lesser of its floats at start and end.
        """
        passes, count = self.passes, self.network.count
        asked = self.early_finish.copy()
        asked[list(passes.driven)] = list(passes.driven.values())
        free_until = self._column(passes.free_until)
        total, free = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
        for calendar, rows in self._rows_by_calendar():
            total[rows] = calendar.worked_all(self.late_finish[rows]) - calendar.worked_all(asked[rows])
            free[rows] = calendar.worked_all(free_until[rows]) - calendar.worked_all(asked[rows])
        summaries = list(self.network.children)
        starts = (self.passes.calendar.worked_all(column[summaries]) for column in (self.late_start, self.early_start))
        total[summaries] = np.minimum(total[summaries], next(starts) - next(starts))
        total[self._done] = 0
        return total, np.clip(free, 0, np.maximum(total, 0))

    def _rows_by_calendar(self) -> Iterator[tuple[Calendar, np.ndarray]]:
        calendars = self.passes.calendars
        keys = np.fromiter(map(id, calendars), dtype=np.int64, count=len(calendars))
        for key in np.unique(keys):
            rows = np.flatnonzero(keys == key)
            yield calendars[rows[0]], rows
