"""OpenAPI: what every operation shares (preconditions, idempotency, problems) is said once here."""

import inspect
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.openapi import AutoSchema as Base
from drf_spectacular.utils import OpenApiParameter

PROBLEM = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {"type": "object", "additionalProperties": True},
    },
}


ACTIONS = {
    "list": _("List"),
    "retrieve": _("Read one"),
    "create": _("Create"),
    "partial_update": _("Change"),
    "destroy": _("Delete"),
    "get": _("Read"),
    "post": _("Create"),
    "patch": _("Change"),
    "delete": _("Delete"),
}


class AutoSchema(Base):
    def get_tags(self) -> list[str]:
        return [getattr(self.view, "tag", None) or super().get_tags()[0]]

    def get_summary(self) -> str:
        """What the operation does, in the words of its action."""
        action = str(getattr(self.view, "action", "") or self.method.lower())
        return str(ACTIONS.get(action) or action.replace("_", " ").capitalize())

    def get_description(self) -> str:  # type: ignore[override]
        """The docstring of the operation's own method or class: those of base classes are for builders."""
        action = getattr(type(self.view), str(getattr(self.view, "action", "")), None)
        own = getattr(action, "__doc__", None) if self._is_extra() else vars(type(self.view)).get("__doc__")
        return inspect.cleandoc(own or "")

    def _is_extra(self) -> bool:
        return getattr(self.view, "action", "") not in ACTIONS

    def get_override_parameters(self) -> list[Any]:
        header: Any = OpenApiParameter.HEADER
        acts = getattr(self.view, "action", "") in getattr(self.view, "versioned_actions", ())
        if (acts or self.method in ("PUT", "PATCH", "DELETE")) and getattr(self.view, "versioned", False):
            return [OpenApiParameter("If-Match", str, header, required=True, description="ETag as last read")]
        if self.method == "POST" and getattr(self.view, "idempotent", False):
            return [OpenApiParameter("Idempotency-Key", str, header, description="Makes a retry safe for 24 hours")]
        return []

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            content = {"application/problem+json": {"schema": PROBLEM}}
            operation["responses"]["default"] = {"description": "Problem", "content": content}
        return operation
