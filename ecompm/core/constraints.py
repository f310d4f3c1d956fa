"""Violated database constraints, said in the words of the model."""

import re

from django.apps import apps
from django.db import IntegrityError, models
from django.utils.translation import gettext as _

from ecompm.core.errors import Conflict, DomainError, Invalid


def explain(error: IntegrityError) -> DomainError:
    """The domain error of a violated constraint: its own message, or the fields that must be unique together."""
    text = str(error)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if _matches(constraint, model, text):
                return _said(constraint)
        for field in model._meta.concrete_fields:
            if field.unique and not field.primary_key and _is_column(model, field, text):
                return _taken(field.name)
    return Conflict(_("This clashes with a stored object, or names one that is gone."))


def _matches(constraint: models.BaseConstraint, model: type[models.Model], text: str) -> bool:
    if re.search(rf"\b{re.escape(constraint.name)}\b", text):
        return True
    fields = getattr(constraint, "fields", ())
    columns = [f"{model._meta.db_table}.{model._meta.get_field(name).column}" for name in fields]  # type: ignore[union-attr]
    return bool(columns) and f"UNIQUE constraint failed: {', '.join(columns)}" in text


def _is_column(model: type[models.Model], field: models.Field, text: str) -> bool:
    """Whether a unique column was violated, in the words of SQLite or PostgreSQL."""
    table, column = model._meta.db_table, re.escape(field.column or "")
    return bool(
        re.search(rf"UNIQUE constraint failed: {table}\.{column}$|\"{table}_{column}_(key|\w+_uniq)\"", text, re.M)
    )


def _said(constraint: models.BaseConstraint) -> DomainError:
    if constraint.violation_error_message != constraint.default_violation_error_message:
        return Invalid(constraint.violation_error_message)
    fields = [name for name in getattr(constraint, "fields", ()) if name != "project"]
    return _taken(fields[-1] if fields else "")


def _taken(field: str) -> Conflict:
    message = _("This exists already. Choose another value.")
    return Conflict(message, fields={field: [message]} if field else None)
