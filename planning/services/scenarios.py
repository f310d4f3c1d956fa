"""Scenarios: what they change, and whether the plan is still the one they were made on."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Conflict, Invalid
from planning.loaders.states import READ
from planning.models import Assignment, Resource, Scenario, ScenarioAssignment, ScenarioChange, Task
from planning.services.scheduling import lock_project
from projects import access
from projects.models import Project
from projects.services import items

CHANGE = "scenario.change"
MOST = 100
"""Tasks, and assignments, that a scenario changes at most."""


def plan_stamp(project_id: int) -> str:
    """A short text that is another one after every change of a plan or of who works on it; six queries."""
    sums = (model.objects.filter(project_id=project_id).order_by() for model in READ)
    found = [tuple(rows.aggregate(Count("pk"), Sum("version")).values()) for rows in sums]
    return blake2b(repr(found).encode(), digest_size=16).hexdigest()


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
    _require_change(by, project, scenario, task)
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
    require_open(change.scenario)
    plain = {name: value for name, value in values.items() if name not in ("scenario", "task")}
    wanted = ScenarioChange(project=change.project, scenario=change.scenario, task=change.task)
    for field in ("duration", "constraint", "constraint_date", "deadline", "owner", "left_out"):
        setattr(wanted, field, plain.get(field, getattr(change, field)))
    return items.change_item(change, by=by, grant=CHANGE, version=version, values={**plain, "seen": _seen(wanted)})


@transaction.atomic
def remove_change(change: ScenarioChange, *, by: Any, version: int) -> None:
    """Let a task be as in the plan again."""
    require_open(change.scenario)
    items.delete_item(change, by=by, grant=CHANGE, version=version)


@transaction.atomic
def add_assignment(
    *, by: Any, project: Project, scenario: Scenario, task: Task, resource: Resource, **values: Any
) -> ScenarioAssignment:
    """Put somebody on a task in a scenario, take them off, or ask for more or less of them. Raises Invalid."""
    _require_change(by, project, scenario, task)
    if resource.project_id != project.pk:
        raise Invalid(fields={"resource": [_("This resource belongs to another project.")]})
    there = ScenarioAssignment.objects.filter(scenario=scenario)
    if there.filter(task=task, resource=resource).exists():
        raise Invalid(fields={"resource": [_("The scenario changes this assignment already.")]})
    if there.count() >= MOST:
        raise Invalid(_("A scenario changes at most %(limit)d assignments.") % {"limit": MOST})
    wanted = {**values, "scenario": scenario, "task": task, "resource": resource}
    wanted["seen"] = _checked(ScenarioAssignment(project=project, **wanted))
    return items.create_item(ScenarioAssignment, by=by, project=project, grant=CHANGE, values=wanted)


@transaction.atomic
def alter_assignment(one: ScenarioAssignment, *, by: Any, version: int, **values: Any) -> ScenarioAssignment:
    """Other units or effort for somebody on a task in a scenario; scenario, task and resource stay."""
    access.require(by, one.project, CHANGE)
    require_open(one.scenario)
    plain = {name: value for name, value in values.items() if name in ("units", "effort", "left_out")}
    known = {name: plain.get(name, getattr(one, name)) for name in ("units", "effort", "left_out")}
    kept = {"project": one.project, "scenario": one.scenario, "task": one.task, "resource": one.resource}
    seen = _checked(ScenarioAssignment(**kept, **known))
    return items.change_item(one, by=by, grant=CHANGE, version=version, values={**plain, "seen": seen})


@transaction.atomic
def remove_assignment(one: ScenarioAssignment, *, by: Any, version: int) -> None:
    """Let an assignment be as in the plan again."""
    require_open(one.scenario)
    items.delete_item(one, by=by, grant=CHANGE, version=version)


def conflicts(scenario: Scenario) -> list[ScenarioChange | ScenarioAssignment]:
    """The changes for which the plan has other values by now than when they were made; three queries."""
    changes = scenario.changes.select_related("task", "owner")
    staffing = list(scenario.assignments.select_related("task", "resource"))
    there = _assigned(one.task_id for one in staffing)
    stale = [one for one in staffing if one.seen != there.get((one.task_id, one.resource_id), {})]
    return [*(change for change in changes if change.seen != _seen(change)), *stale]


@transaction.atomic
def look_over(scenario: Scenario, *, by: Any, version: int) -> Scenario:
    """Keep the scenario's changes though the plan changed: they are measured against the plan as it is now."""
    access.require(by, scenario.project, CHANGE)
    require_open(scenario)
    lock_project(scenario.project_id)
    for change in conflicts(scenario):
        change.seen = _seen(change) if isinstance(change, ScenarioChange) else _plan_has(change)
        change.save(update_fields=["seen", "updated_at"])
    stamp = {"plan_stamp": plan_stamp(scenario.project_id)}
    return items.change_item(scenario, by=by, grant=CHANGE, version=version, values=stamp)


def _seen(change: ScenarioChange) -> dict[str, Any]:
    """What the plan says now of the values that a change replaces."""
    return audit.values_of(change.task, change.values)


def require_open(scenario: Scenario) -> None:
    """Raise Conflict for a scenario that is applied."""
    if not scenario.is_open:
        raise Conflict(_("This scenario is applied. Take it back to change it."))


def _require_change(by: Any, project: Project, scenario: Scenario, task: Task) -> None:
    access.require(by, project, CHANGE)
    require_open(scenario)
    if {scenario.project_id, task.project_id} != {project.pk}:
        raise Invalid(fields={"task": [_("This task belongs to another project.")]})
    if task.is_summary:
        raise Invalid(fields={"task": [_("A summary follows from its parts. Change those.")]})


def _checked(one: ScenarioAssignment) -> dict[str, Any]:
    """The plan's assignment that is changed. Raises Invalid for a change that would be none."""
    seen = _plan_has(one)
    if one.left_out and not seen:
        raise Invalid(fields={"left_out": [_("This resource isn't on the task in the plan.")]})
    if seen and not one.left_out and not one.values:
        raise Invalid(fields={"units": [_("Say what is different: units, effort, or that it is taken off the task.")]})
    if one.effort and one.task.is_milestone:
        raise Invalid(fields={"effort": [_("A milestone takes no effort.")]})
    return seen


def _plan_has(one: ScenarioAssignment) -> dict[str, Any]:
    """The assignment of the plan as JSON, empty where there is none."""
    return _assigned([one.task_id]).get((one.task_id, one.resource_id), {})


def _assigned(tasks: Iterable[int]) -> dict[tuple[int, int], dict[str, Any]]:
    """Units and effort in the plan by task and resource."""
    rows = Assignment.objects.filter(task__in=set(tasks)).order_by()
    columns = ("task_id", "resource_id", "units", "effort")
    return {(task, who): {"units": units, "effort": effort} for task, who, units, effort in rows.values_list(*columns)}
