"""Changing stakeholders and responsibilities."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Conflict, Invalid
from planning.models import Task
from projects import access
from projects.models import Project, ProjectRole
from projects.services import items, pulse
from stakeholders.models import Communication, RaciEntry, Stakeholder

CHANGE, TELL = "stakeholder.change", "communication.change"


def create_stakeholder(*, by: Any, project: Project, **values: Any) -> Stakeholder:
    return items.create_item(Stakeholder, by=by, project=project, grant=CHANGE, values=values)


def create_stakeholders(*, by: Any, project: Project, rows: Sequence[Mapping[str, Any]]) -> list[Stakeholder]:
    """Many stakeholders at once, from the archetypes of the library."""
    return items.create_items(Stakeholder, by=by, project=project, grant=CHANGE, rows=rows)


def change_stakeholder(stakeholder: Stakeholder, *, by: Any, version: int, **values: Any) -> Stakeholder:
    return items.change_item(stakeholder, by=by, grant=CHANGE, version=version, values=values)


def delete_stakeholder(stakeholder: Stakeholder, *, by: Any, version: int) -> None:
    items.delete_item(stakeholder, by=by, grant=CHANGE, version=version)


def create_communication(*, by: Any, project: Project, **values: Any) -> Communication:
    return items.create_item(Communication, by=by, project=project, grant=TELL, values=values)


def create_communications(*, by: Any, project: Project, rows: Sequence[Mapping[str, Any]]) -> list[Communication]:
    """The communication plan of a template, line by line."""
    return items.create_items(Communication, by=by, project=project, grant=TELL, rows=rows)


def change_communication(line: Communication, *, by: Any, version: int, **values: Any) -> Communication:
    return items.change_item(line, by=by, grant=TELL, version=version, values=values)


def delete_communication(line: Communication, *, by: Any, version: int) -> None:
    items.delete_item(line, by=by, grant=TELL, version=version)


@transaction.atomic
def set_raci(*, by: Any, project: Project, task: Task, role: ProjectRole, letters: Collection[str]) -> list[RaciEntry]:
    """Give a role exactly these letters for a task. Refused when another role is accountable already."""
    access.require(by, project, "raci.change")
    wanted = set(letters)
    unknown = wanted - set(RaciEntry.Letter.values)
    if unknown:
        raise Invalid(fields={"letter": [_("Use R, A, S, C or I.")]})
    Project.objects.select_for_update().get(pk=project.pk)
    if "A" in wanted and RaciEntry.objects.filter(task=task, letter="A").exclude(role=role).exists():
        message = _("Another role is accountable for this task. A task has exactly one.")
        raise Conflict(message, fields={"letter": [message]})
    rows = {entry.letter: entry for entry in RaciEntry.objects.filter(task=task, role=role)}
    RaciEntry.objects.filter(pk__in=[rows[letter].pk for letter in rows.keys() - wanted]).delete()
    for letter in sorted(wanted - rows.keys()):
        RaciEntry.objects.create(project=project, task=task, role=role, letter=letter)
    changes = {f"RACI {role.code}": ("".join(sorted(rows)), "".join(sorted(wanted)))}
    audit.record(by=by, verb="changed", obj=task, changes=changes)
    pulse.touch([project.pk])
    return list(RaciEntry.objects.filter(task=task, role=role))


@transaction.atomic
def add_raci_matrix(*, by: Any, project: Project, entries: Sequence[tuple[Task, ProjectRole, str]]) -> list[RaciEntry]:
    """The responsibilities of a plan that has none yet, in one line of the audit trail.

    The database refuses a second accountable role of a task.
    """
    rows = [{"task": task, "role": role, "letter": letter} for task, role, letter in entries]
    made = items.create_items(RaciEntry, by=by, project=project, grant="raci.change", rows=rows, audited=False)
    audit.record(by=by, verb="changed", obj=project, changes={"RACI": (None, len(made))})
    return made


def add_raci_entry(*, by: Any, project: Project, task: Task, role: ProjectRole, letter: str) -> RaciEntry:
    """Add one letter to what a role has for a task already."""
    held = RaciEntry.objects.filter(task=task, role=role).values_list("letter", flat=True)
    entries = set_raci(by=by, project=project, task=task, role=role, letters={*held, letter})
    return next(entry for entry in entries if entry.letter == letter)


def delete_raci_entry(entry: RaciEntry, *, by: Any) -> None:
    held = RaciEntry.objects.filter(task=entry.task, role=entry.role).values_list("letter", flat=True)
    set_raci(by=by, project=entry.project, task=entry.task, role=entry.role, letters=set(held) - {entry.letter})
