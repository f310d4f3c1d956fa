"""The plan as it is and as it would be, computed by the same engine: finish, gates, critical path, load, cost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from planning import working_time
from planning.calc.load import Capacity, load_by_period
from planning.calc.schedule import Schedule, schedule
from planning.loaders import Plan, load_plan
from planning.loaders.what_if import Team, Tried, load_team, with_changes
from planning.models import Scenario, ScenarioAssignment, ScenarioChange, Task
from planning.services.comparing import Compared, State
from planning.services.scheduling import UNSOLVABLE, explained
from projects.models import Project

WEEK = timedelta(days=7)
FULL = 110
"""Percent of a week's working time up to which a person can cope."""


class Load(NamedTuple):
    """A person's fullest week in percent of its working time, and how many weeks are beyond what one can cope with."""

    peak: int
    overfull: int


@dataclass(frozen=True)
class Figures:
    """What a plan comes to. `gates` (all milestones) and `critical` are by task id, `load` by the keys of a `Team`.

    `cost` is that of the assigned work, None where no rate is known.
    """

    finish: date | None
    working_days: int
    gates: Mapping[int, date]
    critical: tuple[int, ...]
    negative: int
    load: Mapping[int, Load]
    cost: Decimal | None = None

    @property
    def peak(self) -> int:
        """The fullest week of anybody, in percent."""
        return max((one.peak for one in self.load.values()), default=0)

    @property
    def overfull(self) -> int:
        """Weeks of people that are beyond what one can cope with."""
        return sum(one.overfull for one in self.load.values())


@dataclass(frozen=True)
class WhatIf:
    """A scenario beside the plan; `finish_days` are working days later, `rows` the tasks with their dates in both."""

    live: Figures
    then: Figures
    finish_days: int
    rows: tuple[Compared, ...]
    names: Mapping[int, str]
    tasks: Mapping[int, State]

    @property
    def people(self) -> list[tuple[str, Load, Load]]:
        """Everybody who has work in either, with their weeks in both, the fullest first."""
        nothing = Load(0, 0)
        keys = dict.fromkeys([*self.live.load, *self.then.load])
        rows = [(self.names[pk], self.live.load.get(pk, nothing), self.then.load.get(pk, nothing)) for pk in keys]
        return sorted(rows, key=lambda row: (-max(row[1].peak, row[2].peak), row[0]))

    @property
    def moved(self) -> list[Compared]:
        """The tasks whose dates or durations would be others, in plan order."""
        return [row for row in self.rows if row.change != "same"]


def compare_scenarios(project: Project, scenarios: Iterable[Scenario]) -> dict[int, WhatIf]:
    """Each scenario beside the plan, by its id, in as many queries however many there are.

    Raises Invalid for a plan without a solution.
    """
    wanted = [scenario.pk for scenario in scenarios]
    changes = list(ScenarioChange.objects.filter(scenario__in=wanted).select_related("owner"))
    staffing = list(ScenarioAssignment.objects.filter(scenario__in=wanted).order_by("pk"))
    study = _Study(project, changes)
    return {pk: study.compared(_tried(pk, changes, staffing)) for pk in wanted}


def _tried(scenario: int, changes: Iterable[ScenarioChange], staffing: Iterable[ScenarioAssignment]) -> Tried:
    of_tasks: dict[int, list[ScenarioAssignment]] = {}
    for one in staffing:
        if one.scenario_id == scenario:
            of_tasks.setdefault(one.task_id, []).append(one)
    return Tried({one.task_id: one for one in changes if one.scenario_id == scenario}, of_tasks)


