"""The three verbs every object of a project shares: create (one or many), change, delete.

Each checks the grant, changes one row with its version, writes one audit line, tells who is named and marks the project
for recalculation, in one transaction. App services call these and add their own rules around them.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import F

from ecompm.core import audit
from ecompm.core.errors import NotFound, StaleVersion
from projects import access
from projects.models import Project
from projects.services import numbering, pulse
from projects.services.notifications import tell_named

Item = TypeVar("Item", bound=models.Model)
Values = Mapping[str, Any]
BATCH = 500


@transaction.atomic
def create_item(model: type[Item], *, by: Any, project: Project, grant: str | None, values: Values) -> Item:
    """A new, validated, numbered and audited row. Raises NotAllowed, Conflict (read-only) or ValidationError.

    Without a `grant` the caller has required it already.
    """
    if grant:
        access.require(by, project, grant)
    plain, many = _split(model, values)
    obj = model(project=project, **plain)
    if hasattr(obj, "number"):
        obj.number = numbering.next_numbers(project, model.noun)[0]  # type: ignore[attr-defined]
    clean(obj, values)
    obj.save(force_insert=True)
    for name, members in many.items():
        getattr(obj, name).set(members)
    audit.record(by=by, verb="created", obj=obj, changes={k: (None, v) for k, v in audit.values_of(obj, plain).items()})
    tell_named(obj, plain.keys(), by=by)
    pulse.touch([project.pk])
    return obj


@transaction.atomic
def create_items(
    model: type[Item], *, by: Any, project: Project, grant: str, rows: Sequence[Values], audited: bool = True
) -> list[Item]:
    """New rows as `create_item` makes them, in a few statements however many there are.

    Objects that the rows refer to are given as stored objects. Without `audited` the caller writes the line that says
    what was made. Raises NotAllowed, Conflict (read-only) or ValidationError.
    """
    access.require(by, project, grant)
    made = [_unsaved(model, project, values) for values in rows]
    if not made:
        return made
    if hasattr(made[0], "number"):
        numbers = numbering.next_numbers(project, model.noun, len(made))  # type: ignore[attr-defined]
        for obj, number in zip(made, numbers, strict=True):
            obj.number = number  # type: ignore[attr-defined]
    model._default_manager.bulk_create(made, batch_size=BATCH)
    for name in {name for values in rows for name in _split(model, values)[1]}:
        _join(model, name, [(obj, values.get(name, ())) for obj, values in zip(made, rows, strict=True)])
    if audited:
        audit.record_many(by=by, verb="created", objs=made, project_id=project.pk)
    pulse.touch([project.pk])
    return made


@transaction.atomic
def change_item(obj: Item, *, by: Any, grant: str | None, version: int, values: Values) -> Item:
    """The row with new values. Raises StaleVersion when it was saved after `version`; unchanged input is no change.

    Without a `grant` the caller has required it already.
    """
    if grant:
        access.require(by, obj.project, grant, obj)  # type: ignore[attr-defined]
    stored = lock(obj, version)
    plain, many = _split(type(obj), values)
    old = audit.values_of(stored, plain)
    for name, value in plain.items():
        setattr(stored, name, value)
    changes = audit.difference(old, audit.values_of(stored, plain)) | set_many(stored, many)
    if not changes:
        return stored
    clean(stored, plain)
    stored.version += 1  # type: ignore[attr-defined]
    stored.save(update_fields=[*(name for name in changes if name in plain), "version", "updated_at"])
    audit.record(by=by, verb="changed", obj=stored, changes=changes)
    tell_named(stored, changes.keys(), by=by)
    pulse.touch([stored.project_id])  # type: ignore[attr-defined]
    return stored


@transaction.atomic
def delete_item(obj: models.Model, *, by: Any, grant: str, version: int) -> None:
    """Remove the row; the audit line keeps its values."""
    access.require(by, obj.project, grant, obj)  # type: ignore[attr-defined]
    stored = lock(obj, version)
    names = [field.name for field in stored._meta.concrete_fields if field.editable and not field.primary_key]
    audit.record(
        by=by, verb="deleted", obj=stored, changes={k: (v, None) for k, v in audit.values_of(stored, names).items()}
    )
    project_id = stored.project_id  # type: ignore[attr-defined]
    stored.delete()
    pulse.touch([project_id])


def lock(obj: Item, version: int) -> Item:
    """The stored row, locked, in the version the caller has seen. Raises StaleVersion with it, or NotFound."""
    stored: Any = type(obj)._default_manager.select_for_update().filter(pk=obj.pk).first()
    if stored is None:
        raise NotFound()
    if stored.version != version:
        raise StaleVersion(stored)
    if "project" in obj._state.fields_cache:
        stored.project = obj.project  # type: ignore[attr-defined]
    return stored


def clean(obj: models.Model, names: Mapping[str, Any]) -> None:
    """Validate the given fields and the model's own rules; the database's constraints stand behind them."""
    others = [field.name for field in obj._meta.concrete_fields if field.name not in names]
    obj.clean_fields(exclude=others)
    obj.clean()


def _split(model: type[models.Model], values: Values) -> tuple[dict[str, Any], dict[str, Any]]:
    many = {field.name for field in model._meta.many_to_many}
    plain = {name: value for name, value in values.items() if name not in many}
    return plain, {name: value for name, value in values.items() if name in many}


def _unsaved(model: type[Item], project: Project, values: Values) -> Item:
    """A validated row. References are stored objects, so they are not looked up again."""
    plain, _many = _split(model, values)
    obj = model(project=project, **plain)
    clean(obj, {name: value for name, value in plain.items() if not model._meta.get_field(name).is_relation})
    return obj


def _join(model: type[models.Model], name: str, members: Sequence[tuple[Any, Any]]) -> None:
    """Store the members of a set of many new objects in one statement."""
    field: Any = model._meta.get_field(name)
    own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    through = field.remote_field.through
    rows = [through(**{own: obj.pk, other: member.pk}) for obj, those in members for member in those]
    through._default_manager.bulk_create(rows, batch_size=BATCH)


def set_many(obj: models.Model, many: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    changes = {}
    for name, members in many.items():
        old = sorted(getattr(obj, name).values_list("pk", flat=True))
        new = sorted(member.pk for member in members)
        if old != new:
            getattr(obj, name).set(members)
            changes[name] = (old, new)
    return changes


def bump(obj: models.Model) -> None:
    """Count a change that was made around the row (links, members of a set) as a new version of it."""
    type(obj)._default_manager.filter(pk=obj.pk).update(version=F("version") + 1)
