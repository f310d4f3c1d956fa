"""The plan: tasks in a work breakdown structure, links between them, working calendars.

Durations, floats and lags are whole working minutes; dates of the plan are local datetimes of the project without a
zone (`planning.calc`). Start, finish, floats and the critical flag are computed by the scheduler and only stored here.
"""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecompm.core.fields import PlanDateTimeField
from ecompm.core.models import Versioned
from planning import working_time
from planning.calc import DAY
from planning.querysets import TaskQuerySet
from projects.models import Project, ProjectItem, ProjectRole
from projects.querysets import ProjectItemQuerySet

LONGEST = 10_000 * DAY


class WorkCalendar(Versioned):
    """Working time of a project, a task or a resource. Without a row the project works Monday to Friday, 8 hours."""

    noun = "resource"

    project = models.ForeignKey(Project, models.CASCADE, related_name="calendars", verbose_name=_("project"))
    name = models.CharField(_("name"), max_length=80)
    is_default = models.BooleanField(_("calendar of the project"), default=False)
    week = models.JSONField(
        _("working week"),
        default=dict,
        blank=True,
        help_text=_("Shifts by weekday, 0 is Monday, in minutes after midnight. Empty: Monday to Friday, 8 hours."),
    )
    country = models.CharField(_("holidays of country"), max_length=2, blank=True)
    region = models.CharField(_("holidays of region"), max_length=8, blank=True)
    exceptions = models.JSONField(
        _("exceptions"),
        default=list,
        blank=True,
        help_text=_("Days with other or no working time; one with a name is a freeze and is shaded in the plan."),
    )

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="calendar_name_once"),
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(is_default=True), name="one_default_calendar"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raise ValidationError where week, exceptions or holidays can't be understood or leave no working time."""
        working_time.check(self.week, self.exceptions, self.country, self.region)