class _Study:
    """One plan, looked at under different changes."""

    def __init__(self, project: Project, changes: Iterable[ScenarioChange]) -> None:
        self.plan = load_plan(project)
        self.team = load_team(project, changes)
        self.names = dict(Task.objects.of(project).order_by().values_list("pk", "name"))
        self.live = self._solved(self.plan)
        self.live_states = self._states(self.plan, self.live)
        self.live_figures = self._figures(self.plan, self.live, self.team)

    def compared(self, tried: Tried) -> WhatIf:
        plan, team = with_changes(self.plan, self.team, tried)
        then = self._solved(plan)
        states, figures = self._states(plan, then), self._figures(plan, then, team)
        calendar, live = self.plan.calendars.own, self.live_figures
        both = live.finish is not None and figures.finish is not None
        days = working_time.days_between(calendar, live.finish, figures.finish) if both else 0  # type: ignore[arg-type]
        keys = list(dict.fromkeys([*self.live_states, *states]))
        rows = tuple(self._row(self.live_states.get(pk), states.get(pk)) for pk in keys)
        return WhatIf(live, figures, days, rows, self.team.names, self.live_states | states)

    def _solved(self, plan: Plan) -> Schedule:
        try:
            return schedule(plan.tasks, plan.links, **plan.frame)
        except UNSOLVABLE as error:
            raise explained(error, plan) from error

    def _states(self, plan: Plan, dates: Schedule) -> dict[int, State]:
        """The work of a plan with its dates; nothing cancelled, no summaries."""
        shown = (row for row in plan.rows if not row.is_summary and row.status != Task.Status.CANCELLED)
        return {
            row.id: State(
                row.id, row.number, self.names[row.id], False,
                (found := dates[row.id]).start_day, found.finish_day, row.duration,
            )
            for row in shown
        }  # fmt: skip

    def _row(self, was: State | None, now: State | None) -> Compared:
        if was is None or now is None:
            return Compared(was, now)
        between, calendar = working_time.days_between, self.plan.calendars.own
        starts = between(calendar, was.start, now.start) if was.start and now.start else None
        ends = between(calendar, was.finish, now.finish) if was.finish and now.finish else None
        return Compared(was, now, starts, ends, now.duration - was.duration)

    def _figures(self, plan: Plan, dates: Schedule, team: Team) -> Figures:
        open_rows = [row for row in plan.rows if not row.is_summary and row.status != Task.Status.CANCELLED]
        waiting = [row for row in open_rows if row.status != Task.Status.DONE]
        last = max((dates[row.id].finish_day for row in open_rows), default=None)
        first = min((dates[row.id].start_day for row in open_rows), default=None)
        milestones = (row for row in open_rows if row.kind == Task.Kind.MILESTONE)
        return Figures(
            finish=last,
            working_days=plan.calendars.own.working_days(first, last) if first and last else 0,
            gates={row.id: dates[row.id].finish_day for row in milestones},
            critical=tuple(row.id for row in waiting if dates[row.id].critical),
            negative=sum(dates[row.id].total_float < 0 for row in waiting),
            load=_load(plan, dates, team),
            cost=team.cost(plan, dates),
        )


def _load(plan: Plan, dates: Schedule, team: Team) -> dict[int, Load]:
    """How full the weeks of everybody are, from the week of the first date to that of the last."""
    demands = team.demands(plan)
    if not demands:
        return {}
    bounds = _weeks(dates.start.date(), dates.finish.date())
    asked: Mapping[Any, Any] = load_by_period(dates, demands, bounds)
    return {who: _fullness(minutes, _there(team.capacity[who], bounds)) for who, minutes in asked.items()}


def _there(capacity: Capacity, bounds: Sequence[datetime]) -> Any:
    """Working minutes of somebody by week."""
    minutes = [capacity.calendar.between(a, b) for a, b in pairwise(bounds)]
    return np.array(minutes, dtype=float) * capacity.units / 100


def _fullness(asked: Any, there: Any) -> Load:
    percent = 100 * asked / np.where(there > 0, there, np.inf)
    return Load(round(float(percent.max(initial=0))), int((percent > FULL).sum()))


def _weeks(first: date, last: date) -> Sequence[datetime]:
    monday = datetime.combine(first - timedelta(days=first.weekday()), time())
    return [monday + k * WEEK for k in range((last - monday.date()).days // 7 + 2)]
