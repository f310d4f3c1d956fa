"""The end report: what was wanted and what came of it, as plain data that is frozen when the project closes."""

from datetime import date
from typing import Any

from kpis.models import Goal, Kpi
from lifecycle.models import Closure, Lesson
from planning.models import Task
from projects.models import Project
from requirements.models import Requirement
from risks.models import Risk


def end_report(project: Project, closure: Closure, on: date) -> dict[str, Any]:
    """Goals and results, schedule, scope, risks, lessons and recommendations on a day. Dates are ISO texts."""
    return {
        "project": {"key": project.key, "name": project.name, "currency": project.currency},
        "on": on.isoformat(),
        "summary": closure.summary,
        "goals": [_goal(goal) for goal in Goal.objects.of(project).prefetch_related("kpis")],
        "kpis": [_kpi(kpi) for kpi in Kpi.objects.of(project)],
        "schedule": _schedule(project),
        "scope": _scope(project),
        "risks": _risks(project),
        "gates": _gates(project),
        "lessons": list(Lesson.objects.of(project).order_by("number").values("number", "title", "recommendation")),
        "recommendations": closure.recommendations,
        "accepted_by": str(closure.accepted_by or ""),
        "accepted_at": closure.accepted_at.isoformat() if closure.accepted_at else "",
    }


def _goal(goal: Goal) -> dict[str, Any]:
    reached = [kpi_reached(kpi) for kpi in goal.kpis.all()]
    known = [value for value in reached if value is not None]
    return {
        "code": goal.code,
        "statement": goal.statement,
        "due_on": goal.due_on.isoformat() if goal.due_on else "",
        "reached": all(known) if known and len(known) == len(reached) else None,
        "kpis": [_kpi(kpi) for kpi in goal.kpis.all()],
    }


def _kpi(kpi: Kpi) -> dict[str, Any]:
    return {
        "key": kpi.key,
        "name": kpi.name,
        "unit": kpi.unit,
        "baseline": _figure(kpi.baseline),
        "target": _figure(kpi.target),
        "result": _figure(kpi.last_value),
        "reached": kpi_reached(kpi),
    }


def kpi_reached(kpi: Kpi) -> bool | None:
    """Whether the last value reaches the target; None while one of them is missing."""
    if kpi.last_value is None or kpi.target is None:
        return None
    return kpi.last_value >= kpi.target if kpi.direction == Kpi.Direction.UP else kpi.last_value <= kpi.target


def _figure(value: Any) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _schedule(project: Project) -> dict[str, Any]:
    work = Task.objects.of(project).work()
    dates = list(work.values("start", "finish", "actual_start", "actual_finish"))
    starts = [row["actual_start"] or row["start"].date() for row in dates if row["actual_start"] or row["start"]]
    ends = [row["actual_finish"] or row["finish"].date() for row in dates if row["actual_finish"] or row["finish"]]
    return {
        "wished_finish": project.wished_finish.isoformat() if project.wished_finish else "",
        "start": min(starts).isoformat() if starts else "",
        "finish": max(ends).isoformat() if ends else "",
        "tasks": len(dates),
        "tasks_done": work.filter(status=Task.Status.DONE).count(),
    }


def _scope(project: Project) -> dict[str, int]:
    rows = Requirement.objects.of(project)
    return {
        "requirements": rows.count(),
        "in_scope": rows.in_scope().count(),
        "verified": rows.in_scope().filter(status__in=("verified", "accepted")).count(),
    }


def _risks(project: Project) -> dict[str, int]:
    rows = Risk.objects.of(project).filter(is_confidential=False)
    return {
        "all": rows.count(),
        "open": rows.open().count(),
        "occurred": rows.filter(status=Risk.Status.OCCURRED).count(),
    }


def _gates(project: Project) -> list[dict[str, Any]]:
    decided = project.reviews.filter(state="decided").select_related("gate").order_by("decided_at")
    return [
        {
            "gate": review.gate.code,
            "name": review.gate.name,
            "outcome": review.outcome,
            "decided_at": review.decided_at.isoformat(),
            "hash": review.snapshot_hash,
        }
        for review in decided
    ]
