"""Settling a conflict: somebody saved first, so each field that differs is shown with both values.

A choice posts the raw value of its side under the field's own name; all other input travels along hidden. So the form
that receives it is the same that was sent before, and nothing typed is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput, MultiWidget, SelectMultiple
from django.utils.html import format_html_join

from ecompm.core.ui.marks import NO_VALUE
from ecompm.core.ui.words import labelled


@dataclass(frozen=True, slots=True)
class Difference:
    """One field with both sides, each as words and as the value to post. `asks` holds the field itself where one
    value can't say it (several choices, several inputs): it is then filled with mine, and theirs is shown."""

    name: str
    label: str
    mine: str
    theirs: str
    mine_value: str
    theirs_value: str
    asks: BoundField | None


def context(form: BaseForm, differing: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Values for components/conflict.html from `{"name", "mine", "theirs"}` with the bound fields of both forms."""
    differences = [_difference(item["mine"], item["theirs"]) for item in differing]
    names = {difference.name for difference in differences} | {"version"}
    kept = format_html_join("", "{}", ((bound.as_hidden(),) for bound in form if bound.name not in names))
    return {"differences": differences, "kept": kept}


def _difference(mine: BoundField, theirs: BoundField) -> Difference:
    several = isinstance(mine.field.widget, SelectMultiple | MultiWidget)
    return Difference(
        name=mine.html_name,
        label=str(mine.label),
        mine=labelled(mine) or NO_VALUE,
        theirs=labelled(theirs) or NO_VALUE,
        mine_value=_raw(mine),
        theirs_value=_raw(theirs),
        asks=mine if several else None,
    )


def _raw(bound: BoundField) -> str:
    """The value as the browser would send it."""
    value = bound.value()
    if isinstance(bound.field.widget, CheckboxInput):
        return "on" if value else ""
    shown = bound.field.widget.format_value(value)
    if isinstance(shown, list):
        return str(shown[0]) if shown else ""
    return "" if shown is None else str(shown)
