"""What a form field needs to be shown: its classes, its hint and errors joined to it, and the summary on top."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import BaseForm, BoundField, ChoiceField, Field, ModelChoiceField, widgets
from django.forms.formsets import BaseFormSet
from django.utils.safestring import SafeString

from ecompm.core.ui.marks import NO_VALUE

BLANK = BLANK_CHOICE_DASH[0][1]
KINDS: tuple[tuple[type[widgets.Widget], str], ...] = (
    (widgets.CheckboxSelectMultiple, "choices"),
    (widgets.RadioSelect, "choices"),
    (widgets.CheckboxInput, "check"),
    (widgets.Select, "select"),
    (widgets.Input, "control"),
    (widgets.Textarea, "control"),
)
CLASSES = {
    "choices": "form-check-input",
    "check": "form-check-input",
    "select": "form-select",
    "control": "form-control",
}


def kind_of(bound: BoundField) -> str:
    """How the field is drawn: choices, check, select or control; custom widgets draw themselves ("own")."""
    return next((kind for widget, kind in KINDS if isinstance(bound.field.widget, widget)), "own")


def context(bound: BoundField, *, optional: bool | None = None, nudge: str = "") -> dict[str, Any]:
    """Values for components/field.html. Optional fields are marked, required ones are the rule."""
    kind = kind_of(bound)
    if CLASSES.get(kind) and bound.errors:
        bound.field.widget.attrs["class"] = f"{CLASSES[kind]} is-invalid"
    elif CLASSES.get(kind):
        bound.field.widget.attrs["class"] = CLASSES[kind]
    if kind == "select":
        _quiet_blank(bound.field)
    return {
        "bound": bound,
        "kind": kind,
        "id": bound.id_for_label or bound.auto_id,
        "optional": not bound.field.required if optional is None else optional,
        "nudge": nudge,
        "described": _described(bound, nudge),
        "control": None if kind == "choices" else _control(bound, nudge),
    }


def _quiet_blank(field: Field) -> None:
    """Show the choice of nothing as a dash instead of a row of hyphens."""
    if isinstance(field, ModelChoiceField):
        field.empty_label = NO_VALUE if field.empty_label == BLANK else field.empty_label
    elif isinstance(field, ChoiceField) and not callable(field.choices):
        field.choices = [(value, NO_VALUE if label == BLANK else label) for value, label in field.choices]  # type: ignore[attr-defined]


def _described(bound: BoundField, nudge: str) -> str:
    """Ids of the texts below the field, so that a screen reader reads them with it."""
    texts = (
        ("hint", bool(bound.help_text)),
        ("nudge", bool(nudge)),
        ("error", bool(bound.errors)),
    )
    return " ".join(f"{bound.auto_id}-{name}" for name, there in texts if there)


def _control(bound: BoundField, nudge: str) -> SafeString:
    described = _described(bound, nudge)
    attrs: dict[str, str | bool] = {"aria-describedby": described} if described else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return bound.as_widget(attrs=attrs)


def summary(forms: Iterable[BaseForm | BaseFormSet]) -> dict[str, Any]:
    """The errors of the forms: those of fields with an anchor each, those of the whole form as sentences."""
    single = [form for part in forms for form in _single(part)]
    whole = [text for part in forms for text in _whole(part)]
    bad = [
        {"label": form[name].label, "href": f"#{form[name].id_for_label or form[name].auto_id}", "text": errors[0]}
        for form in single
        for name, errors in form.errors.items()
        if name in form.fields
    ]
    return {"fields": bad, "whole": whole, "count": len(bad) + len(whole)}


def _single(part: BaseForm | BaseFormSet) -> Iterator[BaseForm]:
    if isinstance(part, BaseFormSet):
        yield from part.forms
    else:
        yield part


def _whole(part: BaseForm | BaseFormSet) -> Iterator[str]:
    if isinstance(part, BaseFormSet):
        yield from map(str, part.non_form_errors())
    for form in _single(part):
        yield from map(str, form.non_field_errors())
