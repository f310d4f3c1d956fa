"""What a project made from a template would look like: its dates, and how likely they are on its own estimates."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from blueprints.calc.answers import Answers, Freeze
from blueprints.calc.dates import dated, start_day
from blueprints.calc.offsets import offsets
from blueprints.calc.template import Gate, Template
from planning.calc import DAY
from planning.calc.calendars import Calendar, minute_of, moment_of
from planning.calc.schedule import Schedule
from risks.calc.exposure import PROBABILITIES
from risks.calc.pert import ThreePoint
from risks.calc.scores import Kind
from risks.calc.simulation import (
    Distribution,
    Link,
    LinkType,
    Network,
    Options,
    Outcome,
    RiskEvent,
    Task,
    simulate,
)

RUNS: Final = 2_000
EVENT: Final = "the event"
"""Key of the moment at which the event may start; ids of tasks hold no space."""


@dataclass(frozen=True)
class PhaseDates:
    """A phase of the template with its first and last day."""

    code: str
    first: date
    last: date


@dataclass(frozen=True)
class GateDates:
    """A gate on its planned day and on the day that four of five runs keep; `freeze` is the one it falls into."""

    gate: Gate
    day: date
    p80: date
    freeze: Freeze | None


@dataclass(frozen=True)
class Forecast:
    """The dates of the project to be.

    `aim` is the day that counts: the start of the template's event, or the last day where it has none. `chance` is the
    share of runs that reach it in time, `earlier` the working days by which work would have to begin sooner for a
    chance of four in five.
    """

    start: date
    finish: date
    finish_p80: date
    aim: date
    aim_p80: date
    event: str | None
    chance: float
    earlier: int
    phases: tuple[PhaseDates, ...]
    gates: tuple[GateDates, ...]
    aim_freeze: Freeze | None

    @property
    def in_freeze(self) -> bool:
        """Whether the event would go live in a freeze."""
        return self.event is not None and self.aim_freeze is not None


def forecast(answers: Answers, calendar: Calendar) -> Forecast:
    """The forecast of the answers on the working calendar of the project to be."""
    template = answers.tailored
    start = start_day(template, calendar, answers.fixed, answers.day)
    plan = dated(template, calendar, start)
    outcome = _simulated(template)
    aim = plan[template.event].start_day if template.event else plan.finish.date()
    limit, found = _aim(template, outcome)
    return Forecast(
        start=start,
        finish=plan.finish.date(),
        finish_p80=_day(calendar, plan, outcome.finish.p80),
        aim=aim,
        aim_p80=max(aim, _day(calendar, plan, found.p80, opening=template.event is not None)),
        event=template.task[template.event].name if template.event else None,
        chance=found.chance(limit + 1e-3),
        earlier=max(0, math.ceil(found.p80 - limit - 1e-3)),
        phases=tuple(_phases(template, plan)),
        gates=tuple(_gates(template, calendar, plan, outcome, answers.freezes)),
        aim_freeze=_freeze_on(aim, answers.freezes),
    )


def _simulated(template: Template) -> Outcome:
    """Two thousand runs of the template's own estimates and risks, always the same ones."""
    tasks = [Task(task.id, ThreePoint(*map(float, task.duration))) for task in template.tasks]
    links = [
        Link(link.task, task.id, LinkType(link.type), float(link.lag)) for task in template.tasks for link in task.links
    ]
    if template.event:
        event = template.task[template.event]
        tasks.append(Task(EVENT, ThreePoint.fixed(0.0)))
        links += [Link(link.task, EVENT, LinkType(link.type), float(link.lag)) for link in event.links]
    risks = [
        RiskEvent(
            risk.id,
            PROBABILITIES[risk.p],
            ThreePoint(*map(float, risk.delay_d)),
            hits=risk.hits,
            kind=Kind(risk.kind),
        )
        for risk in template.risks
    ]
    watched = [task.id for task in template.tasks if task.gate] + ([EVENT] if template.event else [])
    options = Options(iterations=RUNS, drivers=False)
    return simulate(Network(tuple(tasks), tuple(links)), risks, watch=watched, options=options)


def _aim(template: Template, outcome: Outcome) -> tuple[float, Distribution]:
    """The working day that the plan sets for the aim, and the days on which the runs reach it."""
    if not template.event:
        return outcome.likely_finish, outcome.finish
    starts = {offset.task: offset.start for offset in offsets(template)}
    return float(starts[template.event]), outcome.watched[EVENT]


def _phases(template: Template, plan: Schedule) -> Iterator[PhaseDates]:
    for code in dict.fromkeys(task.phase for task in template.tasks):
        rows = [plan[task.id] for task in template.tasks if task.phase == code]
        yield PhaseDates(code, min(row.start_day for row in rows), max(row.finish_day for row in rows))


def _gates(
    template: Template, calendar: Calendar, plan: Schedule, outcome: Outcome, freezes: Iterable[Freeze]
) -> Iterator[GateDates]:
    at = {task.gate: task.id for task in template.tasks if task.gate}
    for gate in template.gates:
        day = plan[at[gate.id]].finish_day
        p80 = _day(calendar, plan, outcome.watched[at[gate.id]].p80)
        yield GateDates(gate, day, max(day, p80), _freeze_on(day, freezes))


def _day(calendar: Calendar, plan: Schedule, days: float, *, opening: bool = False) -> date:
    """The day on which so many working days after the start of the plan are done, or the next work begins."""
    worked = calendar.worked(minute_of(plan.start)) + math.ceil(days * DAY - 0.5)
    return moment_of(calendar.opening(worked) if opening else calendar.closing(worked)).date()


def _freeze_on(day: date, freezes: Iterable[Freeze]) -> Freeze | None:
    return next((freeze for freeze in freezes if freeze.first <= day <= freeze.last), None)
