"""What a change moves in the plan, told in working days."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from planning import working_time
from planning.loaders import Calendars
from planning.models import Task
from planning.services.scheduling import Change, Outcome


class Moved(NamedTuple):
    """A task whose finish moved; `days` are working days of the project, positive is later."""

    id: int
    number: int
    is_milestone: bool
    days: int
    finish: date


@dataclass(frozen=True)
class Ripple:
    """The effect of one change on the plan. `float_left` is the changed task's total float in working minutes.

    `complete` is false where the plan is too large to be computed with the change: the recalculation follows.
    """

    task_id: int
    moved: tuple[Moved, ...] = ()
    finish_before: date | None = None
    finish_after: date | None = None
    finish_days: int = 0
    float_left: int | None = None
    complete: bool = True

    @classmethod
    def none(cls, task: Task) -> "Ripple":
        return cls(task.pk)

    @property
    def others(self) -> tuple[Moved, ...]:
        """The moved tasks without the changed one."""
        return tuple(one for one in self.moved if one.id != self.task_id)

    @property
    def milestones(self) -> tuple[Moved, ...]:
        return tuple(one for one in self.others if one.is_milestone)

    def as_json(self) -> dict[str, Any]:
        """The ripple for the API: days are working days, dates inclusive."""
        return {
            "complete": self.complete,
            "moved": [one._asdict() for one in self.moved],
            "finish_before": self.finish_before,
            "finish_after": self.finish_after,
            "finish_days": self.finish_days,
            "float_left_minutes": self.float_left,
        }


def ripple_of(outcome: Outcome | None, task: Task) -> Ripple:
    """The ripple of a change to `task` from the plan computed after it."""
    if outcome is None:
        return Ripple(task.pk, complete=False)
    calendars, rows = outcome.plan.calendars, outcome.plan.rows
    moved = [found for change in outcome.changes if (found := _moved(change, calendars)) is not None]
    before = max((finish for row in rows if (finish := row.finish)), default=None)
    last = outcome.finish
    return Ripple(
        task.pk,
        tuple(sorted(moved, key=lambda one: -abs(one.days))),
        before and before.date(),
        last and last.date(),
        working_time.days_between(calendars.own, before.date(), last.date()) if before and last else 0,
        next((c.after.total_float for c in outcome.changes if c.after.id == task.pk), task.total_float),
    )


def _moved(change: Change, calendars: Calendars) -> Moved | None:
    """The move of one task, None where only floats or progress changed. Summaries follow from their parts."""
    before, after = change
    was, now = working_time.last_day(before.start, before.finish), working_time.last_day(after.start, after.finish)
    if was is None or now is None or was == now or after.is_summary:
        return None
    days = working_time.days_between(calendars.own, was, now)
    return Moved(after.id, after.number, after.kind == Task.Kind.MILESTONE, days, now)
