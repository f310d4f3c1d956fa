"""Forms of goals, KPIs and measurements."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpis.models import Goal, Kpi
from projects.forms import DateInput, ItemForm


class GoalForm(ItemForm):
    kpis = forms.ModelMultipleChoiceField(
        Kpi.objects.all(),
        label=_("Measured by"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A KPI measures one goal. It counts for SMART when it has a baseline and a target."),
    )

    class Meta:
        model = Goal
        fields = ["statement", "reason", "owner", "business_objective", "parent", "due_on"]
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 3}),
            "due_on": DateInput(),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["kpis"] = list(self.instance.kpis.values_list("pk", flat=True))


class KpiForm(ItemForm):
    class Meta:
        model = Kpi
        fields = [
            "key",
            "name",
            "description",
            "formula",
            "unit",
            "direction",
            "goal",
            "owner",
            "baseline",
            "target",
            "green",
            "amber",
            "window_days",
            "source",
        ]
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}


class MeasurementForm(forms.Form):
    value = forms.DecimalField(label=_("Value"), max_digits=18, decimal_places=4)
    note = forms.CharField(label=_("Note"), max_length=250, required=False)
