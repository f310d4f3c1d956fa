"""Creating, changing and deleting tasks. What the plan becomes by it is computed in the same transaction."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Invalid
from planning import working_time
from planning.calc import DAY
from planning.models import Task
from planning.services import links, moving, outline, staffing, status
from planning.services.ripple import Ripple, ripple_of
from planning.services.scheduling import lock_project, reschedule, with_dates
from projects import access
from projects.models import Project
from projects.services import items

CHANGE = "task.change"

SCHEDULED = status.STORY | {
    "kind", "duration", "calendar", "manual", "constraint", "constraint_date", "deadline", "remaining",
    "progress_method", "weight", "start", "effort_driven",
}  # fmt: skip
"""Values that can move dates or progress."""

DERIVED = (
    "kind", "duration", "optimistic", "pessimistic", "percent", "status", "actual_start", "actual_finish", "remaining",
)  # fmt: skip
"""Values of a summary that follow from its parts."""


@transaction.atomic
def create_task(
    *,
    by: Any,
    project: Project,
    parent: Task | None = None,
    predecessors: str = "",
    at: datetime | None = None,
    **values: Any,
) -> Task:
    """A new task, the last part of `parent`.

    `start` is a day that holds it back (see `change_task`), `predecessors` a text such as `12FS+2d; 5SS`.
    """
    access.require(by, project, CHANGE)
    locked = lock_project(project.pk)
    moving.check_project(parent, project)
    place = outline.place_last(locked, parent)
    moment = at or timezone.now()
    plan = {"status_since": moment, **_completed(Task(project=project), values, moment)}
    where = {"parent": parent, "position": place.position, "wbs": place.wbs, "outline_level": place.outline_level}
    task = items.create_item(Task, by=by, project=project, grant=None, values={**plan, **where})
    if parent is not None and not parent.is_summary:
        outline.become_summaries([parent.pk])
    if predecessors:
        return links.set_predecessors(task, by=by, version=task.version, text=predecessors)[0]
    outcome = reschedule(locked)
    return with_dates(task, outcome) if outcome else task


@transaction.atomic
def insert_task(*, by: Any, project: Project, after: Task | None, **values: Any) -> Task:
    """A new task in the row below `after`: its sibling, or the first part of a summary. Without one, the last row."""
    moving.check_project(after, project)
    parent = after if after is None or after.is_summary else after.parent
    task = create_task(by=by, project=project, parent=parent, **values)
    before = outline.Outline.of(project.pk).row_below(after.pk) if after else None
    if before in (None, task.pk):
        return task
    return moving.move_task(task, by=by, version=task.version, before=Task.objects.get(pk=before))


def change_task(task: Task, *, by: Any, version: int, at: datetime | None = None, **values: Any) -> Task:
    """The changed task, with its new dates.

    `start` is a day: it holds an automatic task back (constraint SNET; None lifts it) and places a manual one.
    `predecessors` is a text such as `12FS+2d; 5SS`. Raises StaleVersion, Invalid or ValidationError.
    """
    return apply_change(task, by=by, version=version, at=at, **values)[0]


@transaction.atomic
def apply_change(
    task: Task, *, by: Any, version: int, at: datetime | None = None, **values: Any
) -> tuple[Task, Ripple]:
    """Like `change_task`; also returns what the change moved in the plan."""
    access.require(by, task.project, CHANGE, task)
    if "parent" in values:
        task = moving.under(task, values.pop("parent"), by=by, version=version)
        version = task.version
    if "predecessors" in values:
        task, _ripple = links.set_predecessors(task, by=by, version=version, text=values.pop("predecessors"))
        version = task.version
    moves = SCHEDULED & values.keys()
    locked = lock_project(task.project_id) if moves else None
    plan = _completed(task, values, at or timezone.now())
    _refuse_derived(task, plan)
    stored = items.change_item(task, by=by, grant=None, version=version, values=plan)
    if locked is None or stored.version == version:
        return stored, Ripple.none(stored)
    if {"duration", "effort_driven"} & plan.keys():
        staffing.settle(stored, by=by, duration=task.duration)
    outcome = reschedule(locked)
    return with_dates(stored, outcome) if outcome else stored, ripple_of(outcome, stored)


@transaction.atomic
def restore_task(task: Task, *, by: Any, version: int, values: Mapping[str, Any]) -> Task:
    """Write earlier values back exactly as they were, without completing them."""
    access.require(by, task.project, CHANGE, task)
    locked = lock_project(task.project_id)
    before = task.duration
    stored = items.change_item(task, by=by, grant=CHANGE, version=version, values=values)
    staffing.settle(stored, by=by, duration=before)
    return with_dates(stored, reschedule(locked))


def preview_change(task: Task, *, by: Any, version: int, **values: Any) -> Ripple:
    """What a change would move, without saving it. Raises what the change itself would raise."""
    with transaction.atomic():
        ripple = apply_change(task, by=by, version=version, **values)[1]
        transaction.set_rollback(True)
    return ripple


@transaction.atomic
def delete_task(task: Task, *, by: Any, version: int) -> None:
    """Remove a task with all its parts and links, and close the gap in the codes."""
    access.require(by, task.project, CHANGE, task)
    locked = lock_project(task.project_id)
    items.delete_item(task, by=by, grant=CHANGE, version=version)
    outline.write(outline.Outline.of(task.project_id))
    reschedule(locked)


def _completed(task: Task, values: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """The values with everything that follows from them."""
    plan = _with_estimates(task, _by_kind(task, _with_start(task, values)))
    plan = status.consistent(task, plan, at, timezone.localdate(at))
    return plan | _blocked(task, plan, at)


def _with_start(task: Task, values: Mapping[str, Any]) -> dict[str, Any]:
    """A day given as `start` becomes what it means: a place for a manual task, a bound for an automatic one."""
    plan = dict(values)
    if "start" not in plan:
        return plan
    day: date | None = plan.pop("start")
    if plan.get("manual", task.manual):
        return plan | ({"start": datetime.combine(day, working_time.DAY_OPENS)} if day else {})
    return plan | {"constraint": Task.Constraint.SNET if day else Task.Constraint.ASAP, "constraint_date": day}


def _by_kind(task: Task, values: dict[str, Any]) -> dict[str, Any]:
    """A milestone takes no time; a task that stops being one takes a day unless the change says otherwise."""
    if values.get("kind", task.kind) == Task.Kind.MILESTONE:
        if values.get("duration"):
            raise Invalid(fields={"duration": [_("A milestone takes no time. Make it a task to give it a duration.")]})
        return {**values, "duration": 0, "optimistic": None, "pessimistic": None} if "kind" in values else values
    if task.is_milestone and "kind" in values and "duration" not in values:
        return {**values, "duration": DAY}
    return values


def _with_estimates(task: Task, values: dict[str, Any]) -> dict[str, Any]:
    """A new duration outside the stated range widens it, unless the change states the range itself."""
    length = values.get("duration")
    if not length or {"optimistic", "pessimistic"} & values.keys():
        return values
    wider = {}
    if task.optimistic is not None and task.optimistic > length:
        wider["optimistic"] = length
    if task.pessimistic is not None and task.pessimistic < length:
        wider["pessimistic"] = length
    return values | wider


def _blocked(task: Task, values: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """Since when the task is blocked; whoever is waited for is forgotten with the reason."""
    if "blocked_reason" not in values:
        return {}
    if not values["blocked_reason"]:
        return {"blocked_since": None, "waits_for": None}
    return {} if task.blocked_reason else {"blocked_since": at}


def _refuse_derived(task: Task, values: Mapping[str, Any]) -> None:
    if not task.is_summary:
        return
    old = audit.values_of(task, values)
    wrong = [name for name in DERIVED if name in values and audit.plain(values[name]) != old[name]]
    if wrong:
        raise Invalid(fields={name: [_("A summary's value follows from its parts.")] for name in wrong})
