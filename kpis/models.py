"""Goals and the figures that show whether they are reached."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects.models import Project, ProjectItem
from projects.querysets import ProjectItemQuerySet

USER = settings.AUTH_USER_MODEL
CODE = RegexValidator(r"^[a-z][a-z0-9_]{1,59}$", _("Use small letters, digits and underscores, such as auth_rate_pct."))
FIGURE = {"max_digits": 18, "decimal_places": 4, "null": True, "blank": True}


class Goal(ProjectItem):
    """What the project is for. Whether it is SMART is computed from its fields, never typed in."""

    prefix = "O"
    noun = "goal"

    statement = models.CharField(_("goal"), max_length=250)
    reason = models.TextField(_("why it matters"), blank=True, max_length=5000)
    owner = models.ForeignKey(
        USER, models.SET_NULL, null=True, blank=True, related_name="goals", verbose_name=_("owner")
    )
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("serves the goal")
    )
    business_objective = models.CharField(_("business objective it serves"), max_length=250, blank=True)
    due_on = models.DateField(_("to be reached by"), null=True, blank=True)

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="goal_number_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.statement}"


class Kpi(ProjectItem):
    """A figure with target, limits and direction. Limits are expressions such as `>=62` or `>=baseline-1`."""

    prefix = "M"
    noun = "kpi"

    class Direction(models.TextChoices):
        UP = "up", _("Higher is better")
        DOWN = "down", _("Lower is better")

    key = models.CharField(_("code"), max_length=60, validators=[CODE])
    name = models.CharField(_("name"), max_length=150)
    description = models.TextField(_("definition"), blank=True, max_length=5000)
    formula = models.CharField(_("formula"), max_length=500, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, default=Direction.UP)
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="kpis", verbose_name=_("goal"))
    owner = models.ForeignKey(
        USER, models.SET_NULL, null=True, blank=True, related_name="kpis", verbose_name=_("owner")
    )
    baseline = models.DecimalField(_("baseline"), **FIGURE)
    target = models.DecimalField(_("target"), **FIGURE)
    green = models.CharField(_("green limit"), max_length=60, blank=True)
    amber = models.CharField(_("amber limit"), max_length=60, blank=True)
    window_days = models.PositiveSmallIntegerField(
        _("window"), default=1, validators=[MinValueValidator(1), MaxValueValidator(400)], help_text=_("In days.")
    )
    source = models.CharField(_("source"), max_length=60, blank=True)
    last_value = models.DecimalField(_("last value"), editable=False, **FIGURE)
    last_at = models.DateTimeField(_("measured"), null=True, editable=False)

    class Meta:
        verbose_name = _("KPI")
        verbose_name_plural = _("KPIs")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="kpi_number_once"),
            models.UniqueConstraint(fields=["project", "key"], name="kpi_key_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("kpis:detail", kwargs={"key": self.project.key, "number": self.number})


class Measurement(models.Model):
    """A value of a KPI at a moment. Sending the same moment again replaces it, so a push can be repeated."""

    noun = "kpi"

    project = models.ForeignKey(Project, models.CASCADE, related_name="measurements", verbose_name=_("project"))
    kpi = models.ForeignKey(Kpi, models.CASCADE, related_name="measurements", verbose_name=_("KPI"))
    at = models.DateTimeField(_("measured"))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    note = models.CharField(_("note"), max_length=250, blank=True)
    recorded_by = models.ForeignKey(USER, models.SET_NULL, null=True, editable=False, related_name="+")

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["kpi", "at"], name="one_value_a_moment")]

    def __str__(self) -> str:
        return f"{self.kpi} {self.value.normalize() if isinstance(self.value, Decimal) else self.value}"
