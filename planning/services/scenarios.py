"""Scenarios: kept, changed, compared, and applied to the plan or dropped."""

from typing import Any

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Conflict, Invalid
from planning.models import Scenario, ScenarioChange, Task, TaskLink, WorkCalendar
from planning.services import tasks
from planning.services.scheduling import lock_project
from projects import access
from projects.models import Project
from projects.services import items

CHANGE = "scenario.change"
APPLY = "scenario.apply"
MOST = 100
"""Tasks that a scenario changes at most."""

RESTORED = (
    "duration", "optimistic", "pessimistic", "constraint", "constraint_date", "deadline", "owner", "status",
    "status_since", "percent", "actual_start", "actual_finish", "remaining", "blocked_reason", "blocked_since",
    "waits_for",
)  # fmt: skip
"""Values of a task that applying a scenario can change."""


def plan_stamp(project_id: int) -> str:
    """A short text that is another one after every change of tasks, links or calendars of a plan; three queries."""
    models = (Task, TaskLink, WorkCalendar)
    sums = (model.objects.filter(project_id=project_id).order_by() for model in models)
    found = (rows.aggregate(count=Count("pk"), versions=Sum("version")) for rows in sums)
    return ".".join(f"{one['count']}-{one['versions'] or 0}" for one in found)[:39]


def create_scenario(*, by: Any, project: Project, **values: Any) -> Scenario:
    stamp = {"plan_stamp": plan_stamp(project.pk)}
    return items.create_item(Scenario, by=by, project=project, grant=CHANGE, values={**values, **stamp})


def change_scenario(scenario: Scenario, *, by: Any, version: int, **values: Any) -> Scenario:
    """Rename a scenario or put its question in other words."""
    return items.change_item(scenario, by=by, grant=CHANGE, version=version, values=values)


def drop_scenario(scenario: Scenario, *, by: Any, version: int) -> None:
    """Remove a scenario; the plan stays as it is."""
    items.delete_item(scenario, by=by, grant=CHANGE, version=version)


@transaction.atomic
def add_change(*, by: Any, project: Project, scenario: Scenario, task: Task, **values: Any) -> ScenarioChange:
    """Change a task in a scenario. Raises Invalid for a summary, a task of another project or one too many."""
    access.require(by, project, CHANGE)
    _require_open(scenario)
    if {scenario.project_id, task.project_id} != {project.pk}:
        raise Invalid(fields={"task": [_("This task belongs to another project.")]})
    if task.is_summary:
        raise Invalid(fields={"task": [_("A summary follows from its parts. Change those.")]})
    there = ScenarioChange.objects.filter(scenario=scenario)
    if there.filter(task=task).exists():
        raise Invalid(fields={"task": [_("The scenario changes this task already.")]})
    if there.count() >= MOST:
        raise Invalid(_("A scenario changes at most %(limit)d tasks.") % {"limit": MOST})
    wanted = {**values, "scenario": scenario, "task": task}
    wanted["seen"] = _seen(ScenarioChange(project=project, **wanted))
    return items.create_item(ScenarioChange, by=by, project=project, grant=CHANGE, values=wanted)


@transaction.atomic
def alter_change(change: ScenarioChange, *, by: Any, version: int, **values: Any) -> ScenarioChange:
    """Other values for a task in a scenario; scenario and task stay."""
    access.require(by, change.project, CHANGE)
    _require_open(change.scenario)
    plain = {name: value for name, value in values.items() if name not in ("scenario", "task")}
    wanted = ScenarioChange(project=change.project, scenario=change.scenario, task=change.task)
    for field in ("duration", "constraint", "constraint_date", "deadline", "owner", "left_out"):
        setattr(wanted, field, plain.get(field, getattr(change, field)))
    return items.change_item(change, by=by, grant=CHANGE, version=version, values={**plain, "seen": _seen(wanted)})


@transaction.atomic
def remove_change(change: ScenarioChange, *, by: Any, version: int) -> None:
    """Let a task be as in the plan again."""
    _require_open(change.scenario)
    items.delete_item(change, by=by, grant=CHANGE, version=version)


def conflicts(scenario: Scenario) -> list[ScenarioChange]:
    """The changes whose task has other values in the plan by now than when the change was made."""
    changes = scenario.changes.select_related("task", "owner")
    return [change for change in changes if change.seen != _seen(change)]


