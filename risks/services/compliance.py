"""Compliance packs of a project: applying them, answering their questions, working off their controls."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Conflict, Invalid, NotAllowed
from projects import access
from projects.models import Project, ProjectRole
from projects.services import items, pulse
from risks.calc.compliance import find_owner
from risks.calc.compliance.upgrade import Changes, compare
from risks.calc.packs import ControlSheet, PackSheet, shipped
from risks.models import AppliedPack, ControlItem

CHANGE = "compliance.change"
WAIVE = "gate.decide"
"""Who may decide a gate may waive what it asks for."""


@transaction.atomic
def apply_packs(*, by: Any, project: Project, packs: Iterable[str]) -> list[AppliedPack]:
    """Work through shipped packs, named by id or alias; those applied already are left as they are.

    Each control gets the person of its role as owner, or of the role that stands in. Returns the new packs.
    """
    access.require(by, project, CHANGE)
    held = {row.pack: row for row in AppliedPack.objects.of(project)}
    wanted = dict.fromkeys(_sheet(name).id for name in packs)
    people = _people(project)
    made: list[AppliedPack] = []
    for sheet in (shipped()[pack] for pack in wanted if pack not in held):
        known = _shared_answers(sheet, [*held.values(), *made])
        values = {"pack": sheet.id, "pack_version": sheet.version, "answers": known}
        applied = items.create_item(AppliedPack, by=by, project=project, grant=CHANGE, values=values)
        _add_controls(applied, by, sheet.controls, people)
        made.append(applied)
    return made


def _add_controls(applied: AppliedPack, by: Any, controls: Iterable[ControlSheet], people: Any) -> None:
    rows = [
        {"applied": applied, "control": one.id, "mark": one.mark, "owner": people(one.owner_role)} for one in controls
    ]
    items.create_items(ControlItem, by=by, project=applied.project, grant=CHANGE, rows=rows, audited=False)


def changes_of(applied: AppliedPack) -> Changes:
    """What the shipped version of a pack changes against the one that the project took."""
    taken = dict(applied.items.order_by("id").values_list("control", "mark"))
    return compare(taken, {one.id: one.mark for one in applied.sheet.controls})


@transaction.atomic
def upgrade_pack(applied: AppliedPack, *, by: Any, version: int) -> AppliedPack:
    """The pack in its shipped version: new controls are added, removed ones go, evidence stays with all others; must
    controls that say something else return to review. Raises Conflict for a pack that is up to date."""
    access.require(by, applied.project, CHANGE)
    stored = items.lock(applied, version)
    if stored.pack_version == stored.sheet.version:
        raise Conflict(_("This pack is up to date."))
    changes, sheets = changes_of(stored), {one.id: one for one in stored.sheet.controls}
    _add_controls(stored, by, [sheets[name] for name in changes.new], _people(stored.project))
    stored.items.filter(control__in=changes.removed).delete()
    for item in stored.items.filter(control__in=changes.changed):
        item.mark = sheets[item.control].mark
        if sheets[item.control].level == "must" and item.status == ControlItem.Status.ACCEPTED:
            item.status = ControlItem.Status.IN_REVIEW
        item.version += 1
        item.save(update_fields=["mark", "status", "version", "updated_at"])
    told: dict[str, tuple[Any, Any]] = {"pack_version": (stored.pack_version, stored.sheet.version)}
    told |= {name: (None, ", ".join(ids)) for name, ids in asdict(changes).items() if ids}
    audit.record(by=by, verb="changed", obj=stored, changes=told)
    stored.pack_version = stored.sheet.version
    stored.version += 1
    stored.save(update_fields=["pack_version", "version", "updated_at"])
    pulse.touch([stored.project_id])
    return stored


@transaction.atomic
def apply_pack(*, by: Any, project: Project, pack: str, answers: Mapping[str, Any] | None = None) -> AppliedPack:
    """One pack, with first answers. Raises Invalid where it is applied already."""
    made = apply_packs(by=by, project=project, packs=[pack])
    if not made:
        raise Invalid(fields={"pack": [_("This project works through the pack already.")]})
    return answer_questions(made[0], by=by, version=made[0].version, answers=answers) if answers else made[0]


@transaction.atomic
def answer_questions(
    applied: AppliedPack, *, by: Any, version: int, answers: Mapping[str, Any] = MappingProxyType({})
) -> AppliedPack:
    """The pack with these answers; None takes one back. Shared questions are answered for every pack that asks them.

    Raises Invalid for an answer that its question does not offer, StaleVersion after another change.
    """
    access.require(by, applied.project, CHANGE)
    stored = items.lock(applied, version)
    _check(stored.sheet, answers)
    _write(stored, answers, by)
    shared = {name: value for name, value in answers.items() if stored.sheet.question(name).shared}
    others = AppliedPack.objects.of(stored.project).exclude(pk=stored.pk).select_for_update()
    for other in others if shared else ():
        asked = other.sheet.rules.questions
        _write(other, {name: value for name, value in shared.items() if name in asked}, by)
    pulse.touch([stored.project_id])
    return stored


@transaction.atomic
def change_control(item: ControlItem, *, by: Any, version: int, **values: Any) -> ControlItem:
    """The changed control. Accepting notes the day, waiving who did it. Raises NotAllowed for a waiver by a member."""
    status = values.get("status", item.status)
    if status == ControlItem.Status.WAIVED and {"status", "reason", "expires_on"} & _differing(item, values):
        if not access.holds(by, item.project, WAIVE):
            raise NotAllowed(_("Only a manager may waive a control."))
        values["approver"] = by
    if status == ControlItem.Status.ACCEPTED and not values.get("accepted_on", item.accepted_on):
        values["accepted_on"] = timezone.localdate()
    return items.change_item(item, by=by, grant=CHANGE, version=version, values=values)


def remove_pack(applied: AppliedPack, *, by: Any, version: int) -> None:
    """Take a pack off the project, with all its records."""
    items.delete_item(applied, by=by, grant=CHANGE, version=version)


def _sheet(name: str) -> PackSheet:
    if name not in shipped():
        raise Invalid(fields={"pack": [_("There is no pack %(name)s.") % {"name": name}]})
    return shipped()[name]


def _people(project: Project) -> Any:
    """Who plays a role in the project, or the role that stands in for it; at the end the project's manager."""
    filled = {
        role.code: role.person for role in ProjectRole.objects.of(project).select_related("person") if role.person
    }
    stand_ins = shipped().catalogue.stand_ins
    return lambda code: filled.get(find_owner(code, stand_ins, filled.keys()), project.manager)


