"""Changing working calendars. A change moves the whole plan."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from planning.models import WorkCalendar
from planning.services.scheduling import lock_project, reschedule
from projects import access
from projects.models import Project
from projects.services import items

CHANGE = "resource.change"


@transaction.atomic
def create_calendar(*, by: Any, project: Project, **values: Any) -> WorkCalendar:
    """A new calendar; as the default one it takes the place of the present default."""
    access.require(by, project, CHANGE)
    locked = lock_project(project.pk)
    _make_room(project.pk, values)
    calendar = items.create_item(WorkCalendar, by=by, project=project, grant=CHANGE, values=values)
    reschedule(locked)
    return calendar


def create_calendars(*, by: Any, project: Project, rows: Sequence[Mapping[str, Any]]) -> list[WorkCalendar]:
    """The calendars of a new project, made at once before it has tasks; at most one is its default."""
    return items.create_items(WorkCalendar, by=by, project=project, grant=CHANGE, rows=rows)


@transaction.atomic
def change_calendar(calendar: WorkCalendar, *, by: Any, version: int, **values: Any) -> WorkCalendar:
    access.require(by, calendar.project, CHANGE, calendar)
    locked = lock_project(calendar.project_id)
    if not calendar.is_default:
        _make_room(calendar.project_id, values)
    stored = items.change_item(calendar, by=by, grant=CHANGE, version=version, values=values)
    reschedule(locked)
    return stored


@transaction.atomic
def delete_calendar(calendar: WorkCalendar, *, by: Any, version: int) -> None:
    """Remove a calendar; tasks that used it work by the project's."""
    access.require(by, calendar.project, CHANGE, calendar)
    locked = lock_project(calendar.project_id)
    items.delete_item(calendar, by=by, grant=CHANGE, version=version)
    reschedule(locked)


def _make_room(project_id: int, values: dict[str, Any]) -> None:
    if values.get("is_default"):
        WorkCalendar.objects.filter(project_id=project_id, is_default=True).update(is_default=False)
