"""Progress of many tasks reported at once: by an import, by a status meeting. One schedule for all of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ecompm.core import audit
from planning.models import Task
from planning.services import status
from planning.services.scheduling import Outcome, lock_project, reschedule
from projects import access
from projects.models import Project
from projects.services import items, pulse

CHANGE = "task.change"


@transaction.atomic
def report_progress(
    *, by: Any, project: Project, reports: Mapping[int, Mapping[str, Any]], at: datetime
) -> Outcome | None:
    """Store status, percent and actual dates by the ids of tasks, each completed to one story, and schedule the plan.

    `at` is the moment of the report; no day in it may come later. Tasks that aren't in the project are passed over.
    Returns what was scheduled, None where that is left to the recalculation. Raises Invalid for contradictions.
    """
    access.require(by, project, CHANGE)
    locked = lock_project(project.pk)
    tasks = list(Task.objects.select_for_update().filter(project=project, pk__in=reports, is_summary=False))
    written: set[str] = {"version"}
    for task in tasks:
        values = status.consistent(task, reports[task.pk], at, timezone.localdate(at))
        for name, value in values.items():
            setattr(task, name, value)
        items.clean(task, {name: value for name, value in values.items() if name != "waits_for"})
        task.version += 1
        written |= values.keys()
    Task.objects.bulk_update(tasks, sorted(written), batch_size=500)
    audit.record_many(by=by, verb="reported", objs=tasks, project_id=project.pk)
    pulse.touch([project.pk])
    return reschedule(locked)
