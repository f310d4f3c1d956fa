"""Everything the portfolio and the overview show of a project, computed set-wise."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from ecompm.core.facts import FactRun, registry
from kpis.models import Kpi
from lifecycle.models import Criterion, Gate, Phase
from portfolio.calc.health import MEASURES, Health, health
from projects.models import ProjectRole
from risks.facts import open_threats

SHOWN = (
    "schedule.start", "schedule.finish", "schedule.progress_pct", "schedule.slip_days", "schedule.overdue",
    "tasks.open", "requirements.must.verified_pct",
)  # fmt: skip
NO_THREATS: Mapping[str, Any] = {"open": 0, "sum": 0, "top": None}


@dataclass(frozen=True)
class Computed:
    """The columns of `ProjectFigures` and of the day's `Snapshot` of one project."""

    figures: dict[str, Any]
    snapshot: dict[str, Any]


def load_figures(ids: Collection[int], on: date) -> Mapping[int, Computed]:
    """The figures of the projects on a day, in a number of queries that doesn't depend on how many there are."""
    run = FactRun(ids, on)
    facts, risks = _facts(run), run.find(open_threats)
    phases, gates, kpis, unfilled = _phases(ids), _next_gates(ids), _kpi_values(ids), _unfilled_roles(ids)
    found = {}
    for pk in ids:
        gate, threats = gates.get(pk, {}), risks.get(pk, NO_THREATS)
        known = {name: values[pk] for name, values in facts.items()}
        measured = _measures(known) | {"risks.top_score": threats["top"], "roles.unfilled_pct": unfilled.get(pk)}
        overdue = bool(gate.get("next_gate_on") and gate["next_gate_on"] < on)
        found[pk] = _computed(known, health(measured, capped=overdue), phases.get(pk, {}), gate, threats, kpis[pk])
    return found


def _computed(
    known: Mapping[str, Any],
    state: Health,
    phase: dict[str, Any],
    gate: dict[str, Any],
    risks: Mapping[str, Any],
    kpis: dict[str, Any],
) -> Computed:
    shared = {
        "health": state.score,
        "progress": known["schedule.progress_pct"],
        "finish": known["schedule.finish"],
        "slip_days": _whole(known["schedule.slip_days"]),
        "risks_open": risks["open"],
        "gate_missing": gate.get("gate_missing", 0),
    }
    causes = [
        {"dimension": part.dimension, "lost": part.lost, "measure": part.measure, "value": part.value}
        for part in state.parts
    ]
    figures = {**shared, "light": state.light, "causes": causes, "start": known["schedule.start"]}
    snapshot = {
        **shared,
        "tasks_open": known["tasks.open"] or 0,
        "tasks_overdue": known["schedule.overdue"] or 0,
        "risk_score_sum": risks["sum"],
        "must_verified": known["requirements.must.verified_pct"],
        "kpis": kpis,
    }
    return Computed({**figures, **phase, **gate, "top_score": risks["top"]}, snapshot)


def _facts(run: FactRun) -> dict[str, Mapping[int, Any]]:
    """The facts that are shown, and those health measures that some app computes, for all projects."""
    known = registry.signatures
    return {name: run.values(name) for name in (*SHOWN, *(m.name for m in MEASURES if m.name in known))}


def _measures(known: Mapping[str, Any]) -> dict[str, float | None]:
    return {m.name: _number(known[m.name]) for m in MEASURES if m.name in known}


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _whole(value: Any) -> int | None:
    return None if value is None else round(value)


def _phases(ids: Collection[int]) -> dict[int, dict[str, Any]]:
    rows = Phase.objects.in_projects(ids).filter(state=Phase.State.CURRENT)
    return {
        pk: {"phase_code": code, "phase_name": name}
        for pk, code, name in rows.values_list("project_id", "code", "name")
    }


def _next_gates(ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """The first gate not passed of each project, with how many musts are missing there."""
    rows = Gate.objects.in_projects(ids).filter(phase__is_active=True).exclude(state=Gate.State.PASSED)
    missing = Count("criteria", filter=Q(criteria__is_must=True) & ~Q(criteria__state=Criterion.State.MET))
    found: dict[int, dict[str, Any]] = {}
    ordered = rows.annotate(missing=missing).order_by("project_id", "phase__position", "position", "pk")
    for row in ordered.values("project_id", "number", "name", "missing", "milestone__finish"):
        on = row["milestone__finish"]
        found.setdefault(
            row["project_id"],
            {
                "next_gate": f"{Gate.prefix}{row['number']} {row['name']}",
                "next_gate_number": row["number"],
                "next_gate_on": on.date() if on else None,
                "gate_missing": row["missing"],
            },
        )
    return found


def _kpi_values(ids: Collection[int]) -> Mapping[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Kpi.objects.in_projects(ids).exclude(last_value=None)
    for pk, key, value in rows.values_list("project_id", "key", "last_value"):
        found[pk][key] = f"{value.normalize():f}"
    return found


def _unfilled_roles(ids: Collection[int]) -> dict[int, float]:
    """Percent of the project roles that nobody plays yet; projects without roles are unknown."""
    rows = ProjectRole.objects.in_projects(ids).order_by().values("project_id")
    counted = rows.annotate(all=Count("pk"), open=Count("pk", filter=Q(person=None)))
    return {row["project_id"]: 100 * row["open"] / row["all"] for row in counted}
