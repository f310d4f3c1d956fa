"""A register on its way in: read the file, say what each row would do, and only then do it, all rows or none."""

from collections import defaultdict
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Conflict, Invalid, NotAllowed
from ecompm.core.sheets import SheetError, read_sheet
from planning.models import Task
from projects import access
from projects.models import Project
from projects.people import of_project
from projects.services import items
from risks import columns
from risks.columns import CellError, Lookup
from risks.models import RegisterImport, Risk
from risks.services import register

GRANT = register.CHANGE
MOST_ERRORS = 200
KEPT = timedelta(days=7)
Values = dict[str, Any]


@dataclass
class Plan:
    """What the rows would do: risks to make, and stored ones with their new values."""

    made: list[Values] = field(default_factory=list)
    changed: list[tuple[Risk, int, Values]] = field(default_factory=list)
    unchanged: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)

    @property
    def report(self) -> dict[str, Any]:
        return {
            "new": len(self.made),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "errors": self.errors[:MOST_ERRORS],
            "more_errors": max(len(self.errors) - MOST_ERRORS, 0),
        }


@transaction.atomic
def upload_register(*, by: Any, project: Project, file: Any) -> RegisterImport:
    """Read a file and store its dry run, in place of an earlier one that nobody confirmed. Nothing else is stored.

    Raises TooLarge, or SheetError when it is no table or brings no column of ours.
    """
    access.require(by, project, GRANT)
    sheet = read_sheet(file)
    names = {head: columns.named(head) for head in sheet.columns if head}
    _check_heads(names)
    rows = [
        {"number": line.number, "cells": {name: line.cells[head] for head, name in names.items() if name}}
        for line in sheet.lines
    ]
    RegisterImport.objects.filter(project=project, owner=by).delete()
    ignored = [head for head, name in names.items() if name is None or name in columns.READ_ONLY]
    report = {**plan_of(project, by, rows).report, "ignored": ignored, "rows": len(rows)}
    return RegisterImport.objects.create(project=project, owner=by, name=_name(file), rows=rows, report=report)


@transaction.atomic
def confirm_import(waiting: RegisterImport, *, by: Any) -> dict[str, int]:
    """Carry it out: every row or none. Returns how many risks were made and changed.

    Raises Conflict when a row no longer fits, because the register changed since the dry run.
    """
    access.require(by, waiting.project, GRANT)
    plan = plan_of(waiting.project, by, waiting.rows)
    if plan.errors or not (plan.made or plan.changed):
        raise Conflict(_("The rows no longer fit the register, or bring nothing. Upload the file again."))
    register.create_risks(by=by, project=waiting.project, rows=plan.made)
    for risk, version, values in plan.changed:
        register.change_risk(risk, by=by, version=version, **values)
    audit.record(by=by, verb="imported", obj=waiting, changes={"file": (None, waiting.name)})
    waiting.delete()
    return {"new": len(plan.made), "changed": len(plan.changed)}


def discard_import(waiting: RegisterImport, *, by: Any) -> None:
    access.require(by, waiting.project, GRANT)
    waiting.delete()


def forget_old_imports(now: Any = None) -> int:
    """Delete uploads that nobody confirmed for a week. Returns how many."""
    return RegisterImport.objects.filter(created_at__lt=(now or timezone.now()) - KEPT).delete()[0]


def plan_of(project: Project, by: Any, rows: list[dict[str, Any]]) -> Plan:
    """What the rows would do to the register as it is now, in a few queries however many rows there are."""
    plan, lookup = Plan(), _lookup(project, by)
    stored = {risk.code: risk for risk in Risk.objects.allowed(by, "risk.view").of(project).prefetch_related("hits")}
    asked: dict[str, int] = {}
    for row in rows:
        number, cells = row["number"], row["cells"]
        key = cells.get(columns.KEY, "").upper()
        if key and key in asked:
            message = _("%(key)s stands in row %(row)d already.")
            _refuse(plan, number, columns.KEY, message % {"key": key[:20], "row": asked[key]})
            continue
        asked[key] = number
        values = _values(plan, number, cells, lookup)
        if values is None:
            continue
        if not key:
            _plan_new(plan, number, project, by, values)
        elif key in stored:
            stored[key].project = project
            _plan_change(plan, number, stored[key], by, cells, values)
        else:
            message = _("There is no risk %(key)s here. Leave the key empty for a new one.")
            _refuse(plan, number, columns.KEY, message % {"key": key[:20]})
    return plan


