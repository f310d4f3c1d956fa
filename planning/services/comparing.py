"""Two states of a plan side by side: any two baselines, or a baseline and the plan as it is now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from ecompm.core.errors import Invalid
from planning import working_time
from planning.calc.calendars import Calendar
from planning.loaders import load_calendars
from planning.models import Baseline, BaselineTask, Task


class State(NamedTuple):
    """One task in one state of the plan; `start` and `finish` are days, both included, `duration` working minutes."""

    task_id: int | None
    number: int
    name: str
    is_summary: bool
    start: date | None
    finish: date | None
    duration: int


class Compared(NamedTuple):
    """A task in both states, None where it isn't part of one; positive days are later, positive minutes longer."""

    was: State | None
    now: State | None
    start_days: int | None = None
    finish_days: int | None = None
    duration_minutes: int | None = None

    @property
    def shown(self) -> State:
        """The task by its latest name."""
        return self.now or self.was  # type: ignore[return-value]  # one of them is there

    @property
    def change(self) -> str:
        """What became of the task: added, removed, moved or same."""
        if self.was is None:
            return "added"
        if self.now is None:
            return "removed"
        return "moved" if self.start_days or self.finish_days or self.duration_minutes else "same"


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
        """How many tasks, summaries left aside, were added, removed or moved, or stayed the same."""
        return sum(row.change == change and not row.shown.is_summary for row in self.rows)


def compare(before: Baseline, after: Baseline | None = None) -> Comparison:
    """What differs from the first state to the second, in working days of the project; three queries, four for plans.

    Raises Invalid for baselines of two projects.
    """
    if after is not None and after.project_id != before.project_id:
        raise Invalid(fields={"to": [_("This baseline belongs to another project.")]})
    calendar = load_calendars([before.project])[before.project_id].own
    was = {state.number: state for state in _frozen(before)}
    now = {state.number: state for state in (_frozen(after) if after else _live(before.project_id))}
    ended, ends = _finish(was), _finish(now)
    days = working_time.days_between(calendar, ended, ends) if ended and ends else None
    return Comparison(before, after, tuple(_rows(calendar, was, now)), ended, ends, days)


def _rows(calendar: Calendar, was: Mapping[int, State], now: Mapping[int, State]) -> Iterator[Compared]:
    for number, state in now.items():
        yield _compared(calendar, was[number], state) if number in was else Compared(None, state)
    yield from (Compared(state, None) for number, state in was.items() if number not in now)


def _compared(calendar: Calendar, was: State, now: State) -> Compared:
    starts, finishes = _late(calendar, was.start, now.start), _late(calendar, was.finish, now.finish)
    return Compared(was, now, starts, finishes, now.duration - was.duration)


def _late(calendar: Calendar, was: date | None, now: date | None) -> int | None:
    return working_time.days_between(calendar, was, now) if was and now else None


def _frozen(baseline: Baseline) -> Iterator[State]:
    rows = BaselineTask.objects.filter(baseline=baseline).order_by("id")
    return (_state(*row) for row in rows.values_list("task_id", *_COLUMNS))


def _live(project_id: int) -> Iterator[State]:
    tasks = Task.objects.filter(project_id=project_id).exclude(status=Task.Status.CANCELLED).order_by("position", "id")
    return (_state(*row) for row in tasks.values_list("pk", *_COLUMNS))


_COLUMNS = ("number", "name", "is_summary", "start", "finish", "duration")


def _state(
    pk: int | None, number: int, name: str, is_summary: bool, start: datetime | None, finish: datetime | None, took: int
) -> State:
    return State(pk, number, name, is_summary, start and start.date(), working_time.last_day(start, finish), took)


def _finish(states: Mapping[int, State]) -> date | None:
    return max((state.finish for state in states.values() if state.finish and not state.is_summary), default=None)
