"""Lists without model objects: `.values()` rows in the very shape the serializer gives, several times cheaper."""

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any

from rest_framework import serializers


class Rows:
    """Turns a serializer's fields into a `.values()` selection.

    Plain fields and foreign keys come from columns. A field that needs more declares it on the serializer class:
    `row_columns = {"code": ("number",)}` and `row_values = {"code": lambda row: f"T{row['number']}"}`.
    Many-to-many fields (ids or slugs) are read in one more query for the whole page.
    """

    def __init__(self, serializer: serializers.BaseSerializer, also: Iterable[str] = ()) -> None:
        self.made: dict[str, Callable[[dict[str, Any]], Any]] = getattr(serializer, "row_values", {})
        extra: dict[str, tuple[str, ...]] = getattr(serializer, "row_columns", {})
        self.names = [n for n, f in serializer.fields.items() if not f.write_only]  # type: ignore[attr-defined]
        self.columns: dict[str, str] = {}
        self.many: dict[str, serializers.ManyRelatedField] = {}
        for name in self.names:
            field = serializer.fields[name]  # type: ignore[attr-defined]
            if isinstance(field, serializers.ManyRelatedField):
                self.many[name] = field
            elif name not in self.made:
                self.columns[name] = _column(field)
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
        values = [(name, self._value(name, ids)) for name in self.names]
        return [{name: value(row) for name, value in values} for row in rows]

    def _value(self, name: str, ids: list[Any]) -> Callable[[dict[str, Any]], Any]:
        """How to take a field from a row; made once for the whole page."""
        if name in self.made:
            return self.made[name]
        if name in self.many:
            members = self._members(self.many[name], ids)
            return lambda row: members.get(row["id"], [])
        return itemgetter(self.columns[name])

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


def _column(field: serializers.Field) -> str:
    source = str(field.source).replace(".", "__")
    if source == "*":
        raise TypeError(f"{field.field_name} is computed: declare row_columns and row_values on its serializer")
    return f"{source}_id" if isinstance(field, serializers.PrimaryKeyRelatedField) else source
