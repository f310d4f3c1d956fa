"""Many small projects made at once, each with figures of its own; two sets of the same size are twins."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db.models import F
from django.utils import timezone

from controlling.models import Snapshot
from kpis.models import Kpi
from lifecycle.models import Criterion, Gate, Phase
from planning.models import Task, TaskLink
from portfolio.models import ProjectFigures
from projects.models import DirtyProject, Project
from risks.models import Indicator, Risk, ScoreMove

TASKS = 4
START = date(2026, 5, 4)
OWN_MOMENT = {"id", "project", "computed_at", "took_ms", "leased_until", "plan_state"}
"""Columns that say when and by whom a figure was computed, not what it is."""


def make_twins(letter: str, count: int) -> None:
    """Marked projects A0001, A0002, …: a chain of tasks, a KPI, a risk that follows it, a gate that asks for both."""
    numbers = range(1, count + 1)
    made = [Project(key=f"{letter}{n:04}", name=f"Shop {n}", wished_start=START, country="") for n in numbers]
    projects = list(zip(numbers, _bulk(Project, made), strict=True))
    tasks = _bulk(Task, [_task(project, n, k) for n, project in projects for k in range(1, TASKS + 1)])
    pairs = [(a, b) for a, b in pairwise(tasks) if b.number > 1]
    links = [TaskLink(project_id=a.project_id, predecessor=a, successor=b) for a, b in pairs]
    _bulk(TaskLink, links)
    _bulk(Kpi, [_kpi(project, n) for n, project in projects])
    risks = _bulk(Risk, [_risk(project, n) for n, project in projects])
    _bulk(Indicator, [_indicator(risk, n) for (n, _project), risk in zip(projects, risks, strict=True)])
    _make_gates([project for _n, project in projects])
    _bulk(DirtyProject, [DirtyProject(project=project) for _n, project in projects])


def figures(letter: str) -> dict[str, list[tuple[Any, ...]]]:
    """Everything a recalculation stores about a set of twins, in the order of their numbers."""
    stored = {"project__key__startswith": letter}
    return {
        "figures": _rows(ProjectFigures, stored, *_columns(ProjectFigures)),
        "snapshots": _rows(Snapshot, stored, *_columns(Snapshot)),
        "tasks": _rows(Task, stored, "number", "start", "finish", "total_float", "is_critical", "progress"),
        "risks": _rows(Risk, stored, "current_likelihood", "score"),
        "indicators": _rows(Indicator, stored, "is_firing", "good_runs", "last_value"),
        "moves": _rows(ScoreMove, stored, "old_likelihood", "old_score", "new_likelihood", "new_score"),
        "criteria": _rows(Criterion, stored, "expression", "state", "value", "explanation"),
    }


def _rows(model: Any, stored: dict[str, str], *columns: str) -> list[tuple[Any, ...]]:
    rows = model.objects.filter(**stored).order_by("project__key", "pk").annotate(key=F("project__key"))
    return [(key[1:], *values) for key, *values in rows.values_list("key", *columns)]


def _columns(model: Any) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.name not in OWN_MOMENT]


def _task(project: Project, n: int, k: int) -> Task:
    return Task(
        project=project, number=k, position=k * 10, wbs=str(k), name=f"Task {k}", duration=480 * (1 + (n + k) % 7),
        percent=(n * k) % 101, status_since=timezone.now(),
    )  # fmt: skip


def _kpi(project: Project, n: int) -> Kpi:
    rate = {"last_value": Decimal(80 + n % 20), "last_at": timezone.now()}
    return Kpi(project=project, number=1, key="auth_rate_pct", name="Authorisation rate", unit="%", **rate)


def _risk(project: Project, n: int) -> Risk:
    return Risk(project=project, number=1, title="Banks refuse cards", likelihood=1 + n % 3, impact=1 + n % 5)


def _indicator(risk: Risk, n: int) -> Indicator:
    """Every third one fired before: once the figure is good, it counts the runs until it rests."""
    watch = {"metric": "kpi('auth_rate_pct')", "operator": "<", "threshold": "88", "adds": 2}
    return Indicator(project_id=risk.project_id, risk=risk, is_firing=n % 3 == 0, **watch)


def _make_gates(projects: list[Project]) -> None:
    current = {"code": "initiation", "name": "Initiation", "state": Phase.State.CURRENT}
    phases = _bulk(Phase, [Phase(project=project, **current) for project in projects])
    gates = _bulk(Gate, [Gate(project_id=one.project_id, number=1, phase=one, name="Charter") for one in phases])
    asked = ("risks.high.count == 0", "kpi('auth_rate_pct') >= 90", "tasks.open == 0")
    _bulk(Criterion, [_criterion(gate, expression) for gate in gates for expression in asked])


def _criterion(gate: Gate, expression: str) -> Criterion:
    return Criterion(project_id=gate.project_id, gate=gate, kind="auto", text=expression, expression=expression)


def _bulk(model: Any, rows: list[Any]) -> list[Any]:
    return model.objects.bulk_create(rows, batch_size=500)
