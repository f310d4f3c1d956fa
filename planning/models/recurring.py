"""Work that comes again and again: a rule, and the tasks below a summary that follow from it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from planning.calc import DAY
from planning.calc.recurrence import MOST, Frequency, Rule, occurrences
from planning.models.plan import LONGEST, Task
from projects.models import ProjectItem, ProjectRole
from projects.querysets import ProjectItemQuerySet


class RecurringTask(ProjectItem):
    """A rule such as “every second Tuesday”. It is gone with its summary."""

    prefix = "Y"
    noun = "recurring"

    class Every(models.TextChoices):
        DAILY = Frequency.DAILY.value, _("days")
        WEEKLY = Frequency.WEEKLY.value, _("weeks")
        MONTHLY = Frequency.MONTHLY.value, _("months, on the day of the month")
        MONTH_WEEKDAY = Frequency.MONTH_WEEKDAY.value, _("months, on the weekday")

    class DayOff(models.TextChoices):
        MOVE = "move", _("Move to the next working day")
        SKIP = "skip", _("Leave it out")

    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True, max_length=20_000)
    summary = models.OneToOneField(
        Task, models.CASCADE, null=True, related_name="recurs", editable=False, verbose_name=_("summary")
    )
    duration = models.PositiveIntegerField(
        _("duration"),
        default=DAY,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
        help_text=_("Working minutes."),
    )
    interval = models.PositiveSmallIntegerField(
        _("every"), default=1, validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    frequency = models.CharField(_("unit"), max_length=13, choices=Every, default=Every.WEEKLY)
    weekdays = models.JSONField(
        _("on"), default=list, blank=True, help_text=_("For weeks: days from 0 (Monday) to 6. Empty: of the first day.")
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("until"), null=True, blank=True)
    times = models.PositiveSmallIntegerField(
        _("times"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    on_day_off = models.CharField(_("on a day off"), max_length=4, choices=DayOff, default=DayOff.MOVE)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("people"),
        help_text=_("One does it each time; several take turns, by name."),
    )  # fmt: skip
    role = models.ForeignKey(
        ProjectRole, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("role")
    )

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("recurring task")
        verbose_name_plural = _("recurring tasks")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="recurring_number_once"),
            models.CheckConstraint(
                name="recurring_ends", condition=models.Q(last_day__isnull=False) | models.Q(times__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def days(self) -> list[date]:
        """The days of the rule, days off included."""
        rule = Rule(
            self.frequency, self.first_day, self.interval, tuple(self.weekdays), until=self.last_day, times=self.times
        )
        return occurrences(rule)

    def get_absolute_url(self) -> str:
        return reverse("planning:recurring_edit", kwargs={"key": self.project.key, "number": self.number})

    def clean(self) -> None:
        errors: dict[str, Any] = {}
        if self.last_day is None and self.times is None:
            errors["last_day"] = _("Say until when, or how many times.")
        elif self.last_day and self.last_day < self.first_day:
            errors["last_day"] = _("The last day lies before the first.")
        if not _are_weekdays(self.weekdays):
            errors["weekdays"] = _("Weekdays are 0 (Monday) to 6 (Sunday).")
        if not errors and not self.days:
            errors["last_day"] = _("No day of the rule lies before this one.")
        if errors:
            raise ValidationError(errors)


def _are_weekdays(value: Any) -> bool:
    return isinstance(value, list) and all(type(day) is int and 0 <= day <= 6 for day in value)
