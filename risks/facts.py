"""What other apps may ask about risks."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    Count,
    DecimalField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from ecompm.core.expressions import Parameter
from ecompm.core.facts import fact, shared
from risks.calc.exposure import PROBABILITIES
from risks.calc.findings import Severity, at_least
from risks.calc.packs import shipped
from risks.loaders.compliance import load_packs
from risks.loaders.criteria import load_criteria
from risks.loaders.simulation import plan_stamps
from risks.models import Finding, Response, Risk, Simulation

Ids = Collection[int]


def _open(project_ids: Ids) -> QuerySet[Risk]:
    return Risk.objects.in_projects(project_ids).open().threats().order_by()


@shared
def open_threats(project_ids: Ids, on: date) -> Mapping[int, dict[str, Any]]:
    """What one pass over the open threats tells of every project that has any."""
    criteria = load_criteria()
    high = Q(score__gte=criteria.high)
    counted = _open(project_ids).values("project_id").annotate(
        open=Count("pk"),
        sum=Sum("score"),
        top=Max("score"),
        high=Count("pk", filter=high),
        unowned=Count("pk", filter=high & Q(owner=None)),
        unreviewed=Count("pk", filter=Q(next_review_on__lt=on)),
        above=Count("pk", filter=Q(score__gt=criteria.appetite)),
    )  # fmt: skip
    return {row["project_id"]: row for row in counted}


def _number(name: str, project_ids: Ids, on: date) -> Mapping[int, int]:
    """A number of open threats, 0 where there are none."""
    return dict.fromkeys(project_ids, 0) | {pk: row[name] for pk, row in open_threats(project_ids, on).items()}


def _counted(project_ids: Ids, rows: QuerySet[Any]) -> Mapping[int, int]:
    counted = rows.order_by().values_list("project_id").annotate(Count("pk"))
    return dict.fromkeys(project_ids, 0) | dict(counted)


@fact("risks.open", unit="count", label=_("Open risks"))
def open_risks(project_ids: Ids, on: date) -> Mapping[int, int]:
    return _number("open", project_ids, on)


@fact("risks.high.count", unit="count", label=_("High risks"))
def high_count(project_ids: Ids, on: date) -> Mapping[int, int]:
    return _number("high", project_ids, on)


@fact("risks.high.without_owner", unit="count", label=_("High risks without an owner"))
def high_without_owner(project_ids: Ids, on: date) -> Mapping[int, int]:
    return _number("unowned", project_ids, on)


@fact("risks.high.without_active_response", unit="count", label=_("High risks without an active response"))
def high_without_active_response(project_ids: Ids, on: date) -> Mapping[int, int]:
    """High risks that are not accepted and have neither a response task nor a response in words."""
    tasks = Response.objects.filter(risk=OuterRef("pk")).exclude(task__status="cancelled")
    rows = _open(project_ids).filter(score__gte=load_criteria().high, response="")
    return _counted(project_ids, rows.exclude(strategy=Risk.Strategy.ACCEPT).filter(~Exists(tasks)))


@fact("risks.reviews_overdue", unit="count", label=_("Risk reviews overdue"))
def reviews_overdue(project_ids: Ids, on: date) -> Mapping[int, int]:
    return _number("unreviewed", project_ids, on)


@fact("risks.above_appetite", unit="count", label=_("Risks above the appetite"))
def above_appetite(project_ids: Ids, on: date) -> Mapping[int, int]:
    return _number("above", project_ids, on)


@fact("risks.top_score", unit="score", label=_("Highest risk score"))
def top_score(project_ids: Ids, on: date) -> Mapping[int, Any]:
    return {pk: row["top"] for pk, row in open_threats(project_ids, on).items()}


@fact("risks.emv_eur", unit="eur", label=_("Expected loss of the open risks"))
def emv(project_ids: Ids, on: date) -> Mapping[int, Any]:
    """Probability of the current likelihood times the mean of the three-point cost; 0 where no cost is given."""
    chance = Case(
        *(When(current_likelihood=level, then=Value(Decimal(str(p)))) for level, p in PROBABILITIES.items()),
        output_field=DecimalField(max_digits=4, decimal_places=2),
    )
    mean = (F("cost_low") + F("cost_likely") + F("cost_high")) / 3
    total = Sum(chance * mean, output_field=DecimalField(max_digits=16, decimal_places=2))
    rows = _open(project_ids).filter(~Q(cost_likely=None)).order_by().values("project_id").annotate(total=total)
    return dict.fromkeys(project_ids, Decimal(0)) | dict(rows.values_list("project_id", "total"))


def _simulated(project_ids: Ids, figure: str) -> Mapping[int, Any]:
    """A figure of each project's last simulation; a project without one, or with one that is stale, is left out."""
    done = Simulation.objects.filter(finished_at__isnull=False)
    newest = done.filter(project_id=OuterRef("project_id")).order_by("-id").values("pk")[:1]
    rows = done.in_projects(project_ids).filter(pk=Subquery(newest)).select_related("project").defer("result")
    last = {row.project_id: row for row in rows}
    stamps = plan_stamps([row.project for row in last.values()])
    return {pk: getattr(row, figure) for pk, row in last.items() if row.stamp == stamps[pk]}


