"""The audit trail. Services record each change in the transaction that makes it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from ecompm.core import origin
from ecompm.core.models import AuditEntry

SECRET = "•••"


def record(
    *,
    by: Any,
    verb: str,
    obj: models.Model,
    project_id: int | None = None,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> AuditEntry:
    """Write one line of the trail: `changes` maps a field to its old and new value. Returns the line."""
    return AuditEntry.objects.create(**_line(by, verb, obj, project_id, changes or {}))


def record_many(*, by: Any, verb: str, objs: Iterable[models.Model], project_id: int | None = None) -> None:
    """Write one line for each object in one statement, for bulk work."""
    lines = [AuditEntry(**_line(by, verb, obj, project_id, {})) for obj in objs]
    AuditEntry.objects.bulk_create(lines, batch_size=500)


def values_of(obj: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """Stored values of the named fields, foreign keys as ids, fit for JSON. Those in `secret_fields` are masked."""
    secret = getattr(obj, "secret_fields", ())
    return {name: SECRET if name in secret else plain(getattr(obj, _attname(obj, name))) for name in names}


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Fields whose value changed, each with its old and new value."""
    return {name: (old[name], new[name]) for name in new if old.get(name) != new[name]}


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value


def _attname(obj: models.Model, name: str) -> str:
    return obj._meta.get_field(name).attname  # type: ignore[union-attr]


def _line(
    by: Any, verb: str, obj: models.Model, project_id: int | None, changes: Mapping[str, tuple[Any, Any]]
) -> dict[str, Any]:
    where = origin.current()
    return {
        "actor_id": getattr(by, "pk", None),
        "actor_name": str(by or "")[:150],
        "source": where.source,
        "token_id": where.token_id,
        "ip": where.ip,
        "request_id": where.request_id,
        "project_id": project_id if project_id is not None else getattr(obj, "project_id", None),
        "verb": verb,
        "object_type": obj._meta.label_lower,
        "object_id": obj.pk if isinstance(obj.pk, int) else None,
        "object_label": str(obj)[:250],
        "changes": {name: [plain(old), plain(new)] for name, (old, new) in changes.items()},
    }
