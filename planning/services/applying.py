"""Making a scenario the plan, and taking it back: all of it or nothing, by the services of tasks and assignments."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Conflict, Invalid
from planning.models import Assignment, Scenario, ScenarioAssignment, Task
from planning.services import staffing, tasks
from planning.services.scenarios import conflicts, plan_stamp, require_open
from planning.services.scheduling import lock_project
from projects import access
from projects.services import items

APPLY = "scenario.apply"

RESTORED = (
    "duration", "optimistic", "pessimistic", "constraint", "constraint_date", "deadline", "owner", "status",
    "status_since", "percent", "actual_start", "actual_finish", "remaining", "blocked_reason", "blocked_since",
    "waits_for",
)  # fmt: skip
"""Values of a task that applying a scenario can change."""


@transaction.atomic
def apply_scenario(scenario: Scenario, *, by: Any, version: int) -> Scenario:
    """Make the scenario the plan; `take_back` reverses it.

    Raises Conflict where the plan has other values by now than the scenario was made on.
    """
    access.require(by, scenario.project, APPLY)
    lock_project(scenario.project_id)
    stored = items.lock(scenario, version)
    require_open(stored)
    if stale := conflicts(stored):
        names = ", ".join(dict.fromkeys(change.task.code for change in stale))
        raise Conflict(_("The plan changed since: %(tasks)s. Look the scenario over first.") % {"tasks": names})
    changes = list(stored.changes.select_related("owner"))
    assignments = list(stored.assignments.select_related("resource").order_by("pk"))
    before = _kept({*(one.task_id for one in changes), *(one.task_id for one in assignments)})
    if not before:
        raise Invalid(_("This scenario changes nothing yet."))
    for change in changes:
        task = _task(change.task_id)
        tasks.change_task(task, by=by, version=task.version, **change.values)
    for one in assignments:
        _staff(one, by)
    values = {"state": Scenario.State.APPLIED, "undo": _with_marks(before), "applied_at": timezone.now()}
    return _moved_on(stored, by, "applied", {**values, "applied_by": by})


@transaction.atomic
def take_back(scenario: Scenario, *, by: Any, version: int) -> Scenario:
    """Give the tasks the values and the people they had before the scenario was applied; it is open again.

    Raises Conflict, and names the tasks, where one was changed or deleted since.
    """
    access.require(by, scenario.project, APPLY)
    lock_project(scenario.project_id)
    stored = items.lock(scenario, version)
    if stored.is_open:
        raise Conflict(_("This scenario is not applied."))
    now = _kept({one["task"] for one in stored.undo})
    changed = [one["code"] for one in stored.undo if _is_changed(one, now.get(one["task"]))]
    if changed:
        names = ", ".join(changed)
        raise Conflict(_("These tasks were changed since: %(tasks)s. Change them back by hand.") % {"tasks": names})
    for one in stored.undo:
        _restore(_task(one["task"]), one, by)
    values: dict[str, Any] = {"state": Scenario.State.OPEN, "undo": [], "applied_at": None, "applied_by": None}
    return _moved_on(stored, by, "taken_back", values)


def _staff(one: ScenarioAssignment, by: Any) -> None:
    """Make one change of who is on a task."""
    task = _task(one.task_id)
    there = Assignment.objects.select_related("project").filter(task=task, resource=one.resource_id).first()
    if there is None:
        staffing.assign(by=by, project=task.project, task=task, resource=one.resource, **one.values)
        return
    there.task = task
    if one.left_out:
        staffing.unassign(there, by=by, version=there.version)
    else:
        staffing.change_assignment(there, by=by, version=there.version, **one.values)


def _task(pk: int) -> Task:
    return Task.objects.select_related("project").get(pk=pk)


def _kept(task_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """What brings tasks back: their values and who is on them, with their versions."""
    found = {
        task.pk: {
            "task": task.pk, "code": task.code, "version": task.version, "values": audit.values_of(task, RESTORED),
            "team": [],
        }
        for task in Task.objects.filter(pk__in=task_ids).order_by("position", "pk")
    }  # fmt: skip
    rows = Assignment.objects.filter(task__in=task_ids).order_by("pk")
    for task, *rest in rows.values_list("task_id", "resource_id", *staffing.TOLD):
        found[task]["team"].append(dict(zip(("resource", *staffing.TOLD), rest, strict=True)))
    return found


def _with_marks(before: dict[int, dict[str, Any]]) -> list[dict[str, Any]]:
    """The former values, with what tells later whether anybody has changed the tasks since."""
    after = _kept(before)
    return [{**one, "version": after[pk]["version"], "left": after[pk]["team"]} for pk, one in before.items()]


def _is_changed(one: dict[str, Any], now: dict[str, Any] | None) -> bool:
    return now is None or now["version"] != one["version"] or ("left" in one and now["team"] != one["left"])


def _restore(task: Task, one: dict[str, Any], by: Any) -> None:
    values = one["values"]
    fields = {name: Task._meta.get_field(name) for name in values}
    old = {fields[name].attname: fields[name].to_python(value) for name, value in values.items()}  # type: ignore[union-attr]
    tasks.restore_task(task, by=by, version=task.version, values=old)
    if one.get("team") != one.get("left"):
        staffing.restore_team(_task(task.pk), by=by, team=one["team"])


def _moved_on(scenario: Scenario, by: Any, verb: str, values: dict[str, Any]) -> Scenario:
    for name, value in {**values, "plan_stamp": plan_stamp(scenario.project_id)}.items():
        setattr(scenario, name, value)
    scenario.version += 1
    scenario.save(update_fields=[*values, "plan_stamp", "version", "updated_at"])
    audit.record(by=by, verb=verb, obj=scenario, changes={})
    return scenario