def _shared_answers(sheet: PackSheet, others: Iterable[AppliedPack]) -> dict[str, Any]:
    known = {name: value for other in others for name, value in other.answers.items()}
    return {one.id: known[one.id] for one in sheet.applicability.questions if one.shared and one.id in known}


def _check(sheet: PackSheet, answers: Mapping[str, Any]) -> None:
    questions = sheet.rules.questions
    wrong = {
        name: [_("Choose one of the answers.")]
        for name, value in answers.items()
        if name not in questions or (value is not None and not questions[name].accepts(value))
    }
    if wrong:
        raise Invalid(fields=wrong)


def _write(applied: AppliedPack, answers: Mapping[str, Any], by: Any) -> None:
    """Store what differs, with its audit line and a new version."""
    merged = {name: value for name, value in {**applied.answers, **answers}.items() if value is not None}
    if merged == applied.answers:
        return
    changes = {name: (applied.answers.get(name), answers[name]) for name in answers}
    audit.record(by=by, verb="changed", obj=applied, changes={k: v for k, v in changes.items() if v[0] != v[1]})
    applied.answers = merged
    applied.version += 1
    applied.save(update_fields=["answers", "version", "updated_at"])


def _differing(item: ControlItem, values: Mapping[str, Any]) -> set[str]:
    return {name for name, value in values.items() if getattr(item, name) != value}
