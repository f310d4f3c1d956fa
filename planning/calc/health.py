"""The 14 checks of a plan's health that the US Defense Contract Management Agency made common.

Thresholds are the usual ones; "long" (44 working days there) is an argument because shop projects are shorter.
Summaries are not judged, and of finished tasks only their dates.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from .paths import longest_path
from .plan import Constraint, PlanLink, PlanTask, TaskId
from .schedule import Schedule


class HealthCheck(StrEnum):
    """The checks, in the order in which they are numbered from 1."""

    LOGIC = "logic"
    LEADS = "leads"
    LAGS = "lags"
    RELATIONSHIPS = "relationships"
    HARD_CONSTRAINTS = "hard_constraints"
    HIGH_FLOAT = "high_float"
    NEGATIVE_FLOAT = "negative_float"
    HIGH_DURATION = "high_duration"
    INVALID_DATES = "invalid_dates"
    RESOURCES = "resources"
    MISSED_TASKS = "missed_tasks"
    CRITICAL_PATH_TEST = "critical_path_test"
    CRITICAL_PATH_LENGTH_INDEX = "critical_path_length_index"
    BASELINE_EXECUTION_INDEX = "baseline_execution_index"


class Finding(NamedTuple):
    """The result of one check.

    `value` is a share of what was judged (0 to 1) or an index, None where there was nothing to judge; `limit` is the
    most that is healthy, the least for indices, the critical path test and the share of finish-to-start links. `tasks`
    and `links` are the offenders.
    """

    check: HealthCheck
    value: float | None
    limit: float
    healthy: bool | None
    tasks: tuple[TaskId, ...] = ()
    links: tuple[PlanLink, ...] = ()


def examine(
    schedule: Schedule,
    *,
    status_date: datetime,
    with_resources: Collection[TaskId] = (),
    baseline_finish: Mapping[TaskId, datetime] | None = None,
    target_finish: datetime | None = None,
    long_minutes: int = 44 * 480,
    left_out: Collection[TaskId] = (),
) -> list[Finding]:
    """Return the 14 findings, in order.

    `with_resources` are the tasks somebody is assigned to, `baseline_finish` the finishes of the baseline (none: the
    last checks have nothing to judge), `target_finish` the date the plan is to meet (default: its own finish or the
    one it was scheduled against), `long_minutes` what counts as a long duration or a large float, `left_out`
    tasks that are not judged: what recurs follows the calendar and no logic.
    """
    work = _Work(schedule, status_date, left_out)
    baseline = baseline_finish or {}
    return [
        _logic(work),
        *_links(work),
        _tasks(HealthCheck.HARD_CONSTRAINTS, 0.05, work.open, [t for t in work.open if t.constraint in _HARD]),
        _tasks(HealthCheck.HIGH_FLOAT, 0.05, work.open, [t for t in work.open if work.float_of(t) > long_minutes]),
        _tasks(HealthCheck.NEGATIVE_FLOAT, 0.0, work.open, [t for t in work.open if work.float_of(t) < 0]),
        _tasks(HealthCheck.HIGH_DURATION, 0.05, work.open, [t for t in work.open if t.duration_min > long_minutes]),
        _tasks(HealthCheck.INVALID_DATES, 0.0, work.leaves, [t for t in work.leaves if work.is_out_of_time(t)]),
        _resources(work, with_resources),
        _missed(work, baseline),
        _critical_path_test(work),
        _critical_path_length_index(work, target_finish),
        _baseline_execution_index(work, baseline),
    ]


_HARD = (Constraint.MSO, Constraint.MFO, Constraint.SNLT, Constraint.FNLT)
_TEST_MINUTES = 600 * 480


class _Work:
    """The tasks to be judged: `leaves` are no summaries, `open` not finished either."""

    def __init__(self, schedule: Schedule, status_date: datetime, left_out: Collection[TaskId]) -> None:
        self.schedule, self.status_date = schedule, status_date
        self.dates = {dates.id: dates for dates in schedule}
        network = schedule.network
        leaves = (task for row, task in enumerate(network.tasks) if row not in network.children)
        self.leaves = [task for task in leaves if task.id not in left_out]
        self.open = [task for task in self.leaves if task.actual_finish is None]

    def float_of(self, task: PlanTask) -> int:
        return self.dates[task.id].total_float

    def is_out_of_time(self, task: PlanTask) -> bool:
        """Return whether the task is said to have happened in the future or is planned in the past.

        What happens is reported by the day, so anything of the status date's own day has happened.
        """
        actual = (task.actual_start, task.actual_finish)
        if any(moment is not None and moment.date() > self.status_date.date() for moment in actual):
            return True
        dates = self.dates[task.id]
        planned = dates.finish if task.actual_start else dates.start
        return task.actual_finish is None and planned < self.status_date


def _tasks(check: HealthCheck, limit: float, judged: Sequence[PlanTask], offenders: Iterable[PlanTask]) -> Finding:
    """Return the finding that at most a share of the judged tasks offends."""
    tasks = tuple(task.id for task in offenders)
    share = len(tasks) / len(judged) if judged else None
    return Finding(check, share, limit, None if share is None else share <= limit, tasks)


def tied_in(schedule: Schedule) -> tuple[set[TaskId], set[TaskId]]:
    """Return the tasks with a predecessor and those with a successor, by links of their own or of their summaries."""
    network = schedule.network
    preceded: set[TaskId] = set()
    followed: set[TaskId] = set()
    for link in network.links:
        followed.update(network.ids[leaf] for leaf in network.leaves(network.index[link.pred]))
        preceded.update(network.ids[leaf] for leaf in network.leaves(network.index[link.succ]))
    return preceded, followed


def _logic(work: _Work) -> Finding:
    """Judge tasks without predecessor or successor; the one that begins the plan and the one that ends it may be so.

    Links of a summary count for all tasks below it.
    """
    preceded, followed = tied_in(work.schedule)
    no_pred = [task for task in work.open if task.id not in preceded and task.actual_start is None]
    no_succ = [task for task in work.open if task.id not in followed]
    first = min(no_pred, key=lambda task: work.dates[task.id].start, default=None)
    last = max(no_succ, key=lambda task: work.dates[task.id].finish, default=None)
    dangling = {task.id for task in no_pred if task != first} | {task.id for task in no_succ if task != last}
    return _tasks(HealthCheck.LOGIC, 0.05, work.open, [task for task in work.open if task.id in dangling])


def _links(work: _Work) -> Iterator[Finding]:
    """Judge leads, lags and the share of finish-to-start links, among links whose successor is not finished."""
    tasks, index = work.schedule.network.tasks, work.schedule.network.index
    links = [link for link in work.schedule.network.links if tasks[index[link.succ]].actual_finish is None]
    leads = tuple(link for link in links if link.lag < 0)
    lags = tuple(link for link in links if link.lag > 0)
    others = tuple(link for link in links if link.type != "FS")
    for check, limit, offenders in ((HealthCheck.LEADS, 0.0, leads), (HealthCheck.LAGS, 0.05, lags)):
        share = len(offenders) / len(links) if links else None
        yield Finding(check, share, limit, None if share is None else share <= limit, links=offenders)
    share = 1 - len(others) / len(links) if links else None
    yield Finding(HealthCheck.RELATIONSHIPS, share, 0.9, None if share is None else share >= 0.9, links=others)


def _resources(work: _Work, with_resources: Collection[TaskId]) -> Finding:
    judged = [task for task in work.open if task.duration_min]
    return _tasks(HealthCheck.RESOURCES, 0.0, judged, [task for task in judged if task.id not in with_resources])


def _missed(work: _Work, baseline: Mapping[TaskId, datetime]) -> Finding:
    """Judge tasks that by the baseline would be finished: did they, or will they, finish later than it says?"""
    due = _due(work, baseline)
    late = [task for task in due if work.dates[task.id].finish > baseline[task.id]]
    return _tasks(HealthCheck.MISSED_TASKS, 0.05, due, late)


def _due(work: _Work, baseline: Mapping[TaskId, datetime]) -> list[PlanTask]:
    return [task for task in work.leaves if task.id in baseline and baseline[task.id] <= work.status_date]


def _critical_path_test(work: _Work) -> Finding:
    """Delay one open task of the longest path by 600 days: a plan that hangs together ends as much later.

    The value is the share of the delay that reaches the finish; the offender is the task that was delayed in vain.
    """
    schedule, open_ids = work.schedule, {task.id for task in work.open}
    delayed = next((task for task in longest_path(schedule) if task in open_ids), None)
    if delayed is None:
        return Finding(HealthCheck.CRITICAL_PATH_TEST, None, 1.0, None)
    after = schedule.again(_delayed(task) if task.id == delayed else task for task in schedule.network.tasks)
    between = schedule.passes.calendar.between
    delay = between(*after[delayed][1:3]) - between(*schedule[delayed][1:3])
    share = (after.length - schedule.length) / delay if delay > 0 else 0.0
    return Finding(HealthCheck.CRITICAL_PATH_TEST, share, 1.0, share >= 1, () if share >= 1 else (delayed,))


def _delayed(task: PlanTask) -> PlanTask:
    remaining = None if task.remaining_min is None else task.remaining_min + _TEST_MINUTES
    return task._replace(duration_min=task.duration_min + _TEST_MINUTES, remaining_min=remaining)


def _critical_path_length_index(work: _Work, target_finish: datetime | None) -> Finding:
    """Return (length left + float) / length left; the float is to the target, without one the least of any task."""
    schedule, between = work.schedule, work.schedule.passes.calendar.between
    length = between(max(work.status_date, schedule.start), schedule.finish)
    if not work.open or length <= 0:
        return Finding(HealthCheck.CRITICAL_PATH_LENGTH_INDEX, None, 0.95, None)
    least = min(map(work.float_of, work.open))
    spare = least if target_finish is None else between(schedule.finish, target_finish)
    index = (length + spare) / length
    tasks = tuple(longest_path(schedule)) if index < 0.95 else ()
    return Finding(HealthCheck.CRITICAL_PATH_LENGTH_INDEX, index, 0.95, index >= 0.95, tasks)


def _baseline_execution_index(work: _Work, baseline: Mapping[TaskId, datetime]) -> Finding:
    """Return tasks finished / tasks the baseline wanted finished; offenders are those it wanted and that are open."""
    due = _due(work, baseline)
    if not due:
        return Finding(HealthCheck.BASELINE_EXECUTION_INDEX, None, 0.95, None)
    index = (len(work.leaves) - len(work.open)) / len(due)
    late = tuple(task.id for task in due if task.actual_finish is None)
    return Finding(HealthCheck.BASELINE_EXECUTION_INDEX, index, 0.95, index >= 0.95, late)
