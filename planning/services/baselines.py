"""Freezing the plan as it was agreed: under a name, with the reason and the change request behind it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from planning.models import Baseline, BaselineTask, Task
from planning.services.scheduling import lock_project
from projects import access
from projects.models import Project
from projects.services import items

CHANGE = "baseline.change"
BATCH = 500


class FrozenDates(NamedTuple):
    """What a baseline says of one task; the duration is in working minutes."""

    task: Task
    start: datetime | None
    finish: datetime | None
    duration: int


@transaction.atomic
def take_baseline(
    *, by: Any, project: Project, name: str, reason: str = "", change_request: str = "", at: datetime | None = None
) -> Baseline:
    """Freeze start, finish and duration of every task under a name; it becomes the baseline that counts."""
    access.require(by, project, CHANGE)
    lock_project(project.pk)
    tasks = Task.objects.of(project).exclude(status=Task.Status.CANCELLED)
    shown = tasks.only("pk", "number", "name", "is_summary", "start", "finish", "duration")
    dates = [FrozenDates(task, task.start, task.finish, task.duration) for task in shown]
    told = {"name": name, "reason": reason, "change_request": change_request}
    return add_baseline(by=by, project=project, dates=dates, at=at, **told)


@transaction.atomic
def add_baseline(
    *,
    by: Any,
    project: Project,
    name: str,
    dates: Iterable[FrozenDates],
    reason: str = "",
    change_request: str = "",
    at: datetime | None = None,
) -> Baseline:
    """A baseline of stated dates, such as those of an imported plan; it becomes the one that counts."""
    told = {"name": name, "reason": reason, "change_request": change_request}
    values = {**told, "taken_by": by, "taken_at": at or timezone.now()}
    baseline = items.create_item(Baseline, by=by, project=project, grant=CHANGE, values=values)
    BaselineTask.objects.bulk_create(
        [
            BaselineTask(
                baseline=baseline, task=task, number=task.number, name=task.name, is_summary=task.is_summary,
                start=start, finish=finish, duration=length,
            )
            for task, start, finish, length in dates
        ],
        batch_size=BATCH,
    )  # fmt: skip
    return baseline


def change_baseline(baseline: Baseline, *, by: Any, version: int, **values: Any) -> Baseline:
    """Rename a baseline or state its reason; its dates never change."""
    return items.change_item(baseline, by=by, grant=CHANGE, version=version, values=values)


def delete_baseline(baseline: Baseline, *, by: Any, version: int) -> None:
    items.delete_item(baseline, by=by, grant=CHANGE, version=version)


def current_baseline(project_id: int) -> Baseline | None:
    """The baseline that counts: the latest one."""
    return Baseline.objects.filter(project_id=project_id).order_by("-number").first()
