"""Forms of the plan: a task on its page, one cell of the grid, a baseline."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecompm.core.errors import Invalid
from planning import cost_rates, working_time
from planning.models import (
    Assignment,
    Baseline,
    Leave,
    RecurringTask,
    Resource,
    Task,
    WorkCalendar,
)
from planning.models.staff import join_skills
from planning.notation import format_duration, parse_duration, parse_predecessors
from planning.services.links import written
from planning.working_time import last_day
from projects.forms import ItemForm
from projects.models import Project
from projects.people import of_project

LONGEST_SHIFT = 1000  # working days


class DayInput(forms.DateInput):
    """The browser's own date picker; its value is ISO whatever the language."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class DurationField(forms.CharField):
    """Working minutes, written as `5 d` or `4 h`."""

    def prepare_value(self, value: Any) -> Any:
        return format_duration(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        if value in self.empty_values:
            return None
        try:
            return parse_duration(str(value))
        except Invalid as error:
            raise ValidationError(str(error.message)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True

    def run_validators(self, value: Any) -> None:
        """Minutes have no length in characters; their range is checked while they are read."""


class PredecessorsField(forms.CharField):
    """Dependencies such as `12FS+2d; 5SS`."""

    def validate(self, value: str) -> None:
        super().validate(value)
        try:
            parse_predecessors(value)
        except Invalid as error:
            raise ValidationError(str(error.message)) from error


class TaskForm(ItemForm):
    duration = DurationField(label=_("Duration"), required=False, help_text=_("5 d, 4 h or 2 w."))
    optimistic = DurationField(label=_("Optimistic"), required=False)
    pessimistic = DurationField(label=_("Pessimistic"), required=False)
    start = forms.DateField(
        label=_("Start on"), required=False, widget=DayInput, help_text=_("Counts for dates set by hand.")
    )
    predecessors = PredecessorsField(
        label=_("Predecessors"), required=False, max_length=500, help_text=_("Task numbers: 12, 12FS+2d or 5SS; 7.")
    )

    class Meta:
        model = Task
        fields = [
            "name", "kind", "parent", "description", "owner", "role", "phase", "duration", "optimistic", "pessimistic",
            "effort_driven", "constraint", "constraint_date", "deadline", "manual", "calendar", "status", "percent",
            "actual_start", "actual_finish", "blocked_reason", "waits_for", "priority", "progress_method", "weight",
        ]  # fmt: skip
        widgets = {
            "description": forms.Textarea(attrs={"rows": 4}),
            **dict.fromkeys(("constraint_date", "deadline", "actual_start", "actual_finish"), DayInput),
        }

    def __init__(self, *args: Any, instance: Task | None = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        parents = Q(is_summary=True) | Q(outline_level=1) | Q(pk=instance.parent_id if instance else None)
        self.fields["parent"].queryset = self.fields["parent"].queryset.filter(parents)  # type: ignore[attr-defined]
        if instance is not None:
            self.initial["start"] = instance.start_day
            links = instance.predecessor_links.select_related("predecessor")
            self.initial["predecessors"] = written(links)

    def changed_values(self) -> dict[str, Any]:
        """What was filled in or changed: the service completes the rest."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name in self.cleaned_data}


def _start(task: Task) -> Any:
    return task.start_day


def _finish(task: Task) -> Any:
    return last_day(task.start, task.finish)


def _predecessors(task: Task) -> str:
    return written(task.predecessor_links.select_related("predecessor"))


CELLS: dict[str, Any] = {
    "name": forms.CharField(max_length=250, label=_("Name")),
    "duration": DurationField(label=_("Duration")),
    "start": forms.DateField(required=False, widget=DayInput, label=_("Start")),
    "finish": forms.DateField(widget=DayInput, label=_("Finish")),
    "predecessors": PredecessorsField(required=False, max_length=500, label=_("Predecessors")),
    "link": PredecessorsField(max_length=500, label=_("Predecessors")),
    "owner": forms.ModelChoiceField(queryset=None, required=False, empty_label="–", label=_("Owner")),
    "percent": forms.IntegerField(min_value=0, max_value=100, label=_("Done")),
    "shift": forms.IntegerField(min_value=-LONGEST_SHIFT, max_value=LONGEST_SHIFT, label=_("Days to move by")),
    "stretch": forms.IntegerField(min_value=-LONGEST_SHIFT, max_value=LONGEST_SHIFT, label=_("Days to add")),
}
"""What one cell of the grid takes, by field. `shift` and `stretch` are working days, as the arrow keys ask."""

SHOWN = {"start": _start, "finish": _finish, "predecessors": _predecessors}


class CellForm(forms.Form):
    """The editor of one cell: a single field called `value`."""

    def __init__(self, data: Any, *, field: str, task: Task, project: Project) -> None:
        shown = SHOWN.get(field, lambda task: getattr(task, field, None))
        super().__init__(data, initial={"value": shown(task)}, auto_id=False)
        self.fields["value"] = value = CELLS[field].__deepcopy__({})
        if isinstance(value, forms.ModelChoiceField):
            value.queryset = of_project(project)
        value.widget.attrs |= {"class": "edit", "aria-label": value.label, "autocomplete": "off"}


class BaselineForm(ItemForm):
    class Meta:
        model = Baseline
        fields = ["name", "reason", "change_request"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}


WEEKDAYS = [
    ("0", _("Monday")), ("1", _("Tuesday")), ("2", _("Wednesday")), ("3", _("Thursday")), ("4", _("Friday")),
    ("5", _("Saturday")), ("6", _("Sunday")),
]  # fmt: skip


class CalendarForm(forms.Form):
    """The calendar of a project: its week, whose holidays are free, other days off, and the freezes that are shaded."""

    days = forms.MultipleChoiceField(label=_("Working days"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple)
    hours = forms.CharField(label=_("Working hours"), help_text=_("Such as 08:00-12:00, 13:00-17:00."))
    country = forms.CharField(label=_("Holidays of country"), max_length=2, required=False, help_text=_("DE, AT, IT …"))
    region = forms.CharField(label=_("Region"), max_length=8, required=False, help_text=_("Such as BY for Bavaria."))
    days_off = forms.CharField(
        label=_("Other days off"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: 2026-12-24, or first and last day: 2026-12-24 2026-12-31."),
    )
    freezes = forms.CharField(
        label=_("Freezes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: 2026-11-16 2027-01-08 Trade-peak freeze. Work goes on, the plan shades the days."),
    )

    def __init__(self, data: Any, *, calendar: WorkCalendar) -> None:
        week = calendar.week or {str(day): True for day in range(5)}
        rows = calendar.exceptions
        initial = {
            "days": [day for day in week if week[day]],
            "hours": working_time.shifts_text(calendar.week),
            "country": calendar.country,
            "region": calendar.region,
            "days_off": working_time.spans_text(row for row in rows if row.get("shifts") == []),
            "freezes": working_time.spans_text(row for row in rows if "shifts" not in row),
        }
        super().__init__(data, initial=initial)
        self.kept = [row for row in rows if row.get("shifts")]

    def clean_hours(self) -> list[list[int]]:
        try:
            return working_time.parse_shifts(self.cleaned_data["hours"])
        except ValueError as error:
            raise ValidationError(_("Write the hours as 08:00-12:00, 13:00-17:00.")) from error

    def clean_days_off(self) -> list[dict[str, Any]]:
        return [{**row, "shifts": []} for row in self._spans("days_off")]

    def clean_freezes(self) -> list[dict[str, Any]]:
        rows = self._spans("freezes")
        if any("name" not in row for row in rows):
            raise ValidationError(_("A freeze needs a name behind its days."))
        return rows

    def _spans(self, name: str) -> list[dict[str, Any]]:
        try:
            return list(working_time.parse_spans(self.cleaned_data[name]))
        except ValueError as error:
            raise ValidationError(_("This line can't be read: %(line)s.") % {"line": error}) from error

    def values(self) -> dict[str, Any]:
        """What the calendar stores. Single days with hours of their own stay as they are."""
        data = self.cleaned_data
        return {
            "week": dict.fromkeys(data["days"], data["hours"]),
            "country": data["country"].upper(),
            "region": data["region"].upper(),
            "exceptions": [*self.kept, *data["days_off"], *data["freezes"]],
        }


class RecurringForm(ItemForm):
    """The rule of a recurring task."""

    duration = DurationField(label=_("Duration"), help_text=_("Of each time: 1 h, 4 h or 2 d."))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For weeks. Empty: the weekday of the first day."),
    )

    class Meta:
        model = RecurringTask
        fields = [
            "name", "description", "duration", "interval", "frequency", "weekdays", "first_day", "last_day", "times",
            "on_day_off", "people", "role",
        ]  # fmt: skip
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "people": forms.CheckboxSelectMultiple,
            **dict.fromkeys(("first_day", "last_day"), DayInput),
        }

    def clean_weekdays(self) -> list[int]:
        return [int(day) for day in self.cleaned_data["weekdays"]]


class ResourceForm(ItemForm):
    cost_rates = forms.CharField(
        label=_("Later cost rates"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line: the day from which it holds, and what an hour costs then, such as 2026-07-01 95.00."),
    )

    class Meta:
        model = Resource
        fields = [
            "name", "kind", "user", "role", "team", "skills", "calendar", "max_units", "available_from",
            "available_until", "cost_rate", "cost_rates", "currency",
        ]  # fmt: skip
        widgets = {"available_from": DayInput, "available_until": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["cost_rates"] = cost_rates.text_of(self.instance.cost_rates)
        self.fields["name"].required = False
        self.fields["name"].help_text = _("May stay empty for a member: then the name of the account counts.")

    def clean_cost_rates(self) -> list[dict[str, str]]:
        return cost_rates.parse(self.cleaned_data["cost_rates"])

    def clean_skills(self) -> str:
        return join_skills(self.cleaned_data["skills"].split(","))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()  # type: ignore[assignment]
        if not data.get("name") and not data.get("user"):
            self.add_error("name", _("Give a name, or choose the member who this is."))
        return data


class LeaveForm(ItemForm):
    class Meta:
        model = Leave
        fields = ["first_day", "last_day", "reason"]
        widgets = {"first_day": DayInput, "last_day": DayInput}


class AssignmentForm(ItemForm):
    """Who works on a task, and how much. The resource is chosen once."""

    effort = DurationField(label=_("Effort"), required=False)

    class Meta:
        model = Assignment
        fields = ["resource", "units", "effort", "follows_calendar"]

    def __init__(self, *args: Any, task: Task, instance: Assignment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["effort"].help_text = (
            _("20 h or 3 d. The task then takes as long as this needs; empty: its effort is shared.")
            if task.effort_driven
            else _("20 h or 3 d, instead of units: the duration of the task is fixed.")
        )
        if instance is None:
            here = task.assignments.values("resource")
            self.fields["resource"].queryset = self.fields["resource"].queryset.exclude(pk__in=here)  # type: ignore[attr-defined]
        else:
            del self.fields["resource"]
            self.initial["effort"] = instance.work

    def values(self) -> dict[str, Any]:
        """What was chosen; effort only where somebody stated it."""
        stated = {name: self.cleaned_data[name] for name in self.fields if name != "effort"}
        return stated | ({"effort": self.cleaned_data["effort"]} if "effort" in self.changed_data else {})


class LevellingForm(forms.Form):
    """How to level, as an address says it."""

    WITHIN, BEYOND = "float", "beyond"

    room = forms.ChoiceField(
        label=_("How far may tasks move?"),
        choices=[
            (BEYOND, _("As far as needed: the end of the plan may move, fixed dates stay")),
            (WITHIN, _("Within their float: the end of the plan stays")),
        ],
        widget=forms.RadioSelect,
    )
    order = forms.ChoiceField(
        label=_("Who goes first?"),
        choices=[
            ("priority", _("Tasks of higher priority, then those that must finish first")),
            ("finish", _("Those that must finish first")),
        ],
        widget=forms.RadioSelect,
    )

    @classmethod
    def of(cls, data: Any) -> "LevellingForm":
        """The form as far as it was filled in; the usual choices for what is missing or unknown."""
        form = cls({"room": cls.BEYOND, "order": "priority", **{name: data[name] for name in data}})
        return form if form.is_valid() else cls({"room": cls.BEYOND, "order": "priority"})

    @property
    def options(self) -> dict[str, bool]:
        self.full_clean()
        data = self.cleaned_data
        return {"within_float": data["room"] == self.WITHIN, "by_priority": data["order"] == "priority"}
