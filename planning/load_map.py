"""Load over time: rows of people, roles or teams, a column for each week, and the causes of too much."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.calc.load import DayLoad
from planning.loaders.staff import ELSEWHERE, AssignmentRow, ResourceRow, Staff
from planning.models import Resource

WEEK = 7
WEEKS = 13
MOST_WEEKS = 53
GROUPS = {
    "resource": gettext_lazy("Person or thing"),
    "role": gettext_lazy("Role"),
    "team": gettext_lazy("Team"),
}
LIMITS = (80, 100, 110)
"""Percent of capacity at which a cell gets the next of its four shades."""


class Cell(NamedTuple):
    """A row in one week: hours asked and there, and on how many days somebody is asked for too much."""

    week: date
    asked: float
    there: float
    over_days: int

    @property
    def percent(self) -> int | None:
        """Load in percent of capacity; None where there is none."""
        return round(100 * self.asked / self.there) if self.there else None

    @property
    def band(self) -> int:
        """0 without work, else 1 to 4; a week with a day of too much is never below 3."""
        if not self.asked:
            return 0
        if self.percent is None:
            return 4
        return max(1 + sum(self.percent > limit for limit in LIMITS), 3 if self.over_days else 0)


@dataclass(frozen=True)
class Row:
    """One line of the map; `key` names it in addresses, `number` is that of a single resource."""

    key: str
    label: str
    note: str
    number: int | None
    members: tuple[int, ...]
    cells: tuple[Cell, ...]

    @property
    def asked(self) -> float:
        return sum(cell.asked for cell in self.cells)

    @property
    def there(self) -> float:
        return sum(cell.there for cell in self.cells)

    @property
    def over_days(self) -> int:
        return sum(cell.over_days for cell in self.cells)


class CauseTask(NamedTuple):
    """A task that takes part in too much on a day; work of other projects has no number."""

    number: int | None
    name: str
    hours: float


@dataclass(frozen=True)
class DayCause:
    """One day on which a resource is asked for more than it has."""

    day: date
    resource: str
    asked: float
    there: float
    tasks: tuple[CauseTask, ...]


class LoadMap:
    """The load of a project from the Monday on or before a day, over some weeks, grouped as `by` says."""

    def __init__(self, staff: Staff, first: date, weeks: int = WEEKS, by: str = "resource") -> None:
        self.staff, self.by = staff, by if by in GROUPS else "resource"
        self.first = monday(first)
        self.weeks = [self.first + timedelta(days=WEEK * k) for k in range(weeks)]
        self.days: DayLoad = staff.load(self.first, WEEK * weeks)
        self.rows = [self._row(key, members) for key, members in self._groups()]

    @property
    def over_resources(self) -> int:
        """Resources that are asked for too much on some day shown."""
        return sum(bool(self.days.over(one.id).any()) for one in self.staff.resources)

    def row(self, key: str) -> Row | None:
        return next((row for row in self.rows if row.key == key), None)

    def causes(self, row: Row, week: date) -> list[DayCause]:
        """Every day of the week on which a member of the row is asked for too much, with the tasks."""
        names = {one.id: one.name for one in self.staff.resources}
        tasks = {one.task_id: one for one in self.staff.assignments}
        return [cause for member in row.members for cause in self._days(member, names[member], tasks, week)]

    def _days(self, resource: int, name: str, tasks: dict[int, AssignmentRow], week: date) -> Iterable[DayCause]:
        found: dict[date, dict[Any, float]] = {}
        for cause in self.days.causes(resource, week, week + timedelta(days=WEEK - 1)):
            parts = found.setdefault(cause.day, {})
            parts[cause.task] = parts.get(cause.task, 0.0) + cause.minutes
        for day, parts in found.items():
            k = (day - self.first).days
            asked, there = float(self.days.asked[resource][k]) / 60, float(self.days.there[resource][k]) / 60
            yield DayCause(day, name, asked, there, tuple(_tasks(parts, tasks)))

    def _groups(self) -> list[tuple[str, list[ResourceRow]]]:
        groups: dict[str, list[ResourceRow]] = {}
        for one in self.staff.resources:
            groups.setdefault(self._key(one), []).append(one)
        return sorted(groups.items(), key=lambda group: (group[0] == "", self._label(*group).casefold()))

    def _key(self, one: ResourceRow) -> str:
        if self.by == "team":
            return one.team
        if self.by == "role":
            return str(one.role__name or (one.name if one.kind == Resource.Kind.ROLE else ""))
        return str(one.number)

    def _label(self, key: str, members: Sequence[ResourceRow]) -> str:
        if self.by == "resource":
            return members[0].name
        return key or (_("Without a team") if self.by == "team" else _("Without a role"))

    def _row(self, key: str, members: list[ResourceRow]) -> Row:
        single = members[0] if self.by == "resource" else None
        note = str(Resource.Kind(single.kind).label) if single else ", ".join(one.name for one in members)
        ids = tuple(one.id for one in members)
        return Row(key, self._label(key, members), note, single and single.number, ids, tuple(self._cells(ids)))

    def _cells(self, members: Sequence[int]) -> Iterable[Cell]:
        nothing = np.zeros(self.days.days)
        asked = _weekly(sum((self.days.asked.get(one, nothing) for one in members), nothing))
        there = _weekly(sum((self.days.there[one] for one in members), nothing))
        over = _weekly(sum(((self.days.over(one) > 0).astype(float) for one in members), nothing))
        for k, week in enumerate(self.weeks):
            yield Cell(week, round(float(asked[k]) / 60, 1), round(float(there[k]) / 60, 1), int(over[k]))


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def as_json(found: LoadMap) -> dict[str, Any]:
    """The map for the API: hours by week."""
    return {
        "by": found.by,
        "weeks": found.weeks,
        "rows": [
            {
                "key": row.key,
                "label": row.label,
                "resource_ids": list(row.members),
                "cells": [{**cell._asdict(), "percent": cell.percent} for cell in row.cells],
            }
            for row in found.rows
        ],
    }


def _weekly(days: np.ndarray) -> np.ndarray:
    return days.reshape(-1, WEEK).sum(axis=1)


def _tasks(parts: dict[Any, float], rows: dict[int, AssignmentRow]) -> Iterable[CauseTask]:
    """The tasks of a day, the longest first; all work of other projects is one."""
    for task, minutes in sorted(parts.items(), key=lambda part: -part[1]):
        if task == ELSEWHERE:
            yield CauseTask(None, _("Other projects"), minutes / 60)
        else:
            yield CauseTask(rows[task].task__number, rows[task].task__name, minutes / 60)
