"""The form of a requirement."""

from django import forms

from projects.forms import ItemForm
from requirements.models import Requirement


class RequirementForm(ItemForm):
    class Meta:
        model = Requirement
        fields = [
            "title", "need", "rationale", "source", "type", "priority", "value", "effort", "acceptance", "verification",
            "status", "owner", "tasks",
        ]  # fmt: skip
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in (("need", 4), ("rationale", 3), ("acceptance", 5))
        }
