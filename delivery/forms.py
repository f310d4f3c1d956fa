"""Forms of the board."""

from django import forms
from django.utils.translation import gettext_lazy as _

from planning.models import Task
from projects.models import Project
from projects.people import of_project


class BlockForm(forms.Form):
    """Why a task is blocked and whom it waits for; an empty reason lifts the block."""

    reason = forms.CharField(
        label=_("Blocked because"), required=False, max_length=250, help_text=_("Empty: it is not blocked any more.")
    )
    waits_for = forms.ModelChoiceField(queryset=None, label=_("Waits for"), required=False, empty_label="–")

    def __init__(self, data: object, *, task: Task, project: Project) -> None:
        super().__init__(data, initial={"reason": task.blocked_reason, "waits_for": task.waits_for_id})  # type: ignore[arg-type]
        self.fields["waits_for"].queryset = of_project(project)  # type: ignore[attr-defined]