@transaction.atomic
def look_over(scenario: Scenario, *, by: Any, version: int) -> Scenario:
    """Keep the scenario's changes though the plan changed: they are measured against the plan as it is now."""
    access.require(by, scenario.project, CHANGE)
    _require_open(scenario)
    lock_project(scenario.project_id)
    for change in conflicts(scenario):
        change.seen = _seen(change)
        change.save(update_fields=["seen", "updated_at"])
    stamp = {"plan_stamp": plan_stamp(scenario.project_id)}
    return items.change_item(scenario, by=by, grant=CHANGE, version=version, values=stamp)


@transaction.atomic
def apply_scenario(scenario: Scenario, *, by: Any, version: int) -> Scenario:
    """Make the scenario the plan: every change by the services of tasks, all or none; `take_back` reverses it.

    Raises Conflict where the plan has other values by now than the scenario was made on.
    """
    access.require(by, scenario.project, APPLY)
    lock_project(scenario.project_id)
    stored = items.lock(scenario, version)
    _require_open(stored)
    if stale := conflicts(stored):
        names = ", ".join(change.task.code for change in stale)
        raise Conflict(_("The plan changed since: %(tasks)s. Look the scenario over first.") % {"tasks": names})
    changes = list(stored.changes.select_related("task__project", "owner"))
    if not changes:
        raise Invalid(_("This scenario changes nothing yet."))
    undo = [_applied(change, by) for change in changes]
    values = {"state": Scenario.State.APPLIED, "undo": undo, "applied_at": timezone.now(), "applied_by": by}
    return _moved_on(stored, by, "applied", values)


@transaction.atomic
def take_back(scenario: Scenario, *, by: Any, version: int) -> Scenario:
    """Give the tasks the values they had before the scenario was applied; it is open again.

    Raises Conflict, and names the tasks, where one was changed or deleted since.
    """
    access.require(by, scenario.project, APPLY)
    lock_project(scenario.project_id)
    stored = items.lock(scenario, version)
    if stored.is_open:
        raise Conflict(_("This scenario is not applied."))
    there = Task.objects.select_related("project").in_bulk([one["task"] for one in stored.undo])
    changed = [one["code"] for one in stored.undo if _version(there.get(one["task"])) != one["version"]]
    if changed:
        names = ", ".join(changed)
        raise Conflict(_("These tasks were changed since: %(tasks)s. Change them back by hand.") % {"tasks": names})
    for one in stored.undo:
        _restored(there[one["task"]], one["values"], by)
    values: dict[str, Any] = {"state": Scenario.State.OPEN, "undo": [], "applied_at": None, "applied_by": None}
    return _moved_on(stored, by, "taken_back", values)


def _applied(change: ScenarioChange, by: Any) -> dict[str, Any]:
    """Apply one change; returns what brings the task back."""
    task = change.task
    before = audit.values_of(task, RESTORED)
    after = tasks.change_task(task, by=by, version=task.version, **change.values)
    return {"task": task.pk, "code": task.code, "version": after.version, "values": before}


def _restored(task: Task, values: dict[str, Any], by: Any) -> None:
    fields = {name: Task._meta.get_field(name) for name in values}
    old = {fields[name].attname: fields[name].to_python(value) for name, value in values.items()}  # type: ignore[union-attr]
    tasks.restore_task(task, by=by, version=task.version, values=old)


def _version(task: Task | None) -> int | None:
    return task.version if task else None


def _moved_on(scenario: Scenario, by: Any, verb: str, values: dict[str, Any]) -> Scenario:
    for name, value in {**values, "plan_stamp": plan_stamp(scenario.project_id)}.items():
        setattr(scenario, name, value)
    scenario.version += 1
    scenario.save(update_fields=[*values, "plan_stamp", "version", "updated_at"])
    audit.record(by=by, verb=verb, obj=scenario, changes={})
    return scenario


def _seen(change: ScenarioChange) -> dict[str, Any]:
    """What the plan says now of the values that a change replaces."""
    return audit.values_of(change.task, change.values)


def _require_open(scenario: Scenario) -> None:
    if not scenario.is_open:
        raise Conflict(_("This scenario is applied. Take it back to change it."))
