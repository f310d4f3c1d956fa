"""Who does the work: people, placeholders for roles, agencies, equipment; their leave; what they are assigned to.

Units are percent of full time, effort is working minutes, rates are money per hour.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecompm.core.models import Versioned
from planning import cost_rates
from planning.calc.rates import Rates
from planning.models.plan import LONGEST, Task, WorkCalendar
from planning.querysets import ResourceQuerySet
from projects.models import Project, ProjectItem, ProjectRole
from projects.querysets import ProjectItemQuerySet

FULL_TIME = 100
MOST_UNITS = 10_000


class Resource(ProjectItem):
    """Somebody or something that does work. A role without a person is a placeholder until somebody is found."""

    prefix = "W"
    noun = "resource"
    confidential_fields = {"cost_rate": "resource.cost", "cost_rates": "resource.cost"}

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ROLE = "role", _("Role (placeholder)")
        AGENCY = "agency", _("Agency")
        EQUIPMENT = "equipment", _("Equipment")

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PERSON)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="resources",
        verbose_name=_("person"), help_text=_("The member of the project who this is."),
    )  # fmt: skip
    role = models.ForeignKey(
        ProjectRole, models.SET_NULL, null=True, blank=True, related_name="resources", verbose_name=_("role")
    )
    team = models.CharField(_("team"), max_length=80, blank=True)
    skills = models.CharField(_("skills"), max_length=300, blank=True, help_text=_("Separate them with commas."))
    calendar = models.ForeignKey(
        WorkCalendar, models.SET_NULL, null=True, blank=True, related_name="resources",
        verbose_name=_("working time"), help_text=_("Empty: the calendar of the project."),
    )  # fmt: skip
    max_units = models.PositiveSmallIntegerField(
        _("availability"),
        default=FULL_TIME,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_UNITS)],
        help_text=_("Percent of full time: 50 is half a person, 300 three of a kind."),
    )
    available_from = models.DateField(_("available from"), null=True, blank=True)
    available_until = models.DateField(_("available until"), null=True, blank=True)
    cost_rate = models.DecimalField(
        _("cost rate"), max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)],
        help_text=_("Per hour."),
    )  # fmt: skip
    cost_rates = models.JSONField(
        _("later cost rates"), default=list, blank=True, help_text=_("What an hour costs from a day on.")
    )
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, help_text=_("Empty: the currency of the project."),
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Use a code such as EUR."))],
    )  # fmt: skip

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="resource_number_once"),
            models.UniqueConstraint(
                fields=["project", "user"], condition=models.Q(user__isnull=False), name="resource_person_once",
                violation_error_message=_("This person is a resource of the project already."),
            ),
            models.CheckConstraint(name="resource_units_above_zero", condition=models.Q(max_units__gte=1)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def skill_list(self) -> list[str]:
        return split_skills(self.skills)

    def get_absolute_url(self) -> str:
        return reverse("planning:resource", kwargs={"key": self.project.key, "number": self.number})

    def clean(self) -> None:
        if self.available_from and self.available_until and self.available_until < self.available_from:
            raise ValidationError({"available_until": _("The last day lies before the first.")})
        if self.user_id and self.kind != self.Kind.PERSON:
            raise ValidationError({"user": _("Only a person has an account. Set the kind to person.")})
        try:
            self.cost_rates = cost_rates.checked(self.cost_rates)
        except ValidationError as error:
            raise ValidationError({"cost_rates": error.messages}) from error

    @property
    def rates(self) -> Rates:
        """What an hour costs, by day."""
        return cost_rates.rates_of(self.cost_rate, self.cost_rates)


class Leave(Versioned):
    """Days on which somebody doesn't work, both included."""

    noun = "resource"

    project = models.ForeignKey(Project, models.CASCADE, related_name="leaves", verbose_name=_("project"))
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="leaves", verbose_name=_("resource"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(
        _("reason"), max_length=120, blank=True, help_text=_("Everybody who sees the plan reads it. No illness here.")
    )

    objects = ProjectItemQuerySet.as_manager()

    LONGEST = 3660  # days

    class Meta:
        verbose_name = _("leave")
        verbose_name_plural = _("leaves")
        ordering = ["first_day", "id"]
        constraints = [
            models.CheckConstraint(
                name="leave_ends_after_it_begins",
                condition=models.Q(last_day__gte=models.F("first_day")),
                violation_error_message=_("The last day lies before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"

    @property
    def days(self) -> tuple[date, date]:
        return self.first_day, self.last_day

    def clean(self) -> None:
        if not (self.first_day and self.last_day):
            return
        if self.last_day < self.first_day:
            raise ValidationError({"last_day": _("The last day lies before the first.")})
        if (self.last_day - self.first_day).days > self.LONGEST:
            raise ValidationError({"last_day": _("A leave takes at most ten years.")})


class Assignment(Versioned):
    """One resource on one task. `effort` is stored only where it drives the duration; elsewhere it follows from it."""

    noun = "resource"

    project = models.ForeignKey(Project, models.CASCADE, related_name="assignments", verbose_name=_("project"))
    task = models.ForeignKey(Task, models.CASCADE, related_name="assignments", verbose_name=_("task"))
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="assignments", verbose_name=_("resource"))
    units = models.PositiveSmallIntegerField(
        _("units"),
        default=FULL_TIME,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_UNITS)],
        help_text=_("Percent of full time on this task."),
    )
    effort = models.PositiveIntegerField(
        _("effort"), null=True, blank=True, validators=[MaxValueValidator(LONGEST)], help_text=_("Working minutes.")
    )
    follows_calendar = models.BooleanField(
        _("task follows this working time"),
        default=True,
        help_text=_("The task is worked on when this resource works, and waits during leave."),
    )

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "resource"], name="assignment_once",
                violation_error_message=_("This resource is assigned to the task already."),
            ),
            models.CheckConstraint(name="assignment_units_above_zero", condition=models.Q(units__gte=1)),
        ]  # fmt: skip
        indexes = [models.Index(fields=["project", "task"], name="assignment_of_project")]

    def __str__(self) -> str:
        return f"{self.resource_id} · {self.task_id}"

    @property
    def work(self) -> int:
        """Working minutes of the assignment."""
        return work_of(self.effort, self.units, self.task.duration)


def work_of(effort: int | None, units: int, duration: int) -> int:
    """Working minutes of an assignment: as stated, else what its units make of the task's duration."""
    return round(duration * units / FULL_TIME) if effort is None else effort


def split_skills(text: str) -> list[str]:
    """Skills as stored, one by one."""
    return [skill for part in text.split(",") if (skill := part.strip())]


def join_skills(skills: Any) -> str:
    """Skills as they are stored, each once."""
    return ", ".join(dict.fromkeys(str(skill).strip() for skill in skills if str(skill).strip()))
