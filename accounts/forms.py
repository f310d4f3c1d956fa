"""Forms of accounts."""

from typing import Any

from allauth.account import forms as sign_in
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import time_zones
from accounts.models import ApiToken, User
from ecompm.core.users import InstanceRole


class LabelsOnly:
    """Fields of the sign-in library without placeholders: the label says the same and stays."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(LabelsOnly, sign_in.LoginForm):
    pass


class ResetPasswordForm(LabelsOnly, sign_in.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(LabelsOnly, sign_in.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(LabelsOnly, sign_in.ChangePasswordForm):
    pass


class SetPasswordForm(LabelsOnly, sign_in.SetPasswordForm):
    pass


class ReauthenticateForm(LabelsOnly, sign_in.ReauthenticateForm):
    pass


class SignupForm(LabelsOnly, sign_in.SignupForm):
    """An account of one's own, where SIGNUP_OPEN allows it."""

    name = forms.CharField(label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ["name", "email", "password1"]

    def custom_signup(self, request: Any, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class ProfileForm(forms.ModelForm):
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones.choices)

    class Meta:
        model = User
        fields = [
            "name", "language", "time_zone", "theme", "density", "notify_mentions", "notify_assignments",
            "notify_gates",
        ]  # fmt: skip
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {name for name, _title in time_zones.choices()}
        if self.instance.time_zone not in known:  # set over the API, with an older name of a zone
            self.fields["time_zone"].choices = [*time_zones.choices(), (self.instance.time_zone,) * 2]  # type: ignore[attr-defined]


class TokenForm(forms.Form):
    """A new token. `projects` offers what the view hands in: the projects of the person."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("For example “Nightly export”."))
    scope = forms.ChoiceField(label=_("Rights"), choices=ApiToken.Scope, widget=forms.RadioSelect)
    days = forms.TypedChoiceField(
        label=_("Expires"),
        coerce=int,
        initial=90,
        choices=[
            (30, _("In 30 days")),
            (90, _("In 90 days")),
            (365, _("In a year")),
            (0, _("Never")),
        ],
    )
    projects = forms.TypedMultipleChoiceField(
        label=_("Only these projects"),
        coerce=int,
        required=False,
        help_text=_("Without a choice the token reaches every project that you reach."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, projects: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["projects"].choices = projects  # type: ignore[attr-defined]


class PersonForm(forms.ModelForm):
    """What an administrator decides about a person."""

    role = forms.ChoiceField(label=_("Instance role"), choices=InstanceRole, widget=forms.RadioSelect)

    class Meta:
        model = User
        fields = ["name", "role", "is_external"]
