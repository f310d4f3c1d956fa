"""Forms of stakeholders and responsibilities."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.forms import ItemForm
from stakeholders.models import Communication, RaciEntry, Stakeholder

AREA = forms.Textarea(attrs={"rows": 3})


class StakeholderForm(ItemForm):
    class Meta:
        model = Stakeholder
        fields = [
            "name",
            "is_group",
            "organisation",
            "position",
            "email",
            "role",
            "interests",
            "power",
            "interest",
            "engagement",
            "desired_engagement",
            "strategy",
            "owner",
        ]
        widgets = {"interests": AREA, "strategy": AREA}


class CommunicationForm(ItemForm):
    class Meta:
        model = Communication
        fields = ["audience", "purpose", "channel", "every_days", "role"]


class RaciForm(forms.Form):
    """The letters of every role for one task."""

    def __init__(self, *args: Any, roles: Any, held: dict[int, list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = list(roles)
        for role in self.roles:
            self.fields[f"role_{role.pk}"] = forms.MultipleChoiceField(
                label=_("%(code)s, %(name)s") % {"code": role.code, "name": role.name},
                choices=RaciEntry.Letter,
                required=False,
                initial=held.get(role.pk, []),
                widget=forms.CheckboxSelectMultiple,
            )

    def letters(self) -> dict[int, list[str]]:
        """The chosen letters by role id."""
        return {role.pk: self.cleaned_data[f"role_{role.pk}"] for role in self.roles}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        accountable = [name for name, letters in data.items() if "A" in letters]
        for name in accountable[1:]:
            self.add_error(name, _("Another role is accountable already. A task has exactly one."))
        return data
