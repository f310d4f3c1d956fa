"""Changing who does the work: resources and their leave. Working time moves the plan."""

from typing import Any

from django.db import transaction

from planning.models import Leave, Resource
from planning.services.scheduling import lock_project, reschedule
from projects import access
from projects.models import Project
from projects.services import items

CHANGE = "resource.change"

TIMED = frozenset({"calendar", "available_from"})
"""Values that can move tasks."""


@transaction.atomic
def create_resource(*, by: Any, project: Project, **values: Any) -> Resource:
    """A new resource; a person with an account and no name of their own is called like the account."""
    named = {**values, "name": values.get("name") or str(values.get("user") or "")}
    return items.create_item(Resource, by=by, project=project, grant=CHANGE, values=named)


@transaction.atomic
def change_resource(resource: Resource, *, by: Any, version: int, **values: Any) -> Resource:
    """The changed resource; the plan follows where its working time changed."""
    access.require(by, resource.project, CHANGE, resource)
    locked = lock_project(resource.project_id) if TIMED & values.keys() else None
    stored = items.change_item(resource, by=by, grant=CHANGE, version=version, values=values)
    if locked is not None and stored.version != version:
        reschedule(locked)
    return stored


@transaction.atomic
def delete_resource(resource: Resource, *, by: Any, version: int) -> None:
    """Remove a resource with its leave and its assignments; tasks keep their durations."""
    access.require(by, resource.project, CHANGE, resource)
    locked = lock_project(resource.project_id)
    items.delete_item(resource, by=by, grant=CHANGE, version=version)
    reschedule(locked)


@transaction.atomic
def add_leave(*, by: Any, project: Project, resource: Resource, **values: Any) -> Leave:
    """Days on which the resource doesn't work; tasks that follow its working time wait."""
    access.require(by, project, CHANGE, resource)
    locked = lock_project(project.pk)
    leave = items.create_item(Leave, by=by, project=project, grant=CHANGE, values={**values, "resource": resource})
    reschedule(locked)
    return leave


@transaction.atomic
def change_leave(leave: Leave, *, by: Any, version: int, **values: Any) -> Leave:
    access.require(by, leave.project, CHANGE, leave)
    locked = lock_project(leave.project_id)
    stored = items.change_item(leave, by=by, grant=CHANGE, version=version, values=values)
    reschedule(locked)
    return stored


@transaction.atomic
def delete_leave(leave: Leave, *, by: Any, version: int) -> None:
    access.require(by, leave.project, CHANGE, leave)
    locked = lock_project(leave.project_id)
    items.delete_item(leave, by=by, grant=CHANGE, version=version)
    reschedule(locked)
