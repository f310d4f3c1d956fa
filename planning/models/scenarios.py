"""What if: other durations, dates and people for some tasks, laid over the plan as it is, to be applied or dropped."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecompm.core.models import Versioned
from planning.models.plan import LONGEST, Task
from planning.models.staff import MOST_UNITS, Resource
from projects.models import Project, ProjectItem
from projects.querysets import ProjectItemQuerySet


class Scenario(ProjectItem):
    """A what-if. `plan_stamp` is the state of the plan it was last looked over with, `undo` what applying replaced."""

    prefix = "N"
    noun = "scenario"

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        APPLIED = "applied", _("Applied")

    name = models.CharField(_("name"), max_length=120)
    question = models.TextField(
        _("question"), blank=True, max_length=5_000, help_text=_("What you want to find out, and for whom.")
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)
    plan_stamp = models.CharField(_("state of the plan"), max_length=39, editable=False)
    applied_at = models.DateTimeField(_("applied at"), null=True, editable=False)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False,
        verbose_name=_("applied by"),
    )  # fmt: skip
    undo = models.JSONField(_("values before"), default=list, editable=False)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="scenario_number_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def get_absolute_url(self) -> str:
        return reverse("planning:scenario", kwargs={"key": self.project.key, "number": self.number})


class ScenarioChange(Versioned):
    """What a scenario changes in one task; empty is as in the plan. `seen` are the plan's values of what it changes."""

    noun = "scenario"

    project = models.ForeignKey(Project, models.CASCADE, related_name="scenario_changes", verbose_name=_("project"))
    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="changes", verbose_name=_("scenario"))
    task = models.ForeignKey(Task, models.CASCADE, related_name="+", verbose_name=_("task"))
    duration = models.PositiveIntegerField(
        _("duration"), null=True, blank=True, validators=[MaxValueValidator(LONGEST)], help_text=_("Working minutes.")
    )
    constraint = models.CharField(_("constraint"), max_length=4, choices=Task.Constraint, blank=True)
    constraint_date = models.DateField(_("constraint date"), null=True, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    left_out = models.BooleanField(_("leave the task out"), default=False)
    seen = models.JSONField(_("values of the plan"), default=dict, editable=False)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a scenario")
        verbose_name_plural = _("changes of a scenario")
        ordering = ["task__position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "task"], name="scenario_task_once",
                violation_error_message=_("The scenario changes this task already."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.scenario.code} · {self.task}"

    @property
    def values(self) -> dict[str, Any]:
        """The values the task would have, by the names of its fields."""
        found: dict[str, Any] = {}
        if self.duration is not None:
            found["duration"] = self.duration
        if self.constraint:
            found |= {"constraint": self.constraint, "constraint_date": self.constraint_date}
        if self.deadline:
            found["deadline"] = self.deadline
        if self.owner_id:
            found["owner"] = self.owner
        if self.left_out:
            found["status"] = Task.Status.CANCELLED
        return found

    def clean(self) -> None:
        dated = self.constraint not in ("", Task.Constraint.ASAP, Task.Constraint.ALAP)
        if dated and self.constraint_date is None:
            raise ValidationError({"constraint_date": _("This constraint needs a date.")})
        if not self.values:
            raise ValidationError(_("Change at least one value of the task."))


class ScenarioAssignment(Versioned):
    """Somebody whom a scenario puts on a task, takes off it, or asks for more or less of it.

    Empty units and effort are as in the plan, full time for who isn't there. `seen` is the plan's assignment, empty
    without one.
    """

    noun = "scenario"

    project = models.ForeignKey(Project, models.CASCADE, related_name="+", verbose_name=_("project"))
    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="assignments", verbose_name=_("scenario"))
    task = models.ForeignKey(Task, models.CASCADE, related_name="+", verbose_name=_("task"))
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="+", verbose_name=_("resource"))
    units = models.PositiveSmallIntegerField(
        _("units"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_UNITS)],
        help_text=_("Percent of full time on this task."),
    )  # fmt: skip
    effort = models.PositiveIntegerField(
        _("effort"), null=True, blank=True, validators=[MaxValueValidator(LONGEST)], help_text=_("Working minutes.")
    )
    left_out = models.BooleanField(_("take off the task"), default=False)
    seen = models.JSONField(_("values of the plan"), default=dict, editable=False)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment of a scenario")
        verbose_name_plural = _("assignments of a scenario")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "task", "resource"], name="scenario_assignment_once",
                violation_error_message=_("The scenario changes this assignment already."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.scenario.code} · {self.task.code} · {self.resource}"

    @property
    def values(self) -> dict[str, int]:
        """What is stated of units and effort."""
        stated = {"units": self.units, "effort": self.effort}
        return {name: value for name, value in stated.items() if value is not None}

    def clean(self) -> None:
        if self.left_out and self.values:
            raise ValidationError({"left_out": _("Who is taken off the task has neither units nor effort there.")})
