"""Freezing the plan as it was agreed: under a name, with the reason and the change request behind it."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from planning.loaders.work import load_work
from planning.models import Baseline, BaselineTask, Task
from planning.services.scheduling import lock_project
from projects import access
from projects.models import Project
from projects.services import items

CHANGE = "baseline.change"
BATCH = 500


class Frozen(NamedTuple):
    """What a baseline says of one task; duration and work are in working minutes, None is not recorded."""

    task: Task
    start: datetime | None
    finish: datetime | None
    duration: int
    work: int | None = None
    cost: Decimal | None = None


@transaction.atomic
def take_baseline(
    *, by: Any, project: Project, name: str, reason: str = "", change_request: str = "", at: datetime | None = None
) -> Baseline:
    """Freeze dates, duration, work and cost of every task under a name; it becomes the baseline that counts."""
    access.require(by, project, CHANGE)
    lock_project(project.pk)
    tasks = Task.objects.of(project).exclude(status=Task.Status.CANCELLED)
    shown = tasks.only("pk", "number", "name", "is_summary", "start", "finish", "duration")
    work = load_work(project)
    rows = [Frozen(task, task.start, task.finish, task.duration, *work[task.pk]) for task in shown]
    told: dict[str, Any] = {"name": name, "reason": reason, "change_request": change_request}
    return add_baseline(by=by, project=project, rows=rows, at=at, **told)


@transaction.atomic
def add_baseline(
    *,
    by: Any,
    project: Project,
    name: str,
    rows: Iterable[Frozen],
    reason: str = "",
    change_request: str = "",
    source_number: int | None = None,
    at: datetime | None = None,
) -> Baseline:
    """A baseline of stated values, such as those of an imported plan; it becomes the one that counts."""
    told = {"name": name, "reason": reason, "change_request": change_request, "source_number": source_number}
    values = {**told, "taken_by": by, "taken_at": at or timezone.now()}
    baseline = items.create_item(Baseline, by=by, project=project, grant=CHANGE, values=values)
    BaselineTask.objects.bulk_create(
        [
            BaselineTask(
                baseline=baseline, number=row.task.number, name=row.task.name, is_summary=row.task.is_summary,
                **row._asdict(),
            )
            for row in rows
        ],
        batch_size=BATCH,
    )  # fmt: skip
    return baseline


def change_baseline(baseline: Baseline, *, by: Any, version: int, **values: Any) -> Baseline:
    """Rename a baseline or state its reason; what it froze never changes."""
    return items.change_item(baseline, by=by, grant=CHANGE, version=version, values=values)


def delete_baseline(baseline: Baseline, *, by: Any, version: int) -> None:
    items.delete_item(baseline, by=by, grant=CHANGE, version=version)


def current_baseline(project_id: int) -> Baseline | None:
    """The baseline that counts: the latest one."""
    return Baseline.objects.filter(project_id=project_id).order_by("-number").first()
