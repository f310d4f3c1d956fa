"""Two states of a plan side by side: any two baselines, or a baseline and the plan as it is now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from ecompm.core.errors import Invalid
from planning import working_time
from planning.calc.calendars import Calendar
from planning.loaders import Calendars, load_calendars
from planning.loaders.work import WorkAndCost, load_work, together
from planning.models import Baseline, BaselineTask, Task
from projects.models import Project


class State(NamedTuple):
    """One task in one state of the plan; `start` and `finish` are days, both included.

    `duration` and `work` are working minutes; work and cost are None where they are not recorded or not known.
    """

    task_id: int | None
    number: int
    name: str
    is_summary: bool
    start: date | None
    finish: date | None
    duration: int
    work: int | None = None
    cost: Decimal | None = None


class Compared(NamedTuple):
    """A task in both states, None where it isn't part of one; positive is later, longer, more."""

    was: State | None
    now: State | None
    start_days: int | None = None
    finish_days: int | None = None
    duration_minutes: int | None = None
    work_minutes: int | None = None
    cost_change: Decimal | None = None

    @property
    def shown(self) -> State:
        """The task by its latest name."""
        return self.now or self.was  # type: ignore[return-value]  # one of them is there

    @property
    def change(self) -> str:
        """What became of the task: added, removed, moved, changed (other work or cost on the same days) or same."""
        if self.was is None:
            return "added"
        if self.now is None:
            return "removed"
        if self.start_days or self.finish_days or self.duration_minutes:
            return "moved"
        return "changed" if self.work_minutes or self.cost_change else "same"


@dataclass(frozen=True)
class Comparison:
    """Every task of both states, in the order of the later one and then those that left; `after` None is the plan."""

    before: Baseline
    after: Baseline | None
    rows: tuple[Compared, ...]
    finish_before: date | None
    finish_after: date | None
    finish_days: int | None

    def count(self, change: str) -> int:
        """How many tasks, summaries left aside, were added, removed, moved or changed, or stayed the same."""
        return sum(row.change == change and not row.shown.is_summary for row in self.rows)

    @property
    def totals(self) -> tuple[WorkAndCost | None, WorkAndCost | None]:
        """Work and cost of both states, None of one in which any work is not recorded."""
        return _total(row.was for row in self.rows), _total(row.now for row in self.rows)


def compare(before: Baseline, after: Baseline | None = None, *, with_costs: bool = False) -> Comparison:
    """What differs from the first state to the second, in working days of the project; six queries at most.

    Costs are for who may know them. Raises Invalid for baselines of two projects.
    """
    if after is not None and after.project_id != before.project_id:
        raise Invalid(fields={"to": [_("This baseline belongs to another project.")]})
    calendars = load_calendars([before.project])[before.project_id]
    calendar = calendars.own
    was = _told(_frozen(before), with_costs)
    now = _told(_frozen(after) if after else _live(before.project, calendars), with_costs)
    ended, ends = _finish(was), _finish(now)
    days = working_time.days_between(calendar, ended, ends) if ended and ends else None
    return Comparison(before, after, tuple(_rows(calendar, was, now)), ended, ends, days)


def _rows(calendar: Calendar, was: Mapping[int, State], now: Mapping[int, State]) -> Iterator[Compared]:
    for number, state in now.items():
        yield _compared(calendar, was[number], state) if number in was else Compared(None, state)
    yield from (Compared(state, None) for number, state in was.items() if number not in now)


def _compared(calendar: Calendar, was: State, now: State) -> Compared:
    starts, finishes = _late(calendar, was.start, now.start), _late(calendar, was.finish, now.finish)
    work = None if was.work is None or now.work is None else now.work - was.work
    cost = None if was.cost is None or now.cost is None else now.cost - was.cost
    return Compared(was, now, starts, finishes, now.duration - was.duration, work, cost)


def _told(states: Iterable[State], with_costs: bool) -> dict[int, State]:
    return {state.number: state if with_costs else state._replace(cost=None) for state in states}


def _late(calendar: Calendar, was: date | None, now: date | None) -> int | None:
    return working_time.days_between(calendar, was, now) if was and now else None


def _frozen(baseline: Baseline) -> Iterator[State]:
    rows = BaselineTask.objects.filter(baseline=baseline).order_by("id")
    return (_state(*row) for row in rows.values_list("task_id", *_COLUMNS, "work", "cost"))


def _live(project: Project, calendars: Calendars) -> Iterator[State]:
    work = load_work(project, calendars)
    tasks = Task.objects.of(project).exclude(status=Task.Status.CANCELLED).order_by("position", "id")
    for pk, *row in tasks.values_list("pk", *_COLUMNS):
        known = work.get(pk, WorkAndCost())
        yield _state(pk, *row, known.work, known.cost)  # type: ignore[call-arg]


_COLUMNS = ("number", "name", "is_summary", "start", "finish", "duration")


def _state(
    pk: int | None, number: int, name: str, is_summary: bool, start: datetime | None, finish: datetime | None,
    took: int, work: int | None, cost: Decimal | None,
) -> State:  # fmt: skip
    first, last = start and start.date(), working_time.last_day(start, finish)
    return State(pk, number, name, is_summary, first, last, took, work, cost)


def _finish(states: Mapping[int, State]) -> date | None:
    return max((state.finish for state in states.values() if state.finish and not state.is_summary), default=None)


def _total(states: Iterable[State | None]) -> WorkAndCost | None:
    work = [state for state in states if state and not state.is_summary]
    if not work or any(state.work is None for state in work):
        return None
    return together(WorkAndCost(state.work or 0, state.cost) for state in work)
