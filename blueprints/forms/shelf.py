"""Importing a template, saving one from a project."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from blueprints.services.templates import LARGEST
from ecompm.core.errors import TooLarge

SLUG = RegexValidator(
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", _("Use small letters, digits and hyphens, as in our-shop-launch.")
)


class ImportForm(forms.Form):
    """A template as a YAML file, or pasted."""

    file = forms.FileField(label=_("File"), required=False, widget=forms.FileInput({"accept": ".yaml,.yml"}))
    source = forms.CharField(
        label=_("Or the text itself"),
        required=False,
        max_length=LARGEST,
        strip=False,
        widget=forms.Textarea({"rows": 12, "spellcheck": "false", "class": "mono"}),
        help_text=_("YAML. The guide to templates names every key."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if upload is not None:
            cleaned["source"] = _text_of(upload)
        if not cleaned.get("source") and not self.errors:
            self.add_error("file", _("Choose a file or paste the text."))
        return cleaned


class SaveForm(forms.Form):
    """How a project is called as a template."""

    name = forms.CharField(label=_("Name of the template"), max_length=120)
    template_id = forms.CharField(
        label=_("Id"),
        max_length=60,
        validators=[SLUG],
        help_text=_("Saving under an id of yours again makes its next version."),
    )
    summary = forms.CharField(
        label=_("For which projects it is meant"), max_length=500, widget=forms.Textarea({"rows": 3})
    )


def _text_of(upload: Any) -> str:
    """The text of an uploaded file. Raises ValidationError for one that is too large or no text."""
    if upload.size > LARGEST:
        raise forms.ValidationError({"file": str(TooLarge().message)})
    try:
        return str(upload.read().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise forms.ValidationError({"file": _("This file is no text in UTF-8.")}) from error
