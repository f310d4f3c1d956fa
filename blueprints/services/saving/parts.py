"""What stands around the plan of a project, as parts of a template: roles, gates, requirements, risks, KPIs."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final, cast

from blueprints.calc.rows import communication_of as communication_line
from blueprints.calc.rows import statement_of
from blueprints.calc.template import (
    Approvers,
    Communication,
    Criterion,
    Gate,
    Indicator,
    Kpi,
    Number,
    Requirement,
    Risk,
    Role,
    ThreePoint,
)
from blueprints.services.saving.ids import Ids
from kpis.models import Kpi as KpiRow
from lifecycle.models import Criterion as CriterionRow
from lifecycle.models import Gate as GateRow
from projects.models import Project
from risks.models import Risk as RiskRow

TYPES: Final = {"quality": "nonfunctional", "constraint": "nonfunctional", "business": "functional"}
THREATS: Final = frozenset({"avoid", "reduce", "transfer", "accept"})
CHANCES: Final = frozenset({"exploit", "enhance", "share", "accept"})


def roles_of(project: Project) -> tuple[Role, ...]:
    """The roles of the project, the manager's alone where there are none."""
    rows = [Role(code=row.code, name=row.name, side=cast(Any, str(row.side))) for row in project.roles.order_by("id")]
    return tuple(rows) or (Role(code="PM", name="Project manager", side="internal"),)


def manager_among(roles: Iterable[Role]) -> str:
    """The role that stands in where a task or a gate names none: the project manager's, else the first."""
    codes = [role.code for role in roles]
    return "PM" if "PM" in codes else codes[0]


def gates_of(gates: Iterable[GateRow], ids: Mapping[int, str], manager: str) -> tuple[Gate, ...]:
    """The gates with their criteria; what a person confirms stays a confirmation."""
    found = []
    for gate in gates:
        roles = tuple(row.code for row in sorted(gate.approvers.all(), key=lambda row: row.pk)) or (manager,)
        quorum = min(max(gate.quorum, 1), len(roles))
        criteria = tuple(
            Criterion(
                id=f"{ids[gate.pk]}.{place}",
                kind=cast(Any, str(row.kind)),
                must=row.is_must,
                text=row.text,
                expr="" if row.kind == CriterionRow.Kind.MANUAL else row.expression,
            )
            for place, row in enumerate(gate.criteria.all(), start=1)
        )
        found.append(
            Gate(id=ids[gate.pk], name=gate.name, approvers=Approvers(roles=roles, quorum=quorum), criteria=criteria)
        )
    return tuple(found)


def requirements_of(project: Project, tasks: Mapping[int, str]) -> tuple[Requirement, ...]:
    rows = list(project.requirements.exclude(status__in=("rejected", "deferred")).prefetch_related("tasks"))
    ids = Ids().all(rows, "R")
    return tuple(
        Requirement(
            id=ids[row.pk],
            type=cast(Any, TYPES.get(row.type, row.type)),
            moscow=cast(Any, row.priority),
            text=(row.need if row.title.endswith("…") and row.need else row.title)[:4000],
            acceptance=row.acceptance[:4000],
            traces=tuple(tasks[task.pk] for task in row.tasks.all() if task.pk in tasks),
        )
        for row in rows
    )


def risks_of(project: Project, tasks: Mapping[int, str]) -> tuple[Risk, ...]:
    """The risks as they were first judged. Confidential ones are left out."""
    open_to_all = RiskRow.objects.of(project).filter(is_confidential=False).exclude(status=RiskRow.Status.REJECTED)
    rows = list(open_to_all.order_by("number").prefetch_related("hits", "indicators"))
    ids = Ids().all(rows, "K")
    return tuple(_risk(row, ids[row.pk], tasks) for row in rows)


def kpis_of(project: Project) -> tuple[Kpi, ...]:
    """The KPIs that have a target and a limit."""
    return tuple(_kpi(row) for row in project.kpis.order_by("number") if row.target is not None and row.green)


def _risk(row: RiskRow, name: str, tasks: Mapping[int, str]) -> Risk:
    allowed = CHANCES if row.is_opportunity else THREATS
    return Risk(
        id=name,
        category=row.category,
        kind="opportunity" if row.is_opportunity else "threat",
        statement=statement_of(row.cause, row.event or row.title, row.effect),
        p=row.inherent_likelihood or row.likelihood,
        i=row.inherent_impact or row.impact,
        strategy=cast(Any, row.strategy if row.strategy in allowed else "accept"),
        response=row.response[:4000],
        hits=tuple(tasks[task.pk] for task in row.hits.all() if task.pk in tasks),
        delay_d=_three(row.delay_low, row.delay_likely, row.delay_high),
        cost_eur=_three(row.cost_low, row.cost_likely, row.cost_high),
        kri=tuple(_indicator(one) for one in row.indicators.all() if one.adds in (1, 2)),
    )


def _indicator(row: Any) -> Indicator:
    """An indicator with its limit: a plain number or quoted text as a value, anything else as an expression."""
    text = row.threshold.strip()
    if len(text) > 1 and text[0] == text[-1] == "'":
        return Indicator(metric=row.metric, op=row.operator, value=text[1:-1], adds=row.adds)
    if text in ("true", "false"):
        return Indicator(metric=row.metric, op=row.operator, value=text == "true", adds=row.adds)
    if text.removeprefix("-").replace(".", "", 1).isdecimal():
        return Indicator(metric=row.metric, op=row.operator, value=_plain(Decimal(text)), adds=row.adds)
    return Indicator(metric=row.metric, op=row.operator, value_ref=text, adds=row.adds)


def _kpi(row: KpiRow) -> Kpi:
    return Kpi(
        code=row.key,
        target=_plain(row.target),
        direction=cast(Any, row.direction),
        green=row.green,
        amber=row.amber or row.green,
        window=f"{row.window_days}d",
        source=row.source or "manual",
    )


def communication_of(project: Project, manager: str) -> tuple[Communication, ...]:
    """The communication plan; what no role tells is told by the project manager."""
    rows = project.communications.select_related("role").order_by("number")
    return tuple(
        communication_line(
            row.audience, row.purpose, row.channel, row.every_days, row.role.code if row.role else manager
        )
        for row in rows
    )


def _three(*values: Decimal | None) -> ThreePoint:
    return ThreePoint(*(_plain(value) for value in values))


def _plain(value: Decimal | None) -> Number:
    number = value or Decimal()
    return int(number) if number == number.to_integral_value() else float(number)
