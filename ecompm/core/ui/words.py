"""The value of a form field in words, for filter chips and conflicts."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.formats import localize
from django.utils.translation import gettext as _


def labelled(bound: BoundField) -> str:
    """The value of a field in words: the labels of choices, yes or no, dates and numbers in the reader's form."""
    value = bound.value()
    values = [each for each in (value if isinstance(value, list | tuple) else [value]) if each not in (None, "")]
    choices = getattr(bound.field.widget, "choices", None)
    if choices:
        chosen = {str(each).lower() for each in values}
        return ", ".join(str(label) for key, label in _flat(choices) if str(key).lower() in chosen)
    if isinstance(bound.field, forms.BooleanField):
        return _("yes") if value else _("no")
    return " – ".join(str(localize(each)) for each in values)


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label
