"""Forms of objects in a project: they offer only people and objects that belong to it and that the person may see."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from projects import access
from projects.models import Project, ProjectRole, Tag
from projects.querysets import ProjectItemQuerySet


class DateInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ItemForm(forms.ModelForm):
    """Base of a form page: made with `instance`, `project` and `user`. Saving is the service's work."""

    def __init__(self, *args: Any, project: Project, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project, self.user = project, user
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = self._choices(field.queryset)  # type: ignore[arg-type]

    def _choices(self, queryset: Any) -> Any:
        """People of the project, its roles, or its objects that the person may see."""
        if queryset.model is get_user_model():
            return queryset.filter(memberships__project=self.project, is_active=True)
        if isinstance(queryset, ProjectItemQuerySet):
            noun = "role" if queryset.model is ProjectRole else queryset.model.noun
            return queryset.allowed(self.user, f"{noun}.view").filter(project=self.project)
        return queryset

    def _get_validation_exclusions(self) -> set[str]:
        # Uniqueness within the project is the database's to judge, once the service has the project's row.
        return super()._get_validation_exclusions() | {"project"}  # type: ignore[misc]

    def validate_unique(self) -> None:
        """Left to the constraints of the database: a check here would be stale by the time the row is written."""

    def validate_constraints(self) -> None:
        """Left to the database as well."""


class TagsField(forms.CharField):
    """Tags as words with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return ", ".join(str(tag) for tag in value)
        return value

    def clean(self, value: Any) -> list[str]:
        names = [name.strip() for name in super().clean(value).split(",") if name.strip()]
        if any(len(name) > Tag.NAME_LENGTH for name in names):
            raise forms.ValidationError(_("A tag has at most %(count)d characters.") % {"count": Tag.NAME_LENGTH})
        return names

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))


class ProjectForm(ItemForm):
    """The project itself. People are members of it."""

    tags = TagsField(label=_("Tags"), required=False, help_text=_("Separate them with commas."))

    class Meta:
        model = Project
        fields = [
            "name", "key", "kind", "description", "manager", "sponsor", "wished_start", "wished_finish", "budget",
            "currency", "country", "visibility",
        ]  # fmt: skip
        widgets = {"wished_start": DateInput, "wished_finish": DateInput, "description": forms.Textarea({"rows": 5})}
        help_texts = {"key": _("Stands before everything in addresses. The old key keeps leading here.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["tags"] = list(self.instance.tags.values_list("name", flat=True))


class NewProjectForm(forms.ModelForm):
    """The first facts of a project; everything else can wait."""

    class Meta:
        model = Project
        fields = ["name", "key", "kind", "description", "wished_start", "wished_finish", "visibility"]
        widgets = {"wished_start": DateInput, "wished_finish": DateInput, "description": forms.Textarea({"rows": 4})}
        help_texts = {"key": _("Stands before everything in addresses, for example SHOP.")}

    def validate_unique(self) -> None:
        """Left to the service and the database."""


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"), choices=access.Role, initial=access.Role.MEMBER)
    is_external = forms.BooleanField(label=_("From outside the organisation"), required=False)


class PersonInvitationForm(forms.Form):
    """An invitation to the instance alone, without a project."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "off"}))
    is_external = forms.BooleanField(
        label=_("From outside the organisation"),
        required=False,
        help_text=_("Agency or client: sees no project without being a member of it."),
    )


class AcceptanceForm(forms.Form):
    """An account for an invited person."""

    name = forms.CharField(label=_("Name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 12 characters. Four or five words are easy to keep in mind."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )


class MemberForm(forms.Form):
    """A colleague who becomes a member at once."""

    user: Any = forms.ModelChoiceField(label=_("Person"), queryset=None)
    role = forms.ChoiceField(label=_("Role"), choices=access.Role, initial=access.Role.MEMBER)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class RoleForm(ItemForm):
    class Meta:
        model = ProjectRole
        fields = ["code", "name", "side", "person"]


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Comment"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("@ and a name tells them."),
    )


class UploadForm(forms.Form):
    file = forms.FileField(label=_("File"))
