"""The periodic recalculation: schedule, progress, risk scores, gates, health, one snapshot a project and day.

Set-wise over chunks of projects. A run leases its projects, so only one run is at work on a project at a time. What
counts runs (the memory of indicators, movements of scores) is stored in one transaction with the figures and with the
end of the marks of `DirtyProject`: a run that is killed leaves its marks, its lease ends by itself, and the next run
gives the same figures.
"""

import time
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Model, Q
from django.utils import timezone

from controlling.models import Snapshot
from ecompm.core.ids import IdIn
from lifecycle.models import Criterion
from lifecycle.services.gates import store_evaluation
from planning.loaders import plan_states
from planning.services.scheduling import BATCH, schedule_projects
from planning.services.stored_rows import update_rows
from portfolio.loaders import load_figures
from portfolio.models import ProjectFigures
from projects.models import DirtyProject, Project
from risks.services.rescoring import rescore_projects

CHUNK = 500
FIGURES = [
    "health", "light", "causes", "progress", "start", "finish", "slip_days", "phase_code", "phase_name", "next_gate",
    "next_gate_number", "next_gate_on", "gate_missing", "risks_open", "top_score", "plan_state",
]  # fmt: skip
SNAPSHOT = [
    "health", "progress", "finish", "slip_days", "tasks_open", "tasks_overdue", "risks_open", "risk_score_sum",
    "must_verified", "gate_missing", "kpis",
]  # fmt: skip


def recalculate_dirty(on: date) -> int:
    """Recalculate the projects that changed, chunk by chunk, until no mark is left. Returns how many."""
    count = 0
    while ids := _marked(timezone.now()):
        taken = recalculate(ids, on)
        count += len(taken)
        if not taken:
            break  # another run has them; it will remove their marks
    return count


def mark_all() -> None:
    """Mark every project that can still change, for the nightly run."""
    ids = Project.objects.current().filter(status__in=("active", "on_hold")).values_list("pk", flat=True)
    DirtyProject.objects.bulk_create([DirtyProject(project_id=pk) for pk in ids], batch_size=1000)


def recalculate(project_ids: Collection[int], on: date) -> list[int]:
    """Compute and store all figures of the projects nobody else is computing. Returns their ids."""
    seen = DirtyProject.objects.aggregate(last=Max("pk"))["last"] or 0
    ids = _lease(project_ids, timezone.now())
    if not ids:
        return []
    leased, started = ProjectFigures.objects.in_projects(ids), time.monotonic()
    try:
        plans = _schedule(ids)
        with transaction.atomic():
            rescore_projects(ids, on)
            store_evaluation(_open_criteria(ids), on, timezone.now())
            _store(ids, on, plans)
            took = round((time.monotonic() - started) * 1000 / len(ids))
            DirtyProject.objects.filter(IdIn("project_id", ids), pk__lte=seen).delete()
            leased.update(computed_at=timezone.now(), took_ms=took, leased_until=None)
    except BaseException:
        leased.update(leased_until=None)
        raise
    return ids


def _marked(now: datetime) -> list[int]:
    """The next marked projects that no other run has, so that a run that died holds up only its own."""
    busy = ProjectFigures.objects.filter(leased_until__gte=now).values("project_id")
    marked = DirtyProject.objects.exclude(project_id__in=busy).order_by("project_id")
    return list(marked.values_list("project_id", flat=True).distinct()[:CHUNK])


def _lease(project_ids: Collection[int], now: datetime) -> list[int]:
    """Take the projects that are free; a lease of a run that died is free once it has ended."""
    figures = ProjectFigures.objects.in_projects(project_ids)
    known = set(figures.values_list("project_id", flat=True))
    rows = [ProjectFigures(project_id=pk) for pk in project_ids if pk not in known]
    ProjectFigures.objects.bulk_create(rows, ignore_conflicts=True)
    until = now + timedelta(seconds=settings.RECALCULATION_LEASE_SECONDS)
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    figures.filter(free).update(leased_until=until)
    mine = figures.filter(leased_until=until)
    return list(mine.order_by("project_id").values_list("project_id", flat=True))


def _open_criteria(ids: Sequence[int]) -> Any:
    rows = Criterion.objects.in_projects(ids).filter(gate__phase__is_active=True)
    return rows.exclude(gate__state="passed").select_related("confirmer", "confirmed_by")


def _schedule(ids: Sequence[int]) -> dict[int, str]:
    """Schedule the plans that changed since they were scheduled last. Returns the state of every plan before that.

    The dates of a plan follow from its rows alone, whatever the day.
    """
    states = plan_states(ids)
    known = dict(ProjectFigures.objects.in_projects(ids).values_list("project_id", "plan_state"))
    changed = [pk for pk in ids if states[pk] != known[pk]]
    for start in range(0, len(changed), BATCH):
        schedule_projects(changed[start : start + BATCH])
    return states


def _store(ids: Sequence[int], on: date, plans: Mapping[int, str]) -> None:
    """Write the figures and the day's snapshots that changed, each in one statement a chunk."""
    computed = load_figures(ids, on)
    rows = ProjectFigures.objects.in_projects(ids)
    stored = {pk: [row, *values] for pk, row, *values in rows.values_list("project_id", "pk", *FIGURES)}
    found = _read_back(ProjectFigures, FIGURES, {pk: {**computed[pk].figures, "plan_state": plans[pk]} for pk in ids})
    figures = [[stored[pk][0], *found[pk]] for pk in ids]
    update_rows(ProjectFigures, FIGURES, [row for pk, row in zip(ids, figures, strict=True) if row != stored[pk]])
    today = Snapshot.objects.in_projects(ids).filter(on=on).values_list("project_id", *SNAPSHOT)
    known = {pk: values for pk, *values in today}
    shown = _read_back(Snapshot, SNAPSHOT, {pk: computed[pk].snapshot for pk in ids})
    Snapshot.objects.bulk_create(
        [Snapshot(project_id=pk, on=on, **computed[pk].snapshot) for pk in ids if shown[pk] != known.get(pk)],
        update_conflicts=True,
        unique_fields=["project", "on"],
        update_fields=SNAPSHOT,
        batch_size=CHUNK,
    )


def _read_back(model: type[Model], names: Sequence[str], rows: Mapping[int, Mapping[str, Any]]) -> dict[int, list[Any]]:
    """The values of rows as the database will give them back; a name that a row lacks has the default."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    missing = {field.name: field.get_default() for field in fields}
    return {pk: [field.to_python({**missing, **row}[field.name]) for field in fields] for pk, row in rows.items()}
