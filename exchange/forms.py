"""What a person is asked for an import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.models import PlanImport
from projects.forms import DateInput
from projects.models import KEY


class PlanUploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("In Microsoft Project: File, Save As, “XML format (*.xml)”. At most 32 MB."),
        widget=forms.ClearableFileInput({"accept": ".xml,application/xml,text/xml"}),
    )


class ConfirmForm(forms.Form):
    """Under which key and name, and from when on (or until when)."""

    name = forms.CharField(label=_("Name"), max_length=150)
    key = forms.CharField(
        label=_("Key"),
        max_length=10,
        validators=[KEY],
        help_text=_("Stands before everything in addresses, for example SHOP."),
    )
    day = forms.DateField(label=_("First day"), widget=DateInput)

    def __init__(self, data: Any, plan_import: PlanImport, *, key: str = "") -> None:
        asked = plan_import.report["project"]
        super().__init__(data, initial={"name": asked["name"], "key": key, "day": asked["day"]})
        day = self.fields["day"]
        if asked["forward"]:
            day.help_text = _("Tasks that are already dated (constraints, actual dates, baseline) keep their dates.")
        else:
            day.label, day.help_text = _("Last day"), _("The plan is counted back from its end, as in the file.")