class Task(ProjectItem):
    """A piece of work, a milestone, or (with children) a summary whose dates are derived."""

    LONGEST = LONGEST

    prefix = "T"
    noun = "task"

    class Kind(models.TextChoices):
        TASK = "task", _("Task")
        MILESTONE = "milestone", _("Milestone")
        RESPONSE = "response", _("Risk response")

    class Status(models.TextChoices):
        TODO = "todo", _("To do")
        IN_PROGRESS = "in_progress", _("In progress")
        IN_REVIEW = "in_review", _("In review")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")

    class Constraint(models.TextChoices):
        ASAP = "ASAP", _("As soon as possible")
        ALAP = "ALAP", _("As late as possible")
        SNET = "SNET", _("Start no earlier than")
        SNLT = "SNLT", _("Start no later than")
        FNET = "FNET", _("Finish no earlier than")
        FNLT = "FNLT", _("Finish no later than")
        MSO = "MSO", _("Must start on")
        MFO = "MFO", _("Must finish on")

    class ProgressMethod(models.TextChoices):
        PERCENT = "percent", _("Percent complete")
        ZERO_HUNDRED = "0/100", _("0 / 100")
        TWENTY_EIGHTY = "20/80", _("20 / 80")
        FIFTY_FIFTY = "50/50", _("50 / 50")

    name = models.CharField(_("name"), max_length=250)
    description = models.TextField(_("description"), blank=True, max_length=20_000)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.TASK)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    position = models.PositiveIntegerField(_("position"), default=0, editable=False)
    wbs = models.CharField(_("WBS"), max_length=60, blank=True, editable=False)
    outline_level = models.PositiveSmallIntegerField(_("outline level"), default=1, editable=False)
    is_summary = models.BooleanField(_("summary"), default=False, editable=False)
    ref = models.CharField(_("id in its source"), max_length=40, blank=True, editable=False)
    phase = models.CharField(_("phase"), max_length=40, blank=True)
    gate = models.CharField(_("gate"), max_length=40, blank=True, help_text=_("The gate this milestone stands for."))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="tasks", verbose_name=_("owner")
    )
    role = models.ForeignKey(
        ProjectRole, models.SET_NULL, null=True, blank=True, related_name="tasks", verbose_name=_("role")
    )

    recurring = models.ForeignKey(
        "planning.RecurringTask", models.SET_NULL, null=True, related_name="tasks", editable=False,
        verbose_name=_("recurring task"),
    )  # fmt: skip
    occurrence = models.DateField(_("day of its rule"), null=True, editable=False)

    duration = models.PositiveIntegerField(
        _("duration"),
        default=DAY,
        validators=[MaxValueValidator(LONGEST)],
        help_text=_("Working minutes, most likely."),
    )
    own_duration = models.PositiveIntegerField(_("duration before it was a summary"), null=True, editable=False)
    optimistic = models.PositiveIntegerField(
        _("optimistic duration"), null=True, blank=True, validators=[MaxValueValidator(LONGEST)]
    )
    pessimistic = models.PositiveIntegerField(
        _("pessimistic duration"), null=True, blank=True, validators=[MaxValueValidator(LONGEST)]
    )
    manual = models.BooleanField(_("dates set by hand"), default=False)
    constraint = models.CharField(_("constraint"), max_length=4, choices=Constraint, default=Constraint.ASAP)
    constraint_date = models.DateField(_("constraint date"), null=True, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    calendar = models.ForeignKey(
        WorkCalendar, models.SET_NULL, null=True, blank=True, related_name="tasks", verbose_name=_("calendar")
    )
    effort_driven = models.BooleanField(
        _("effort-driven"),
        default=False,
        help_text=_("More people or units shorten the task. Otherwise its duration is fixed."),
    )
    not_before = PlanDateTimeField(_("held back by levelling until"), null=True, editable=False)
    priority = models.PositiveSmallIntegerField(_("priority"), default=500, validators=[MaxValueValidator(1000)])

    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.TODO)
    status_since = models.DateTimeField(_("in this status since"), null=True, editable=False)
    board_position = models.PositiveIntegerField(_("position on the board"), default=0, editable=False)
    blocked_reason = models.CharField(_("blocked because"), max_length=250, blank=True)
    blocked_since = models.DateTimeField(_("blocked since"), null=True, editable=False)
    waits_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("waits for")
    )
    progress_method = models.CharField(
        _("progress method"), max_length=8, choices=ProgressMethod, default=ProgressMethod.PERCENT
    )
    percent = models.PositiveSmallIntegerField(_("% complete"), default=0, validators=[MaxValueValidator(100)])
    weight = models.PositiveIntegerField(
        _("weight"), null=True, blank=True, help_text=_("Share in the parent's progress; empty: its duration.")
    )
    actual_start = models.DateField(_("actual start"), null=True, blank=True)
    actual_finish = models.DateField(_("actual finish"), null=True, blank=True)
    remaining = models.PositiveIntegerField(_("remaining duration"), null=True, blank=True)

    start = PlanDateTimeField(_("start"), null=True, editable=False)
    finish = PlanDateTimeField(_("finish"), null=True, editable=False)
    late_start = PlanDateTimeField(_("late start"), null=True, editable=False)
    late_finish = PlanDateTimeField(_("late finish"), null=True, editable=False)
    total_float = models.IntegerField(_("total float"), null=True, editable=False)
    free_float = models.IntegerField(_("free float"), null=True, editable=False)
    is_critical = models.BooleanField(_("critical"), default=False, editable=False)
    progress = models.DecimalField(_("computed progress"), max_digits=5, decimal_places=2, default=0, editable=False)
    share = models.PositiveBigIntegerField(_("share in the progress of the parent"), default=0, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="task_number_once"),
            models.CheckConstraint(name="task_percent_range", condition=models.Q(percent__lte=100)),
        ]
        indexes = [
            models.Index(fields=["project", "position", "id"], name="task_in_plan_order"),
            models.Index(
                fields=["project", "status", "board_position", "id"],
                name="task_on_board",
                condition=models.Q(is_summary=False),
            ),
            models.Index(
                fields=["project", "-status_since", "-id"],
                name="task_done_newest",
                condition=models.Q(is_summary=False, status="done"),
            ),
            models.Index(fields=["owner", "status"], name="task_of_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("planning:task", kwargs={"key": self.project.key, "number": self.number})

    @property
    def is_milestone(self) -> bool:
        return self.kind == self.Kind.MILESTONE

    @property
    def is_blocked(self) -> bool:
        return bool(self.blocked_reason)

    @property
    def start_day(self) -> date | None:
        return self.start.date() if self.start else None

    @property
    def finish_day(self) -> date | None:
        """The last day the task takes, itself included."""
        return working_time.last_day(self.start, self.finish)

    def clean(self) -> None:
        errors = {}
        if self.constraint not in (self.Constraint.ASAP, self.Constraint.ALAP) and self.constraint_date is None:
            errors["constraint_date"] = _("This constraint needs a date.")
        if self.optimistic is not None and self.optimistic > self.duration:
            errors["optimistic"] = _("The optimistic duration is longer than the most likely one.")
        if self.pessimistic is not None and self.pessimistic < self.duration:
            errors["pessimistic"] = _("The pessimistic duration is shorter than the most likely one.")
        if self.actual_start and self.actual_finish and self.actual_finish < self.actual_start:
            errors["actual_finish"] = _("The actual finish lies before the actual start.")
        if errors:
            raise ValidationError(errors)


class TaskLink(Versioned):
    """A dependency between two tasks of one plan."""

    noun = "task"

    class Type(models.TextChoices):
        FS = "FS", _("Finish to start")
        SS = "SS", _("Start to start")
        FF = "FF", _("Finish to finish")
        SF = "SF", _("Start to finish")

    class LagKind(models.TextChoices):
        WORKING = "working", _("Working time")
        ELAPSED = "elapsed", _("Elapsed time")
        PERCENT = "percent", _("Percent of the predecessor")

    project = models.ForeignKey(Project, models.CASCADE, related_name="task_links", verbose_name=_("project"))
    predecessor = models.ForeignKey(Task, models.CASCADE, related_name="successor_links", verbose_name=_("predecessor"))
    successor = models.ForeignKey(Task, models.CASCADE, related_name="predecessor_links", verbose_name=_("successor"))
    type = models.CharField(_("type"), max_length=2, choices=Type, default=Type.FS)
    lag = models.IntegerField(
        _("lag"),
        default=0,
        validators=[MinValueValidator(-LONGEST), MaxValueValidator(LONGEST)],
        help_text=_("Minutes, or percent; negative is a lead."),
    )
    lag_kind = models.CharField(_("kind of lag"), max_length=8, choices=LagKind, default=LagKind.WORKING)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["id"]
        indexes = [models.Index(fields=["project", "id"], name="link_of_project")]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="link_once"),
            models.CheckConstraint(
                name="link_to_other_task",
                condition=~models.Q(predecessor=models.F("successor")),
                violation_error_message=_("A task can't depend on itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} {self.type} {self.successor_id}"


class Baseline(ProjectItem):
    """The plan as it was agreed: frozen dates that slip and variances are measured against. The latest one counts."""

    prefix = "B"
    noun = "baseline"

    name = models.CharField(_("name"), max_length=120)
    reason = models.TextField(_("reason"), blank=True, max_length=5_000)
    change_request = models.CharField(
        _("change request"), max_length=40, blank=True, help_text=_("The number of the change that made it necessary.")
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("taken by")
    )
    taken_at = models.DateTimeField(_("taken at"))
    source_number = models.PositiveSmallIntegerField(_("number in its source"), null=True, editable=False)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("baseline")
        verbose_name_plural = _("baselines")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="baseline_number_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class BaselineTask(models.Model):
    """One task in a baseline. Number and name stay readable after the task is gone.

    Work and cost of its assignments are null where they were not recorded: in older baselines, in files without them,
    and the cost where no rate was known.
    """

    baseline = models.ForeignKey(Baseline, models.CASCADE, related_name="rows", verbose_name=_("baseline"))
    task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="baseline_rows", verbose_name=_("task"))
    number = models.PositiveIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=250)
    is_summary = models.BooleanField(_("summary"), default=False)
    start = PlanDateTimeField(_("start"), null=True)
    finish = PlanDateTimeField(_("finish"), null=True)
    duration = models.PositiveIntegerField(_("duration"), help_text=_("Working minutes."))
    work = models.PositiveBigIntegerField(_("work"), null=True, help_text=_("Working minutes."))
    cost = models.DecimalField(_("cost"), max_digits=14, decimal_places=2, null=True)

    class Meta:
        verbose_name = _("task of a baseline")
        verbose_name_plural = _("tasks of a baseline")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["baseline", "number"], name="baseline_task_once")]

    def __str__(self) -> str:
        return f"T{self.number} {self.name}"
