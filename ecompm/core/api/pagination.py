"""Lists are paged by cursor: constant cost at any depth, no row twice and none left out while rows are added."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from ecompm.core import guards
from ecompm.core.errors import Invalid


@dataclass(frozen=True, slots=True)
class Key:
    """One column of the order."""

    name: str
    descending: bool = False
    nullable: bool = False
    nulls_last: bool = True

    def reversed(self) -> "Key":
        return Key(self.name, not self.descending, self.nullable, not self.nulls_last)

    def expression(self) -> Any:
        """Without empty values the plain column, which an index serves on every database."""
        if not self.nullable:
            return f"-{self.name}" if self.descending else self.name
        side = {"nulls_last": True} if self.nulls_last else {"nulls_first": True}
        return F(self.name).desc(**side) if self.descending else F(self.name).asc(**side)

    def beyond(self, value: Any) -> Q:
        """Rows that stand after the value in this column."""
        empty = Q(**{f"{self.name}__isnull": True})
        if value is None:
            return Q(pk__in=[]) if self.nulls_last else ~empty
        rows = Q(**{f"{self.name}__{'lt' if self.descending else 'gt'}": value})
        return rows | empty if self.nullable and self.nulls_last else rows

    def tied(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})


class CursorPagination(BasePagination):
    """Pages after or before a position. The cursor holds the values of the ordering columns, the id as the last one."""

    page_size = 50
    max_page_size = 200

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any]:
        self.url = request.build_absolute_uri()
        keys = self.keys(request, queryset, view)
        backward, position = _decode(request.query_params.get("cursor", ""), len(keys))
        walked = [key.reversed() for key in keys] if backward else keys
        found = queryset.order_by(*(key.expression() for key in walked))
        size = self.size(request)
        try:
            found = found.filter(_after(walked, position)) if position else found
            rows = list(found[: size + 1])
        except (ValueError, TypeError, ValidationError, OverflowError) as error:
            raise _unknown_cursor() from error
        page = rows[:size][::-1] if backward else rows[:size]
        further = len(rows) > size
        self.next = _encode(keys, page[-1:], False) if further or backward else ""
        self.previous = _encode(keys, page[:1], True) if (further if backward else position) else ""
        return page

    def keys(self, request: Any, queryset: QuerySet[Any], view: Any) -> list[Key]:
        """The order asked for, closed by the id so that it is total. Raises Invalid for a column that isn't offered."""
        allowed = getattr(view, "ordering_fields", ())
        asked = [name for name in request.query_params.get("ordering", "").split(",") if name]
        if unknown := [name for name in asked if name.removeprefix("-") not in allowed]:
            message = _("%(name)s is no order of this list. Choose from: %(allowed)s.")
            fields = {"ordering": [message % {"name": unknown[0], "allowed": ", ".join(allowed) or "-"}]}
            raise Invalid(fields=fields)
        names = asked or list(getattr(view, "ordering", ("id",)))
        if "id" not in [name.removeprefix("-") for name in names]:
            names.append("-id" if names[-1].startswith("-") else "id")
        return [Key(n.removeprefix("-"), n.startswith("-"), _nullable(queryset, n.removeprefix("-"))) for n in names]

    def size(self, request: Any) -> int:
        """Rows of a page: `limit` where it is a number, at most `max_page_size`."""
        text = request.query_params.get("limit", "")
        asked = int(text) if text.isdecimal() and len(text) < 10 else 0
        return min(asked, self.max_page_size) or self.page_size

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self._link(self.next), "previous": self._link(self.previous), "results": data})

    def _link(self, cursor: str) -> str | None:
        return replace_query_param(remove_query_param(self.url, "cursor"), "cursor", cursor) if cursor else None

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        text = {"type": "string"}
        order = ", ".join(getattr(view, "ordering_fields", ()))
        return [
            {"name": "cursor", "in": "query", "schema": text, "description": "From `next` or `previous`"},
            {
                "name": "limit",
                "in": "query",
                "schema": {"type": "integer", "minimum": 1, "maximum": self.max_page_size},
            },
            {"name": "ordering", "in": "query", "schema": text, "description": f"Columns, - for descending: {order}"},
        ]


def _after(keys: list[Key], position: list[Any]) -> Q:
    """Rows after the position: beyond it in the first column, or tied there and beyond it in the next, and so on."""
    rows, tied = Q(pk__in=[]), Q()
    for key, value in zip(keys, position, strict=True):
        rows |= tied & key.beyond(value)
        tied &= key.tied(value)
    return rows


def _nullable(queryset: QuerySet[Any], name: str) -> bool:
    """Whether the column can be empty; a computed one is taken as if it could."""
    model = queryset.model
    try:
        for step in name.split("__"):
            field = model._meta.get_field(step)
            if getattr(field, "null", True):
                return True
            model = field.related_model
    except (FieldDoesNotExist, AttributeError):
        return True
    return False


def _encode(keys: list[Key], rows: list[Any], backward: bool) -> str:
    if not rows:
        return ""
    row = rows[0]
    values = [row[key.name] if isinstance(row, dict) else getattr(row, key.name) for key in keys]
    return base64.urlsafe_b64encode(json.dumps([backward, values], default=str).encode()).decode().rstrip("=")


def _decode(cursor: str, length: int) -> tuple[bool, list[Any]]:
    """Direction and position of a cursor; an empty position is the start. Raises Invalid for one not made here."""
    if not cursor:
        return False, []
    try:
        backward, values = guards.parse_json(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, Invalid) as error:
        raise _unknown_cursor() from error
    plain = isinstance(values, list) and all(isinstance(value, str | int | float | None) for value in values)
    if not isinstance(backward, bool) or not plain or len(values) != length:
        raise _unknown_cursor()
    return backward, values


def _unknown_cursor() -> Invalid:
    return Invalid(fields={"cursor": [_("This cursor doesn't belong to this list. Start again without it.")]})
