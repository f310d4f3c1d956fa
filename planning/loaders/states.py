"""Whether a plan has changed since it was scheduled, told without reading its tasks one by one."""

from collections.abc import Collection
from hashlib import blake2b
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum

from ecompm.core.ids import IdIn
from planning.models import Assignment, Leave, Resource, Task, TaskLink, WorkCalendar
from projects.models import Project

READ = (Task, TaskLink, WorkCalendar, Resource, Leave, Assignment)
"""Whatever `load_plans` reads, besides the project."""


def plan_states(project_ids: Collection[int]) -> dict[int, str]:
    """For each plan a text that differs once anything has changed that its dates are computed from, in seven queries.

    A change counts the version of its row, or of the task it belongs to; what is made or deleted changes their number.
    What holds tasks back after levelling counts nothing, but levelling schedules the plan itself.
    """
    projects = _of(Project, "pk", project_ids).values_list(
        "pk", "created_at", "wished_start", "wished_finish", "country"
    )
    stamps = {pk: [str(found)] for pk, *found in projects}
    for model in READ:
        rows = _of(model, "project_id", project_ids).values_list("project_id")
        for pk, *found in rows.annotate(Count("pk"), Max("pk"), Sum("version"), Max("updated_at")):
            stamps[pk].append(f"{model.__name__} {found}")
    return {pk: blake2b("; ".join(parts).encode(), digest_size=16).hexdigest() for pk, parts in stamps.items()}


def _of(model: Any, column: str, project_ids: Collection[int]) -> QuerySet[Any]:
    return model.objects.filter(IdIn(column, project_ids)).order_by()
