"""Lists without model objects: `.values()` rows in the very shape the serializer gives, several times cheaper."""

from collections.abc import Callable, Iterable
from functools import cache
from operator import itemgetter
from typing import Any, TypeAlias

from rest_framework import serializers

Shape: TypeAlias = tuple[tuple[str, ...], dict[str, str], dict[str, serializers.ManyRelatedField]]


class Rows:
    """Turns a serializer's fields into a `.values()` selection.

    Plain fields and foreign keys come from columns. A field that needs more declares it on the serializer class:
    `row_columns = {"code": ("number",)}` and `row_values = {"code": lambda row: f"T{row['number']}"}`.
    Many-to-many fields (ids or slugs) are read in one more query for the whole page.
    """

    def __init__(self, serializer: serializers.BaseSerializer, also: Iterable[str] = ()) -> None:
        self.made: dict[str, Callable[[dict[str, Any]], Any]] = getattr(serializer, "row_values", {})
        extra: dict[str, tuple[str, ...]] = getattr(serializer, "row_columns", {})
        self.names, self.columns, self.many = _shape(type(serializer), frozenset(self.made))  # type: ignore[arg-type]
        self.needed = {
            "id",
            *also,
            *self.columns.values(),
            *(column for columns in extra.values() for column in columns),
        }

    def select(self, queryset: Any) -> Any:
        self.model = queryset.model
        return queryset.values(*self.needed)

    def finish(self, page: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows of a page under the serializer's names, in its order."""
        rows = list(page)
        ids = [row["id"] for row in rows]
        # What is computed holds its place in the order until its turn comes.
        take = itemgetter("id", *(self.columns.get(name, "id") for name in self.names))
        shown = [dict(zip(self.names, take(row)[1:], strict=True)) for row in rows]
        for name in self.names:
            if name not in self.columns:
                value = self._value(name, ids)
                for one, row in zip(shown, rows, strict=True):
                    one[name] = value(row)
        return shown

    def _value(self, name: str, ids: list[Any]) -> Callable[[dict[str, Any]], Any]:
        """How to compute a field from a row; made once for the whole page."""
        if name in self.made:
            return self.made[name]
        members = self._members(self.many[name], ids)
        return lambda row: members.get(row["id"], [])

    def _members(self, shown: serializers.ManyRelatedField, ids: list[int]) -> dict[int, list[Any]]:
        """The related ids or slugs of each row, in the order in which the related model lists itself."""
        field = self.model._meta.get_field(shown.source)
        through, own, other = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
        value = getattr(shown.child_relation, "slug_field", "pk")
        order = (f"-{other}__{n[1:]}" if n[0] == "-" else f"{other}__{n}" for n in field.related_model._meta.ordering)
        pairs = through._default_manager.filter(**{f"{own}__in": ids}).order_by(*order, f"{other}_id")
        found: dict[int, list[Any]] = {}
        for pk, member in pairs.values_list(f"{own}_id", f"{other}__{value}"):
            found.setdefault(pk, []).append(member)
        return found


@cache
def _shape(serializer: type[serializers.BaseSerializer], made: frozenset[str]) -> Shape:
    """The fields of a serializer in order, the column of each plain one, and those with many values."""
    fields: dict[str, Any] = serializer().fields  # type: ignore[attr-defined]
    names = tuple(name for name, field in fields.items() if not field.write_only)
    many = {name: fields[name] for name in names if isinstance(fields[name], serializers.ManyRelatedField)}
    columns = {name: _column(fields[name]) for name in names if name not in many and name not in made}
    return names, columns, many


def _column(field: serializers.Field) -> str:
    source = str(field.source).replace(".", "__")
    if source == "*":
        raise TypeError(f"{field.field_name} is computed: declare row_columns and row_values on its serializer")
    return f"{source}_id" if isinstance(field, serializers.PrimaryKeyRelatedField) else source
