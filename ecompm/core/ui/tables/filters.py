"""The filters of a list as chips: dashed while it can be added, solid with its value while it is active."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from ecompm.core.ui.fields import CLASSES, kind_of
from ecompm.core.ui.tables.state import State
from ecompm.core.ui.words import labelled

# Up to so many choices are shown at once; more of them become a select.
OPEN_CHOICES = 10


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter: its field, the words of its active value, and the address without it.

    `kind` is choices, select, control, check or range; `at_once` says that one choice is enough to send the form.
    """

    bound: BoundField
    label: str
    shown: str
    clear_url: str
    kind: str

    @property
    def at_once(self) -> bool:
        widget = self.bound.field.widget
        return isinstance(widget, forms.widgets.ChoiceWidget) and not widget.allow_multiple_selected


def chips(form: forms.Form, names: Sequence[str], state: State) -> list[Chip]:
    """A chip for each of the named filters, in that order."""
    return [_chip(form[name], state) for name in names]


def _chip(bound: BoundField, state: State) -> Chip:
    names = [bound.html_name, *(f"{bound.html_name}_{end}" for end in getattr(bound.field.widget, "suffixes", ()))]
    kind = _prepare(bound)
    return Chip(
        bound=bound,
        label=str(bound.label),
        shown=labelled(bound) if any(state.params.get(name) for name in names) else "",
        clear_url=state.url(**dict.fromkeys(names)),
        kind=kind,
    )


def _prepare(bound: BoundField) -> str:
    """Choose how the filter is asked: few choices at once, many as a select, each part of a range by its name."""
    widget = bound.field.widget
    if isinstance(widget, forms.MultiWidget):
        for part, name in zip(widget.widgets, (_("From"), _("To")), strict=False):
            part.attrs |= {"class": "form-control", "aria-label": f"{bound.label}: {name}"}
        return "range"
    if isinstance(bound.field, forms.ChoiceField):
        _ask_choices(bound.field)
    kind = kind_of(bound)
    bound.field.widget.attrs["class"] = CLASSES.get(kind, "form-control")
    return kind


def _ask_choices(field: forms.ChoiceField) -> None:
    """Read the choices once, and draw them as radio buttons or check boxes while they are few."""
    options = [(value, label if value else _("Any")) for value, label in list(field.choices)]  # type: ignore[arg-type]
    if isinstance(field.widget, forms.SelectMultiple):
        field.widget = forms.CheckboxSelectMultiple(choices=[option for option in options if option[0]])
    elif type(field.widget) is forms.Select and _count(options) <= OPEN_CHOICES:
        field.widget = forms.RadioSelect(choices=options)
    else:
        field.widget.choices = options


def _count(options: Sequence[tuple[object, object]]) -> int:
    """How many choices there are, those below a heading counted one by one."""
    return sum(len(label) if isinstance(label, list | tuple) else 1 for _value, label in options)
