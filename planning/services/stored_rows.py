"""Many computed values written in one statement, without touching versions or the audit trail."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection, models


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write rows of `(id, *values of columns)`. PostgreSQL gets one UPDATE … FROM, SQLite one prepared statement."""
    if not rows:
        return
    fields = [model._meta.get_field(name) for name in columns]
    written = [(pk, *map(_written, fields, values)) for pk, *values in rows]
    table = connection.ops.quote_name(model._meta.db_table)
    names = [str(field.column) for field in fields]  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            types = ["bigint", *(_postgres_type(field) for field in fields)]
            cursor.execute(_from_arrays(table, names, types), [list(column) for column in zip(*written, strict=True)])
        else:
            assignments = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in names)
            statement = f"UPDATE {table} SET {assignments} WHERE id = %s"  # noqa: S608 -- names come from the model
            cursor.executemany(statement, [(*map(_plain, row[1:]), row[0]) for row in written])


def _from_arrays(table: str, names: Sequence[str], types: Sequence[str]) -> str:
    quoted = [connection.ops.quote_name(name) for name in names]
    assignments = ", ".join(f"{name} = v.{name}" for name in quoted)
    arrays = ", ".join(f"%s::{kind}[]" for kind in types)
    known = ", ".join(["id", *quoted])
    return f"UPDATE {table} AS t SET {assignments} FROM unnest({arrays}) AS v({known}) WHERE t.id = v.id"  # noqa: S608


def _postgres_type(field: Any) -> str:
    """The type of one array element: the column's, without length or identity."""
    return str(field.cast_db_type(connection)).partition("(")[0].partition(" GENERATED")[0]


def _written(field: Any, value: Any) -> Any:
    """JSON as text; everything else the driver knows."""
    return json.dumps(value) if isinstance(field, models.JSONField) else value


def _plain(value: Any) -> Any:
    """Datetimes as Django writes them to SQLite."""
    return str(value) if hasattr(value, "isoformat") else value
