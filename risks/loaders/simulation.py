"""What a simulation of a project needs, and the mark that tells whether plan and register are still those."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Count, Max, Q, Sum

from planning.calc.calendars import Calendar
from planning.loaders import TaskRow, load_plan
from planning.models import Task, TaskLink, WorkCalendar
from planning.working_time import Freeze
from projects.models import Project
from risks.calc.exposure import probability_of
from risks.calc.pert import ThreePoint
from risks.calc.scores import Kind
from risks.calc.simulation import Key, Network, Response, RiskEvent
from risks.calc.simulation.network import NOTHING
from risks.loaders.clock import WorkClock
from risks.loaders.groups import load_groups
from risks.loaders.network import Estimate, NetworkOf
from risks.loaders.rates import load_rates
from risks.models import Response as Answer
from risks.models import Risk

PROPOSED = (Risk.Status.PROPOSED, Risk.Status.ASSESSING, Risk.Status.WAITING)
STAFF = {
    "assigned": Count("assignments"),
    "staffed": Max("assignments__updated_at"),
    "rated": Max("assignments__resource__updated_at"),
}
"""Who does the work is part of the mark of a plan: their rates are its cost."""
JUDGED = Count("responses", filter=~Q(responses__effect=Answer.Effect.OPEN))
STARTS_OF_A_MOMENT = (Task.Constraint.SNLT, Task.Constraint.MSO)
LATEST = (Task.Constraint.FNLT, Task.Constraint.MFO)
ENDED_TASKS = (Task.Status.DONE, Task.Status.CANCELLED)


@dataclass(frozen=True)
class Inputs:
    """A plan ready to be simulated. `cutover` is the task whose finish puts the shop live, one of `watch`; `fixed` are
    the days by which open tasks must be finished, `groups` counts groups of tasks that run long together and `priced`
    the open tasks whose labour has a rate."""

    network: Network
    events: list[RiskEvent]
    watch: list[Key]
    cutover: int | None
    open_ids: set[int]
    without_estimate: int
    clock: WorkClock
    calendar: Calendar
    freezes: tuple[Freeze, ...]
    fixed: Mapping[int, date]
    groups: int
    priced: int


def load_inputs(project: Project, *, on: date, include_proposed: bool, correlate_by: str = "none") -> Inputs:
    """The open work of a project seen from a day, with the risks that hit it. ValueError for a plan without tasks."""
    plan = load_plan(project)
    columns = ("pk", "optimistic", "pessimistic", "gate")
    rows = Task.objects.of(project).order_by("position", "id").values_list(*columns)
    together, rates = load_groups(project, correlate_by), load_rates(project)
    estimates, gates = {}, []
    for pk, low, high, gate in rows:
        estimates[pk] = Estimate(low, high, together.get(pk, ""), rates.get(pk, 0.0))
        gates += [pk] if gate else []
    source = NetworkOf(plan, estimates, on)
    open_ids = source.open_ids
    cutover = _cutover(gates, source)
    fixed = {row.id: day for row in source.leaves if row.id in open_ids and (day := fixed_day(row))}
    ends = [pk for pk in (*gates, cutover, *fixed) if pk in open_ids]
    members = Counter(group for pk, group in together.items() if pk in open_ids)
    return Inputs(
        network=source.build(),
        events=load_events(project, open_ids, include_proposed),
        watch=list(dict.fromkeys(ends)),
        cutover=cutover if cutover in open_ids else None,
        open_ids=open_ids,
        without_estimate=source.without_estimate,
        clock=source.clock,
        calendar=plan.calendars.own,
        freezes=plan.calendars.freezes,
        fixed=fixed,
        groups=sum(count > 1 for count in members.values()),
        priced=sum(pk in rates for pk in open_ids),
    )


def fixed_day(row: TaskRow) -> date | None:
    """The day by which a task must be finished: its deadline, or a constraint that lets it be no later."""
    latest = LATEST if row.duration else (*LATEST, *STARTS_OF_A_MOMENT)
    days = [row.deadline, row.constraint_date if row.constraint in latest else None]
    return min((day for day in days if day), default=None)


def load_events(project: Project, open_ids: Collection[int], include_proposed: bool) -> list[RiskEvent]:
    """The open risks with a delay on open tasks or a cost, each with what its open responses would make of it."""
    risks = Risk.objects.of(project).open().order_by("number").prefetch_related("hits", "responses__task")
    if not include_proposed:
        risks = risks.exclude(status__in=PROPOSED)
    events = (_event(risk, [task.pk for task in risk.hits.all() if task.pk in open_ids]) for risk in risks)
    return [event for event in events if event.cost != NOTHING or (event.hits and event.delay != NOTHING)]


def plan_stamps(projects: Collection[Project]) -> Mapping[int, str]:
    """A mark for each project that changes when its plan, calendars or risks are changed, in four queries.

    Scores that move by facts alone leave it: they may follow the very simulation that it is to judge.
    """
    ids = [project.pk for project in projects]
    parts: dict[int, list[Any]] = {
        project.pk: [project.wished_start, project.wished_finish, project.country] for project in projects
    }
    for rows, more in (
        (Task.objects, {"work": Sum("duration"), **STAFF}),
        (TaskLink.objects, {"lag": Sum("lag")}),
        (WorkCalendar.objects, {}),
        (Risk.objects, {"answers": Count("responses"), "answer": Max("responses"), "judged": JUDGED}),
    ):
        figures = {"newest": Max("updated_at"), "count": Count("pk"), **more}
        found = rows.filter(project_id__in=ids).order_by().values("project_id").annotate(**figures)
        for pk, *values in found.values_list("project_id", *figures):
            parts[pk].append([str(value) for value in values])
    return {pk: sha256(repr(part).encode()).hexdigest() for pk, part in parts.items()}


def _event(risk: Risk, hits: list[int]) -> RiskEvent:
    return RiskEvent(
        key=risk.pk,
        probability=probability_of(risk.current_likelihood),
        delay=_three_point(risk.delay_low, risk.delay_likely, risk.delay_high) if hits else NOTHING,
        cost=_three_point(risk.cost_low, risk.cost_likely, risk.cost_high),
        hits=tuple(hits),
        kind=Kind.OPPORTUNITY if risk.is_opportunity else Kind.THREAT,
        response=None if risk.is_opportunity else _response(risk, hits),
    )


def _response(risk: Risk, hits: list[int]) -> Response | None:
    """What is left of a threat once its open responses are done and taken over; None without one. A grade of impact is
    an equal part of the delay and the cost."""
    ahead = [row for row in risk.responses.all() if _is_ahead(row)]
    if not ahead:
        return None
    likelihood = max(risk.current_likelihood - sum(row.lowers_likelihood for row in ahead), 1)
    share = max(risk.impact - sum(row.lowers_impact for row in ahead), 1) / risk.impact
    return Response(
        probability=probability_of(likelihood),
        delay=_three_point(risk.delay_low, risk.delay_likely, risk.delay_high, share) if hits else NOTHING,
        cost=_three_point(risk.cost_low, risk.cost_likely, risk.cost_high, share),
        price=float(sum(row.cost or 0 for row in ahead if row.task.status not in ENDED_TASKS)),
    )


def _is_ahead(row: Answer) -> bool:
    """Whether the effect of a response is still to come: not done yet, or done and not judged."""
    if row.task.status == Task.Status.DONE:
        return bool(row.effect == Answer.Effect.OPEN)
    return bool(row.task.status not in ENDED_TASKS)


def _three_point(low: Any, likely: Any, high: Any, share: float = 1.0) -> ThreePoint:
    if likely is None:
        return NOTHING
    return ThreePoint(*(float(value) * share for value in (low, likely, high)))


def _cutover(gates: list[int], source: NetworkOf) -> int | None:
    """The task that follows the last gate before the one that closes the project, else the milestone of that gate."""
    if not gates:
        return None
    gate = gates[-2] if len(gates) > 1 else gates[-1]
    places = {row.id: place for place, row in enumerate(source.leaves)}
    after = [link.succ for link in source.plan.links if link.pred == gate and link.succ in places]
    return min(after, key=lambda pk: places[pk], default=gate)
