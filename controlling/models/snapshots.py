"""The daily record of a project: one row a day, so that trends show what was known when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models import Project
from projects.querysets import ProjectItemQuerySet

SHARE = {"max_digits": 5, "decimal_places": 1, "null": True}


class Snapshot(models.Model):
    """What was known of a project on a day. A day's row follows the day's runs and is never changed afterwards."""

    noun = "snapshot"

    project = models.ForeignKey(Project, models.CASCADE, related_name="snapshots", verbose_name=_("project"))
    on = models.DateField(_("day"))
    health = models.PositiveSmallIntegerField(_("health"), null=True)
    progress = models.DecimalField(_("progress"), **SHARE)
    finish = models.DateField(_("planned finish"), null=True)
    slip_days = models.IntegerField(_("slip"), null=True)
    tasks_open = models.PositiveIntegerField(_("open tasks"), default=0)
    tasks_overdue = models.PositiveIntegerField(_("overdue tasks"), default=0)
    risks_open = models.PositiveIntegerField(_("open risks"), default=0)
    risk_score_sum = models.PositiveIntegerField(_("sum of risk scores"), default=0)
    must_verified = models.DecimalField(_("must requirements verified"), **SHARE)
    gate_missing = models.PositiveIntegerField(_("must criteria missing at the next gate"), default=0)
    kpis = models.JSONField(_("KPI values"), default=dict)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("daily snapshot")
        verbose_name_plural = _("daily snapshots")
        ordering = ["-on"]
        constraints = [models.UniqueConstraint(fields=["project", "on"], name="one_snapshot_a_day")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.on}"
