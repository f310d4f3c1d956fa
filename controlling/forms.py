"""Forms of issues and of the contingency reserve."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from controlling.models import Issue
from projects.forms import DateInput, ItemForm

MONEY: dict[str, Any] = {"max_digits": 14, "decimal_places": 2}


class IssueForm(ItemForm):
    class Meta:
        model = Issue
        fields = [
            "title", "description", "severity", "component", "owner", "raised_on", "due_on", "status", "resolution",
        ]  # fmt: skip
        widgets = {
            "description": forms.Textarea({"rows": 5}),
            "resolution": forms.Textarea({"rows": 3}),
            "raised_on": DateInput(),
            "due_on": DateInput(),
        }


class ReserveForm(forms.Form):
    """The approved reserve as a whole."""

    amount = forms.DecimalField(label=_("Approved reserve"), min_value=Decimal(0), **MONEY)
    reason = forms.CharField(label=_("Reason"), max_length=250, help_text=_("Who approved it, and on what."))


class DrawForm(forms.Form):
    """An amount taken out of the reserve."""

    amount = forms.DecimalField(label=_("Amount"), min_value=Decimal("0.01"), **MONEY)
    reason = forms.CharField(label=_("Reason"), max_length=250)
    on = forms.DateField(label=_("Day"), widget=DateInput())
    issue = forms.ModelChoiceField(label=_("Issue"), queryset=Issue.objects.none(), required=False)

    def __init__(self, *args: Any, issues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issue"].queryset = issues  # type: ignore[attr-defined]
