"""Forms of gates, reviews, closure and lessons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lifecycle.models import Closure, Criterion, Evidence, Gate, HandoverItem, Lesson, Phase, Review, Vote, Waiver
from projects.forms import DateInput, ItemForm


def rows(count: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": count})


class PhaseForm(ItemForm):
    class Meta:
        model = Phase
        fields = ["name", "code", "is_active", "is_lane"]


class GateForm(ItemForm):
    class Meta:
        model = Gate
        fields = ["name", "phase", "milestone", "approvers", "quorum"]
        widgets = {"approvers": forms.CheckboxSelectMultiple}


class CriterionForm(ItemForm):
    class Meta:
        model = Criterion
        fields = ["text", "kind", "is_must", "expression", "confirmer"]


class ReviewForm(forms.ModelForm):
    class Meta:
        model = Review
        fields = ["note"]
        widgets = {"note": rows(3)}


class VoteForm(forms.ModelForm):
    """The vote of one role; the outcome is never preselected."""

    vote = forms.ChoiceField(label=_("Vote"), choices=Review.Outcome, widget=forms.RadioSelect)

    class Meta:
        model = Vote
        fields = ["role", "vote", "comment"]
        widgets = {"comment": rows(3), "role": forms.HiddenInput}

    def __init__(self, *args: Any, roles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = roles  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """What a decision needs beside votes and criteria; a conditional go needs a condition."""

    condition = forms.CharField(label=_("Condition"), max_length=500, required=False)
    owner = forms.ModelChoiceField(label=_("Owner of the condition"), queryset=None, required=False)
    due_on = forms.DateField(label=_("Due"), required=False, widget=DateInput())
    next_review_on = forms.DateField(label=_("Next review"), required=False, widget=DateInput())

    def __init__(self, *args: Any, people: Any, conditional: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        for name in ("condition", "owner", "due_on"):
            self.fields[name].required = conditional

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("condition"):
            for name in ("owner", "due_on"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("A condition has an owner and a due date."))
        return data

    @property
    def conditions(self) -> list[dict[str, Any]]:
        data = self.cleaned_data
        if not data.get("condition"):
            return []
        return [{"text": data["condition"], "owner": data["owner"], "due_on": data["due_on"]}]


class WaiverForm(forms.ModelForm):
    class Meta:
        model = Waiver
        fields = ["reason", "expires_on"]
        widgets = {"reason": rows(3), "expires_on": DateInput()}


class ConfirmationForm(forms.Form):
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class EvidenceForm(forms.ModelForm):
    url = forms.URLField(label=_("Link"), max_length=500, assume_scheme="https")

    class Meta:
        model = Evidence
        fields = ["title", "url"]


class FigureForm(forms.Form):
    """A figure stated by hand: a number, a day, a text, or yes or no."""

    value = forms.CharField(
        label=_("Value"), max_length=120, help_text=_("A number, a day such as 2026-11-27, or a text.")
    )
    source = forms.CharField(label=_("Source"), max_length=250, help_text=_("Where the figure comes from."))


class ClosureForm(ItemForm):
    class Meta:
        model = Closure
        fields = ["summary", "recommendations"]
        widgets = {"summary": rows(5), "recommendations": rows(4)}


class HandoverItemForm(ItemForm):
    class Meta:
        model = HandoverItem
        fields = ["text", "owner", "note"]


class LessonForm(ItemForm):
    class Meta:
        model = Lesson
        fields = ["title", "situation", "cause", "effect", "recommendation", "category", "phase", "tags", "is_public"]
        widgets = {"situation": rows(3), "cause": rows(2), "effect": rows(2), "recommendation": rows(3)}
