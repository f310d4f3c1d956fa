"""Assigning resources to tasks: units, effort, and what an effort-driven task makes of them.

In a task of fixed duration effort follows from duration and units. In an effort-driven one the effort is kept and the
duration follows: it is the time of whoever needs longest. Who joins or leaves shares the effort with the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Conflict, Invalid
from planning.loaders.crew import effort_driven_duration
from planning.models import Assignment, Resource, Task
from planning.models.staff import FULL_TIME, MOST_UNITS, work_of
from planning.services.scheduling import lock_project, reschedule
from projects import access
from projects.models import Project
from projects.services import items

CHANGE = "task.change"
TOLD = ("units", "effort", "follows_calendar")
"""What is stated of an assignment."""


@transaction.atomic
def assign(*, by: Any, project: Project, task: Task, resource: Resource, **values: Any) -> Assignment:
    """The resource on the task. `effort` is in working minutes; an effort-driven task shares what it has without it.

    Raises Invalid for summaries and milestones that would take effort, ValidationError for units out of range.
    """
    access.require(by, project, CHANGE, task)
    locked = lock_project(project.pk)
    _check(project, task, resource)
    others = list(task.assignments.order_by("pk"))
    plan = _completed(task, values)
    made = items.create_item(
        Assignment, by=by, project=project, grant=CHANGE, values={**plan, "task": task, "resource": resource}
    )
    if task.effort_driven and plan["effort"] is None:
        total = sum(one.effort or 0 for one in others) or work_of(None, made.units, task.duration)
        share_effort([*others, made], total, by=by)
    _follow(task, by)
    reschedule(locked)
    return made


@transaction.atomic
def change_assignment(assignment: Assignment, *, by: Any, version: int, **values: Any) -> Assignment:
    """Change units, effort or whether the task follows the working time; resource and task stay."""
    access.require(by, assignment.project, CHANGE, assignment.task)
    locked = lock_project(assignment.project_id)
    task = assignment.task
    allowed = {name: value for name, value in values.items() if name in TOLD}
    stored = items.change_item(
        assignment, by=by, grant=CHANGE, version=version, values=_changed(task, assignment, allowed)
    )
    stored.task = task
    _follow(task, by)
    reschedule(locked)
    return stored


@transaction.atomic
def unassign(assignment: Assignment, *, by: Any, version: int) -> None:
    """Take the resource off the task; in an effort-driven one the others take over its effort."""
    access.require(by, assignment.project, CHANGE, assignment.task)
    locked = lock_project(assignment.project_id)
    task, effort = assignment.task, assignment.effort or 0
    items.delete_item(assignment, by=by, grant=CHANGE, version=version)
    others = list(task.assignments.order_by("pk"))
    if task.effort_driven and others:
        share_effort(others, effort + sum(one.effort or 0 for one in others), by=by)
    _follow(task, by)
    reschedule(locked)


@transaction.atomic
def restore_team(task: Task, *, by: Any, team: Sequence[Mapping[str, Any]]) -> None:
    """Put exactly these resources on the task again, each with these values; its duration stays as it is.

    Raises Conflict where one of them is gone.
    """
    access.require(by, task.project, CHANGE, task)
    locked = lock_project(task.project_id)
    wanted = {one["resource"]: {name: one[name] for name in TOLD} for one in team}
    for one in task.assignments.order_by("pk"):
        if values := wanted.pop(one.resource_id, None):
            items.change_item(one, by=by, grant=CHANGE, version=one.version, values=values)
        else:
            items.delete_item(one, by=by, grant=CHANGE, version=one.version)
    found = Resource.objects.of(task.project).in_bulk(list(wanted))
    if len(found) < len(wanted):
        raise Conflict(_("Somebody who worked on %(task)s is gone.") % {"task": task.code})
    for pk, values in wanted.items():
        whole = {**values, "task": task, "resource": found[pk]}
        items.create_item(Assignment, by=by, project=task.project, grant=CHANGE, values=whole)
    reschedule(locked)


def settle(task: Task, *, by: Any, duration: int) -> None:
    """Let efforts follow a task that was changed: its duration before was `duration`.

    Where effort drives, it grows and shrinks with a duration that somebody set; where it no longer does, it is
    forgotten. The caller holds the project's lock.
    """
    changed = []
    for one in task.assignments.order_by("pk"):
        effort = None
        if task.effort_driven:
            before = work_of(one.effort, one.units, duration)
            effort = round(before * task.duration / duration) if duration else work_of(None, one.units, task.duration)
        if effort != one.effort:
            one.effort = effort
            changed.append(one)
    _store(changed, by)


def share_effort(assignments: Sequence[Assignment], total: int, *, by: Any) -> None:
    """Give everybody a part of the effort by their units, so that all are done at the same time."""
    units = sum(one.units for one in assignments)
    for one in assignments:
        one.effort = round(total * one.units / units)
    _store(assignments, by)


def _follow(task: Task, by: Any) -> None:
    """Give an effort-driven task the duration that its assignments make."""
    if not task.effort_driven:
        return
    pairs = [(one.effort, one.units) for one in task.assignments.all() if one.effort]
    duration = effort_driven_duration(pairs) if pairs else task.duration
    if duration != task.duration:
        stored = Task.objects.select_related("project").get(pk=task.pk)
        changed = items.change_item(
            stored, by=by, grant=CHANGE, version=stored.version, values=_with_estimates(stored, duration)
        )
        task.duration, task.version = changed.duration, changed.version


def _with_estimates(task: Task, duration: int) -> dict[str, int]:
    """The duration, and the estimates that it would leave outside."""
    values = {"duration": duration}
    if task.optimistic is not None and task.optimistic > duration:
        values["optimistic"] = duration
    if task.pessimistic is not None and task.pessimistic < duration:
        values["pessimistic"] = duration
    return values


def _check(project: Project, task: Task, resource: Resource) -> None:
    if task.project_id != project.pk or resource.project_id != project.pk:
        raise Invalid(fields={"resource": [_("Task and resource belong to different projects.")]})
    if task.is_summary:
        raise Invalid(fields={"task": [_("A summary takes nobody itself. Assign its parts.")]})


def _completed(task: Task, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a new assignment: effort is kept where it drives the duration and turned into units elsewhere."""
    plan = {"units": FULL_TIME, "effort": None, **values}
    return _as_units(task, plan) if plan["effort"] is not None and not task.effort_driven else plan