def _check_heads(names: Mapping[str, str | None]) -> None:
    known = [name for name in names.values() if name]
    if not set(known) & columns.WRITTEN:
        raise SheetError(_("No column of this file belongs to the register. Export it once to see the names."))
    twice = next((name for name in known if known.count(name) > 1), None)
    if twice:
        raise SheetError(_("The column “%(name)s” is there twice.") % {"name": columns.label(twice)})


def _lookup(project: Project, by: Any) -> Lookup:
    people: dict[str, list[Any]] = defaultdict(list)
    for person in of_project(project):
        for name in {person.name.casefold(), person.email.casefold()}:
            people[name].append(person)
    seen = Task.objects.allowed(by, "task.view").of(project).only("pk", "number", "project")
    return Lookup(people, {task.code: task for task in seen})


def _values(plan: Plan, number: int, cells: Mapping[str, str], lookup: Lookup) -> Values | None:
    """The values of a row; None when a cell can't be read."""
    values: Values = {}
    before = len(plan.errors)
    for name in (one for one in columns.NAMES if one in columns.WRITTEN and one in cells):
        try:
            values[name] = columns.read(name, cells[name], lookup)
        except CellError as error:
            _refuse(plan, number, name, str(error))
    return values if len(plan.errors) == before else None


def _plan_new(plan: Plan, number: int, project: Project, by: Any, values: Values) -> None:
    if _fits(plan, number, Risk(project=project), by, {"title": "", **values}):
        plan.made.append(values)


def _plan_change(plan: Plan, number: int, risk: Risk, by: Any, cells: Mapping[str, str], values: Values) -> None:
    """A row about a stored risk: it must name the version that is stored, if it names one."""
    said = cells.get(columns.VERSION, "")
    if said and said != str(risk.version):
        message = _("Somebody changed this risk after the file was written. Export it again.")
        _refuse(plan, number, columns.VERSION, message)
        return
    different = {name: value for name, value in values.items() if not _same(risk, name, value)}
    if not different:
        plan.unchanged += 1
    elif _fits(plan, number, risk, by, different):
        plan.changed.append((risk, risk.version, different))


def _same(risk: Risk, name: str, value: Any) -> bool:
    if name == columns.HITS:
        return {task.pk for task in risk.hits.all()} == {task.pk for task in value}
    return bool(getattr(risk, name) == value)


def _fits(plan: Plan, number: int, risk: Risk, by: Any, values: Values) -> bool:
    """Whether the rules of a risk hold for these values; what doesn't stands in the errors."""
    plain = {name: value for name, value in values.items() if name != columns.HITS}
    judged = copy(risk)
    try:
        register.refuse_secrecy(by, risk.project, risk if risk.pk else None, plain)
        register.refuse_misfit(risk, plain)
        if risk.pk:
            register.refuse_occurrence(risk, plain)
        for name, value in plain.items():
            setattr(judged, name, value)
        items.clean(judged, plain)
    except (ValidationError, Invalid, NotAllowed) as error:
        for name, texts in _by_field(error).items():
            _refuse(plan, number, name, " ".join(texts))
        return False
    return True


def _by_field(error: ValidationError | Invalid | NotAllowed) -> Mapping[str, list[str]]:
    """What a refusal says, by field; who may not make a risk confidential is told so there."""
    if isinstance(error, ValidationError):
        return error.message_dict
    return error.fields or {"is_confidential": [str(error.message)]}


def _refuse(plan: Plan, number: int, name: str, message: str) -> None:
    known = name in columns.NAMES
    plan.errors.append({"row": number, "column": str(columns.label(name)) if known else "", "text": message})


def _name(file: Any) -> str:
    name = PurePath((getattr(file, "name", "") or "").replace("\\", "/")).name
    return "".join(char for char in name if char.isprintable()).strip()[:200] or "register"
