"""A table on its way in: read the file, say what each row would do, and only then do it, all rows or none.

What is common to registers and findings. `importing` and `finding_files` say what a row of theirs must hold.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Conflict, Invalid, NotAllowed
from ecompm.core.sheets import SheetError, read_sheet
from projects import access
from projects.models import Project
from projects.people import of_project
from projects.services import items
from risks.columns import KEY, VERSION, CellError, Lookup, Sheet

MOST_ERRORS = 200
KEPT = timedelta(days=7)
Values = dict[str, Any]


@dataclass(frozen=True)
class Intake:
    """One kind of table. `waiting` keeps the uploads; `stored` are the objects that the person may see.

    `judge` completes the new values of an object, stored or not, and raises Invalid or NotAllowed for what its rules
    forbid; the latter is told at the column `guarded`. `required` must be given for a new one. `create` takes rows,
    `change` an object with its version and values.
    """

    sheet: Sheet
    waiting: Any
    grant: str
    stored: Callable[[Any, Project], Iterable[Any]]
    coded: Callable[[Any, Project], Mapping[str, Mapping[str, Any]]]
    judge: Callable[[Any, Any, Values], Values]
    create: Callable[..., Any]
    change: Callable[..., Any]
    required: tuple[str, ...]
    guarded: str
    unknown: str | Promise
    """What is said of a key that no object has; with `%(key)s`."""


@dataclass
class Plan:
    """What the rows would do: objects to make, and stored ones with their new values."""

    kind: Intake
    project: Project
    by: Any
    made: list[Values] = field(default_factory=list)
    changed: list[tuple[Any, int, Values]] = field(default_factory=list)
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

    def refuse(self, number: int, name: str, message: str) -> None:
        known = name in self.kind.sheet.names
        column = self.kind.sheet.label(name) if known else ""
        self.errors.append({"row": number, "column": column, "text": message})


@transaction.atomic
def upload(kind: Intake, *, by: Any, project: Project, file: Any) -> Any:
    """Read a file and store its dry run, in place of an earlier one that nobody confirmed. Nothing else is stored.

    Raises TooLarge, or SheetError when it is no table or brings no column of ours.
    """
    access.require(by, project, kind.grant)
    table = read_sheet(file)
    names = {head: kind.sheet.named(head) for head in table.columns if head}
    _check_heads(kind.sheet, names)
    rows = [
        {"number": line.number, "cells": {name: line.cells[head] for head, name in names.items() if name}}
        for line in table.lines
    ]
    kind.waiting.objects.filter(project=project, owner=by).delete()
    ignored = [head for head, name in names.items() if name is None or name in kind.sheet.read_only]
    report = {**plan_of(kind, project, by, rows).report, "ignored": ignored, "rows": len(rows)}
    return kind.waiting.objects.create(project=project, owner=by, name=_name(file), rows=rows, report=report)


@transaction.atomic
def confirm(kind: Intake, waiting: Any, *, by: Any) -> dict[str, int]:
    """Carry it out: every row or none. Returns how many objects were made and changed.

    Raises Conflict when a row no longer fits, because something changed since the dry run.
    """
    access.require(by, waiting.project, kind.grant)
    plan = plan_of(kind, waiting.project, by, waiting.rows)
    if plan.errors or not (plan.made or plan.changed):
        raise Conflict(_("The rows no longer fit the register, or bring nothing. Upload the file again."))
    kind.create(by=by, project=waiting.project, rows=plan.made)
    for obj, version, values in plan.changed:
        kind.change(obj, by=by, version=version, **values)
    audit.record(by=by, verb="imported", obj=waiting, changes={"file": (None, waiting.name)})
    waiting.delete()
    return {"new": len(plan.made), "changed": len(plan.changed)}


def discard(kind: Intake, waiting: Any, *, by: Any) -> None:
    access.require(by, waiting.project, kind.grant)
    waiting.delete()


def forget_old(kind: Intake, now: Any = None) -> int:
    """Delete uploads that nobody confirmed for a week. Returns how many."""
    return int(kind.waiting.objects.filter(created_at__lt=(now or timezone.now()) - KEPT).delete()[0])


def plan_of(kind: Intake, project: Project, by: Any, rows: list[dict[str, Any]]) -> Plan:
    """What the rows would do to what is stored now, in a few queries however many rows there are."""
    plan, lookup = Plan(kind, project, by), Lookup(_people(project), kind.coded(by, project))
    stored = {obj.code: obj for obj in kind.stored(by, project)}
    asked: dict[str, int] = {}
    for row in rows:
        number, cells = row["number"], row["cells"]
        key = cells.get(KEY, "").upper()
        if key and key in asked:
            message = _("%(key)s stands in row %(row)d already.")
            plan.refuse(number, KEY, message % {"key": key[:20], "row": asked[key]})
            continue
        asked[key] = number
        values = _values(plan, number, cells, lookup, stored.get(key))
        if values is None:
            continue
        if not key:
            _plan_new(plan, number, values)
        elif key in stored:
            stored[key].project = project
            _plan_change(plan, number, stored[key], cells, values)
        else:
            plan.refuse(number, KEY, str(kind.unknown) % {"key": key[:20]})
    return plan


def _check_heads(sheet: Sheet, names: Mapping[str, str | None]) -> None:
    known = [name for name in names.values() if name]
    if not set(known) & sheet.written:
        raise SheetError(_("No column of this file belongs to the register. Export it once to see the names."))
    twice = next((name for name in known if known.count(name) > 1), None)
    if twice:
        raise SheetError(_("The column “%(name)s” is there twice.") % {"name": sheet.label(twice)})


def _people(project: Project) -> Mapping[str, list[Any]]:
    people: dict[str, list[Any]] = defaultdict(list)
    for person in of_project(project):
        for name in {person.name.casefold(), person.email.casefold()}:
            people[name].append(person)
    return people


def _values(plan: Plan, number: int, cells: Mapping[str, str], lookup: Lookup, obj: Any) -> Values | None:
    """The values of a row; None when a cell can't be read. Who is named already may be so, also after they left."""
    values: Values = {}
    before, sheet = len(plan.errors), plan.kind.sheet
    for name in (one for one in sheet.names if one in sheet.written and one in cells):
        if obj is not None and sheet.names_person(obj, name, cells[name]):
            continue
        try:
            values[name] = sheet.read(name, cells[name], lookup)
        except CellError as error:
            plan.refuse(number, name, str(error))
    return values if len(plan.errors) == before else None