def _changed(task: Task, assignment: Assignment, values: Mapping[str, Any]) -> dict[str, Any]:
    plan = dict(values)
    if task.effort_driven:
        if plan.get("effort", 0) is None:
            plan["effort"] = work_of(assignment.effort, assignment.units, task.duration)
        return plan
    if plan.get("effort") is not None and ("units" not in plan or plan["units"] == assignment.units):
        return _as_units(task, plan)
    return {name: value for name, value in plan.items() if name != "effort"}


def _as_units(task: Task, values: Mapping[str, Any]) -> dict[str, Any]:
    """Effort in a task of fixed duration is told as units. Raises Invalid where there is no time for it."""
    effort = values["effort"]
    units = round(effort * FULL_TIME / task.duration) if task.duration else 0
    if effort and not task.duration:
        raise Invalid(fields={"effort": [_("A milestone takes no effort.")]})
    if effort and not 1 <= units <= MOST_UNITS:
        raise Invalid(fields={"effort": [_("This effort doesn't fit the duration. Change the duration first.")]})
    return {**values, "units": units or values.get("units", FULL_TIME), "effort": None}


def _store(assignments: Sequence[Assignment], by: Any) -> None:
    """Write new efforts as changes of their own, for whoever looks at an assignment has seen another one."""
    if not assignments:
        return
    for one in assignments:
        one.version += 1
    Assignment.objects.bulk_update(assignments, ["effort", "version"], batch_size=500)
    audit.record_many(by=by, verb="changed", objs=assignments, project_id=assignments[0].project_id)


@dataclass(frozen=True)
class NewAssignment:
    """An assignment to make; `resource` is the key of a resource within the call. Effort is in working minutes."""

    task: Task
    resource: str
    units: int = FULL_TIME
    effort: int | None = None
    follows_calendar: bool = True


@transaction.atomic
def add_staff(
    *, by: Any, project: Project, resources: Mapping[str, Mapping[str, Any]], assignments: Sequence[NewAssignment]
) -> dict[str, Resource]:
    """Resources by key and their assignments, made at once: a few statements however many, and one schedule.

    Durations stay as they are: the effort of effort-driven tasks is given by the caller. Raises NotAllowed, Conflict,
    Invalid or ValidationError.
    """
    locked = lock_project(project.pk)
    values = [dict(one) for one in resources.values()]
    made = items.create_items(Resource, by=by, project=project, grant="resource.change", rows=values)
    known = dict(zip(resources, made, strict=True))
    for one in assignments:
        _check(project, one.task, known[one.resource])
    rows = [
        {
            "task": one.task, "resource": known[one.resource], "units": one.units, "effort": one.effort,
            "follows_calendar": one.follows_calendar,
        }
        for one in assignments
    ]  # fmt: skip
    items.create_items(Assignment, by=by, project=project, grant=CHANGE, rows=rows)
    if any(one.follows_calendar for one in assignments):
        reschedule(locked)
    return known