@fact("simulation.p50_finish", unit="date", label=_("Finish that half of the simulated runs keep"))
def p50_finish(project_ids: Ids, on: date) -> Mapping[int, Any]:
    return _simulated(project_ids, "p50_finish")


@fact("simulation.p80_finish", unit="date", label=_("Finish that four of five simulated runs keep"))
def p80_finish(project_ids: Ids, on: date) -> Mapping[int, Any]:
    return _simulated(project_ids, "p80_finish")


@fact("simulation.p80_cutover_in_freeze", unit="yes_no", label=_("Cutover at P80 lies in a freeze"))
def p80_cutover_in_freeze(project_ids: Ids, on: date) -> Mapping[int, Any]:
    return _simulated(project_ids, "cutover_in_freeze")


@fact("simulation.p80_days_to_freeze", unit="d", label=_("Working days from the cutover at P80 to the next freeze"))
def p80_days_to_freeze(project_ids: Ids, on: date) -> Mapping[int, Any]:
    """Negative inside a freeze; unknown when no freeze is ahead."""
    return _simulated(project_ids, "days_to_freeze")


GATE = Parameter("gate", required=False, choices=shipped().catalogue.gate_order)


@fact("compliance.open_must", unit="count", label=_("Open must controls of %(pack)s"), args=("pack", GATE))
def open_must(project_ids: Ids, on: date, pack: str, gate: str | None = None) -> Mapping[int, int]:
    """Controls that stop the gate that asks, elsewhere the next one; unknown where the pack isn't applied."""
    return {state.applied.project_id: state.open_must(on) for state in load_packs(project_ids, on, pack, gate)}


@fact("compliance.scope", unit="text", label=_("Decided scope of %(pack)s"), args=("pack",))
def compliance_scope(project_ids: Ids, on: date, pack: str) -> Mapping[int, str]:
    """Empty while undecided; unknown where the pack isn't applied."""
    states = load_packs(project_ids, on, pack)
    return {state.applied.project_id: state.sheet.rules.scope(state.applied.answers) for state in states}


LEVEL = Parameter("level", choices=("low", "medium", "high", "critical"))


@fact("security.findings_open", unit="count", label=_("Open findings of severity %(level)s or worse"), args=(LEVEL,))
def findings_open(project_ids: Ids, on: date, level: str) -> Mapping[int, int]:
    """Findings not repaired or accepted."""
    return _counted(project_ids, Finding.objects.in_projects(project_ids).open(on).filter(severity__in=at_least(level)))


@fact("security.open_critical", unit="count", label=_("Open critical findings"))
def open_critical(project_ids: Ids, on: date) -> Mapping[int, int]:
    return _counted(project_ids, Finding.objects.in_projects(project_ids).open(on).filter(severity=Severity.CRITICAL))


@fact("security.open_high", unit="count", label=_("Open findings of high severity or worse"))
def open_high(project_ids: Ids, on: date) -> Mapping[int, int]:
    return findings_open(project_ids, on, Severity.HIGH)


@fact("security.findings_overdue", unit="count", label=_("Security findings overdue"))
def findings_overdue(project_ids: Ids, on: date) -> Mapping[int, int]:
    return _counted(project_ids, Finding.objects.in_projects(project_ids).overdue(on))


@fact("security.waiting_for_retest", unit="count", label=_("Security findings waiting for a retest"))
def waiting_for_retest(project_ids: Ids, on: date) -> Mapping[int, int]:
    return _counted(project_ids, Finding.objects.in_projects(project_ids).filter(status=Finding.Status.RETEST))
