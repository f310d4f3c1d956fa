"""The figures of each project as last computed, so that a portfolio of a thousand projects opens at once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models import Project
from projects.querysets import ProjectItemQuerySet


class ProjectFigures(models.Model):
    """What the last recalculation found. `leased_until` says that a run is at work on the project."""

    noun = "project"

    project = models.OneToOneField(Project, models.CASCADE, related_name="figures", verbose_name=_("project"))
    health = models.PositiveSmallIntegerField(_("health"), null=True)
    light = models.CharField(_("light"), max_length=8, default="unknown")
    causes = models.JSONField(_("causes by dimension"), default=list)
    progress = models.DecimalField(_("progress"), max_digits=5, decimal_places=1, null=True)
    start = models.DateField(_("planned start"), null=True)
    finish = models.DateField(_("planned finish"), null=True)
    slip_days = models.IntegerField(_("slip"), null=True)
    phase_code = models.CharField(_("phase"), max_length=40, blank=True)
    phase_name = models.CharField(_("name of the phase"), max_length=80, blank=True)
    next_gate = models.CharField(_("next gate"), max_length=140, blank=True)
    next_gate_number = models.PositiveIntegerField(_("number of the next gate"), null=True)
    next_gate_on = models.DateField(_("date of the next gate"), null=True)
    gate_missing = models.PositiveIntegerField(_("must criteria missing"), default=0)
    risks_open = models.PositiveIntegerField(_("open risks"), default=0)
    top_score = models.PositiveSmallIntegerField(_("highest risk score"), null=True)
    computed_at = models.DateTimeField(_("computed"), null=True)
    took_ms = models.PositiveIntegerField(_("took"), default=0)
    plan_state = models.CharField(_("state of the plan when it was scheduled"), max_length=32, blank=True)
    leased_until = models.DateTimeField(_("being computed until"), null=True)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("project figures")
        verbose_name_plural = _("project figures")

    def __str__(self) -> str:
        return f"{self.project_id}: {self.health}"
