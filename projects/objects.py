"""Any object of a project by its kind ("risks.risk") and id: what comments, files, shares and the activity hang on."""

from collections.abc import Container
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from ecompm.core.errors import NotFound
from projects import access


@cache
def kinds() -> dict[str, type[models.Model]]:
    """Every model that says by `noun` which grant opens it and belongs to a project, by its kind."""
    return {model._meta.label_lower: model for model in apps.get_models() if _is_kind(model)}


def _is_kind(model: type[models.Model]) -> bool:
    names = {field.name for field in model._meta.get_fields()}
    opened = view_grant(model) in access.GRANTS and hasattr(model._default_manager, "allowed")
    return (
        opened and "object_type" not in names and ("project" in names or model._meta.label_lower == "projects.project")
    )


def view_grant(model: type[models.Model]) -> str:
    return f"{getattr(model, 'noun', '')}.view"


def find(user: Any, object_type: str, object_id: int) -> Any:
    """The object, if the person may see it. Raises NotFound for anything else, also for a kind that doesn't exist."""
    model = kinds().get(object_type)
    if model is None:
        raise NotFound()
    rows = model._default_manager.allowed(user, view_grant(model)).filter(pk=object_id)  # type: ignore[attr-defined]
    found = (rows if object_type == "projects.project" else rows.select_related("project")).first()
    if found is None:
        raise NotFound()
    return found


def visible_to(user: Any, among: Container[str] | None = None) -> Q:
    """Rows with `object_type` and `object_id` whose object the person may see; `among` names the kinds that occur."""
    seen = Q(pk__in=[])
    for kind, model in kinds().items():
        if among is not None and kind not in among:
            continue
        allowed = model._default_manager.allowed(user, view_grant(model))  # type: ignore[attr-defined]
        seen |= Q(Q(object_type=kind), Exists(allowed.filter(pk=OuterRef("object_id"))))
    return seen


def name_of_kind(kind: str) -> str:
    """The kind in words of the active language; the kind itself when the model is gone."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return kind
