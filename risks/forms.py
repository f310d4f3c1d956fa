"""Forms of the risk register."""

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from planning.models import Task
from projects.forms import DateInput, ItemForm
from risks import categories
from risks.calc.packs import shipped
from risks.models import AppliedPack, ControlItem, Finding, Indicator, Risk, RiskCriteria, Simulation

DAY = {"type": "date"}


def rows(count: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": count})


class RiskForm(ItemForm):
    class Meta:
        model = Risk
        fields = [
            "title",
            "cause",
            "event",
            "effect",
            "category",
            "is_opportunity",
            "is_confidential",
            "inherent_likelihood",
            "inherent_impact",
            "confidence",
            "velocity",
            "proximity_on",
            "raised_by",
            "raised_on",
            "likelihood",
            "impact",
            "impact_time",
            "impact_cost",
            "impact_quality",
            "impact_reputation",
            "impact_compliance",
            "residual_likelihood",
            "residual_impact",
            "owner",
            "escalated_to",
            "strategy",
            "response",
            "trigger",
            "contingency",
            "fallback",
            "status",
            "next_review_on",
            "delay_low",
            "delay_likely",
            "delay_high",
            "cost_low",
            "cost_likely",
            "cost_high",
            "hits",
            "override_likelihood",
            "override_reason",
            "override_until",
        ]
        help_texts = {
            "cause": _("A fact that is so today, such as: the supplier has no experience with our volume."),
            "event": _("What is uncertain, such as: the interface may fail under load."),
            "effect": _("What that does to time, cost, quality, reputation or compliance."),
            "velocity": _("How fast the effect comes once it occurs: 1 within months, 5 within hours."),
            "confidence": _("How sure you are of likelihood and impact."),
            "raised_by": _("Empty on a new risk: you."),
            "escalated_to": _("Who decides about it. They see it even if it is confidential."),
            "trigger": _("The sign that it is about to occur."),
            "contingency": _("What is done when the trigger shows."),
            "fallback": _("What is done when that doesn't help."),
            "next_review_on": _("“Reviewed today” sets it by the level of the risk."),
        }
        widgets = {
            **{name: rows(2) for name in ("cause", "event", "effect", "response", "contingency", "fallback")},
            **{
                name: forms.DateInput(attrs=DAY, format="%Y-%m-%d")
                for name in ("next_review_on", "override_until", "proximity_on", "raised_on")
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category: Any = self.fields["category"]
        category.choices = categories.grouped()
        people: Any = self.fields["raised_by"]
        if self.instance.raised_by_id and not people.queryset.filter(pk=self.instance.raised_by_id).exists():
            del self.fields["raised_by"]  # raised by somebody who left; that stays as it is
        if self.instance.status != Risk.Status.OCCURRED:
            status: Any = self.fields["status"]
            status.choices = [choice for choice in Risk.Status.choices if choice[0] != Risk.Status.OCCURRED]


class OccurrenceForm(forms.Form):
    """What really happened. What is drawn from the reserve is asked only of those who may draw."""

    occurred_on = forms.DateField(label=_("When"), widget=DateInput())
    actual_delay = forms.DecimalField(
        label=_("Actual delay"), min_value=0, max_digits=7, decimal_places=1, required=False,
        help_text=_("In working days."),
    )  # fmt: skip
    actual_cost = forms.DecimalField(
        label=_("Actual cost"), min_value=0, max_digits=14, decimal_places=2, required=False
    )
    draw = forms.DecimalField(
        label=_("Draw from the reserve"), min_value=0, max_digits=14, decimal_places=2, required=False
    )
    issue_title = forms.CharField(label=_("Issue"), max_length=200, required=False)
    issue_owner = forms.ModelChoiceField(label=_("Owner of the issue"), queryset=None, required=False)
    issue_due = forms.DateField(label=_("Issue due"), widget=DateInput(), required=False)

    def __init__(self, *args: Any, people: Any, left_out: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issue_owner"].queryset = people  # type: ignore[attr-defined]
        for name in left_out:
            del self.fields[name]


class IndicatorForm(forms.ModelForm):
    class Meta:
        model = Indicator
        fields = ["metric", "operator", "threshold", "adds"]


class ResponseForm(forms.Form):
    """A response: a new task of the plan, or one that is there already."""

    name = forms.CharField(label=_("What is done"), max_length=250, required=False)
    task = forms.ModelChoiceField(label=_("or a task of the plan"), queryset=Task.objects.none(), required=False)
    lowers_likelihood = forms.IntegerField(
        label=_("Lowers the likelihood by"), min_value=0, max_value=4, initial=1, required=False
    )
    lowers_impact = forms.IntegerField(
        label=_("Lowers the impact by"), min_value=0, max_value=4, initial=0, required=False
    )
    days = forms.DecimalField(
        label=pgettext_lazy("duration", "Takes"), min_value=0, max_digits=6, decimal_places=1, required=False,
        help_text=_("In working days; for a new task."),
    )  # fmt: skip
    deadline = forms.DateField(
        label=_("To be done by"), widget=DateInput(), required=False, help_text=_("For a new task.")
    )
    cost = forms.DecimalField(label=_("Cost"), min_value=0, max_digits=14, decimal_places=2, required=False)

    def __init__(self, *args: Any, tasks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].queryset = tasks  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("lowers_likelihood", "lowers_impact"):
            data[name] = data.get(name) or 0
        return data


class JudgementForm(forms.Form):
    """What a finished response cost. Whether it worked is said by the button."""

    actual_cost = forms.DecimalField(
        label=_("What it cost"), min_value=0, max_digits=14, decimal_places=2, required=False
    )


class LinkForm(forms.Form):
    """One object of the project, by kind and id."""

    target = forms.ChoiceField(label=_("Linked to"))

    def __init__(self, data: Any, *, choices: Any) -> None:
        super().__init__(data)
        self.fields["target"].choices = choices  # type: ignore[attr-defined]


class SimulationForm(forms.ModelForm):
    """The assumptions of a simulation."""

    ASSUMPTIONS = ("iterations", "seed", "include_proposed", "correlate_by", "correlation")

    class Meta:
        model = Simulation
        fields = ("iterations", "seed", "include_proposed", "correlate_by", "correlation")


YES_NO = [("", _("Not answered")), ("yes", _("Yes")), ("no", _("No"))]
ANSWERS = {"yes": True, "no": False, "": None}


class PackForm(forms.Form):
    """A shipped pack that the project does not work through yet."""

    pack = forms.ChoiceField(label=_("Compliance pack"))

    def __init__(self, data: Any, *, applied: set[str]) -> None:
        super().__init__(data)
        language = get_language() or "en"
        self.fields["pack"].choices = [  # type: ignore[attr-defined]
            (sheet.id, in_language(sheet.title, language)) for sheet in shipped() if sheet.id not in applied
        ]


class AnswersForm(forms.Form):
    """The questions of one pack. An empty answer is none."""

    def __init__(self, data: Any, *, applied: AppliedPack) -> None:
        super().__init__(data)
        self.yes_no = set()
        for one in applied.sheet.applicability.questions:
            choices = [("", _("Not answered")), *((name, name) for name in one.choices)] if one.choices else YES_NO
            value = applied.answers.get(one.id)
            self.yes_no |= set() if one.choices else {one.id}
            self.fields[one.id] = forms.ChoiceField(
                label=one.text, help_text=one.help, choices=choices, required=False,
                initial={True: "yes", False: "no", None: ""}.get(value, value),
            )  # fmt: skip

    @property
    def answers(self) -> dict[str, Any]:
        return {
            name: ANSWERS[value] if name in self.yes_no else value or None for name, value in self.cleaned_data.items()
        }


class ControlForm(ItemForm):
    class Meta:
        model = ControlItem
        fields = ["status", "owner", "evidence", "accepted_on", "due_on", "reason", "expires_on", "note"]
        widgets = {
            **{name: rows(3) for name in ("evidence", "reason", "note")},
            **{name: DateInput() for name in ("accepted_on", "due_on", "expires_on")},
        }


class FindingForm(ItemForm):
    """A finding. A risk that the person may not see is left as it is."""

    class Meta:
        model = Finding
        fields = [
            "title", "description", "source", "reference", "asset", "cvss", "vector", "found_on", "owner", "risk",
            "remediation", "status", "retested_on", "retest_evidence", "reason", "accepted_until",
        ]  # fmt: skip
        widgets = {
            **{name: rows(3) for name in ("description", "remediation", "retest_evidence", "reason")},
            **{name: DateInput() for name in ("found_on", "retested_on", "accepted_until")},
            "cvss": forms.NumberInput({"min": "0", "max": "10", "step": "0.1"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        risks: Any = self.fields["risk"]
        if self.instance.risk_id and not risks.queryset.filter(pk=self.instance.risk_id).exists():
            del self.fields["risk"]


class RetestForm(forms.Form):
    """How a retest went."""

    passed = forms.TypedChoiceField(
        label=_("The retest"), choices=[("yes", _("passed: close the finding")), ("no", _("failed: back to be fixed"))],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    retested_on = forms.DateField(label=_("Retested on"), widget=DateInput())
    evidence = forms.CharField(
        label=_("Evidence"), max_length=5000, widget=rows(4), help_text=_("What was tried, by whom, with what result.")
    )


def in_language(title: Any, language: str) -> str:
    """A title of shared content in the language, else in English."""
    return str(title.get(language.partition("-")[0], title["en"]))


class CriteriaForm(forms.ModelForm):
    """Bands, appetite and review intervals of the instance."""

    class Meta:
        model = RiskCriteria
        fields = [
            "preset", "medium_from", "high_from", "very_high_from", "appetite", "review_green", "review_yellow",
            "review_amber", "review_red",
        ]  # fmt: skip


class TableUploadForm(forms.Form):
    """A table of risks or findings."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV in UTF-8 or a workbook (.xlsx), at most 5 MB and 1,000 rows."),
        widget=forms.ClearableFileInput({"accept": ".csv,.xlsx,text/csv"}),
    )
