"""Forms of scenarios: what they ask, what they change in a task, and whom they put on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planning.forms import DayInput, DurationField
from planning.models import Scenario, ScenarioAssignment, ScenarioChange, Task
from projects.forms import ItemForm


class ScenarioForm(ItemForm):
    class Meta:
        model = Scenario
        fields = ["name", "question"]
        widgets = {"question": forms.Textarea(attrs={"rows": 3})}


class ScenarioChangeForm(ItemForm):
    """What a scenario changes in one task. The task is chosen once; empty fields stay as in the plan."""

    duration = DurationField(label=_("Duration"), required=False, help_text=_("5 d, 4 h or 2 w."))
    constraint = forms.ChoiceField(
        label=_("Constraint"), required=False, choices=[("", _("As in the plan")), *Task.Constraint.choices]
    )

    class Meta:
        model = ScenarioChange
        fields = ["task", "duration", "constraint", "constraint_date", "deadline", "owner", "left_out"]
        widgets = dict.fromkeys(("constraint_date", "deadline"), DayInput)

    def __init__(self, *args: Any, instance: ScenarioChange | None = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        tasks = self.fields["task"].queryset.filter(is_summary=False)  # type: ignore[attr-defined]
        self.fields["task"].queryset = tasks.exclude(status__in=("done", "cancelled"))  # type: ignore[attr-defined]
        if instance is not None and instance.pk:
            del self.fields["task"]


class ScenarioAssignmentForm(ItemForm):
    """Whom a scenario puts on a task, or takes off it. Task and resource are chosen once."""

    effort = DurationField(
        label=_("Effort"),
        required=False,
        help_text=_("20 h or 3 d. It makes the duration of an effort-driven task and the units of another one."),
    )

    class Meta:
        model = ScenarioAssignment
        fields = ["task", "resource", "units", "effort", "left_out"]

    def __init__(self, *args: Any, instance: ScenarioAssignment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["units"].help_text = _("Percent of full time. Empty: as in the plan, 100 for who is new there.")
        _offer_open_tasks(self)
        if instance is not None and instance.pk:
            del self.fields["task"], self.fields["resource"]


def _offer_open_tasks(form: ItemForm) -> None:
    tasks = form.fields["task"].queryset.filter(is_summary=False)  # type: ignore[attr-defined]
    form.fields["task"].queryset = tasks.exclude(status__in=("done", "cancelled"))  # type: ignore[attr-defined]
