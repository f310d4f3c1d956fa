"""Forms and domain errors: what a service refuses stands at the field it is about."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError
from django.forms import BaseForm

from ecompm.core import constraints


def add_errors(form: BaseForm, error: Exception) -> None:
    """Put a refused change onto the form: field errors at their fields, the rest on top."""
    known = constraints.explain(error) if isinstance(error, IntegrityError) else error
    fields = getattr(known, "fields", None) or getattr(known, "message_dict", None)
    if not fields:
        form.add_error(None, str(getattr(known, "message", known)))
        return
    for name, texts in fields.items():
        form.add_error(name if name in form.fields else None, [str(text) for text in texts])


def seen_version(data: Mapping[str, Any]) -> int:
    """The version a form was filled from; 0, which fits nothing, when it is missing or no number."""
    text = str(data.get("version", ""))
    return int(text) if text.isdecimal() and len(text) < 10 else 0