def _plan_new(plan: Plan, number: int, values: Values) -> None:
    empty = {name: None if plan.kind.sheet.model._meta.get_field(name).null else "" for name in plan.kind.required}
    if _fits(plan, number, plan.kind.sheet.model(project=plan.project), {**empty, **values}):
        plan.made.append(values)


def _plan_change(plan: Plan, number: int, obj: Any, cells: Mapping[str, str], values: Values) -> None:
    """A row about a stored object: it must name the version that is stored, if it names one."""
    said = cells.get(VERSION, "")
    if said and said != str(obj.version):
        plan.refuse(number, VERSION, _("Somebody changed this row after the file was written. Export it again."))
        return
    different = {name: value for name, value in values.items() if not _same(obj, name, value)}
    if not different:
        plan.unchanged += 1
    elif _fits(plan, number, obj, different):
        plan.changed.append((obj, obj.version, different))


def _same(obj: Any, name: str, value: Any) -> bool:
    if isinstance(value, list):
        return {one.pk for one in getattr(obj, name).all()} == {one.pk for one in value}
    return bool(getattr(obj, name) == value)


def _fits(plan: Plan, number: int, obj: Any, values: Values) -> bool:
    """Whether the rules of the object hold for these values; what doesn't stands in the errors."""
    plain = {name: value for name, value in values.items() if not isinstance(value, list)}
    judged = copy(obj)
    try:
        plain = plan.kind.judge(plan.by, obj, plain)
        for name, value in plain.items():
            setattr(judged, name, value)
        relations = {one.name for one in judged._meta.concrete_fields if one.is_relation}
        items.clean(judged, {name: value for name, value in plain.items() if name not in relations})
    except (ValidationError, Invalid, NotAllowed) as error:
        for name, texts in _by_field(error, plan.kind.guarded).items():
            plan.refuse(number, name, " ".join(texts))
        return False
    return True


def _by_field(error: ValidationError | Invalid | NotAllowed, guarded: str) -> Mapping[str, list[str]]:
    """What a refusal says, by field; what only some may do is told at the column that asks for it."""
    if isinstance(error, ValidationError):
        return error.message_dict
    return error.fields or {guarded: [str(error.message)]}


def _name(file: Any) -> str:
    name = PurePath((getattr(file, "name", "") or "").replace("\\", "/")).name
    return "".join(char for char in name if char.isprintable()).strip()[:200] or "table"
