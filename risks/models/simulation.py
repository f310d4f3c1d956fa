"""Simulations of the live plan: what was asked, and what was found."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecompm.core.models import Job
from projects.models import Project
from projects.querysets import ProjectItemQuerySet

FEWEST_RUNS, MOST_RUNS = 100, 50_000
LARGEST_SEED = 2**31 - 1


class Simulation(models.Model):
    """One Monte Carlo simulation of a project's open work, with and without the responses to its risks.

    `stamp` is the mark of plan and register it was computed from; while theirs is the same, it is up to date. Dates
    are those with the responses of the plan carried out.
    """

    noun = "risk"

    class Correlate(models.TextChoices):
        NONE = "none", _("No tasks")
        ROLE = "role", _("Tasks of one role")
        VENDOR = "vendor", _("Tasks of one vendor or agency")
        TEAM = "team", _("Tasks of one team")
        OWNER = "owner", _("Tasks of one owner")

    project = models.ForeignKey(Project, models.CASCADE, related_name="simulations", verbose_name=_("project"))
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+", verbose_name=_("background work"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("started by")
    )
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)
    iterations = models.PositiveIntegerField(
        _("runs"), default=4_000, validators=[MinValueValidator(FEWEST_RUNS), MaxValueValidator(MOST_RUNS)]
    )
    seed = models.PositiveIntegerField(
        _("seed"), default=1, validators=[MaxValueValidator(LARGEST_SEED)],
        help_text=_("The same seed on the same plan gives the same result."),
    )  # fmt: skip
    include_proposed = models.BooleanField(
        _("with proposed risks"), default=True, help_text=_("Also risks that nobody has approved yet.")
    )
    correlate_by = models.CharField(
        _("run long together"), max_length=6, choices=Correlate, default=Correlate.NONE,
        help_text=_("Whoever is late with one task is often late with the next: without this, doubt evens out."),
    )  # fmt: skip
    correlation = models.PositiveSmallIntegerField(
        _("how much"), default=50, validators=[MaxValueValidator(95)],
        help_text=_("Correlation in percent: 0 is not at all."),
    )  # fmt: skip
    on = models.DateField(_("seen from"), help_text=_("Open work can't happen before this day."))
    stamp = models.CharField(_("stamp of the plan"), max_length=64, blank=True, editable=False)
    result = models.JSONField(_("result"), default=dict, editable=False)
    p50_finish = models.DateField(_("finish at P50"), null=True, editable=False)
    p80_finish = models.DateField(_("finish at P80"), null=True, editable=False)
    p80_cutover = models.DateField(_("cutover at P80"), null=True, editable=False)
    cutover_in_freeze = models.BooleanField(_("cutover at P80 lies in a freeze"), null=True, editable=False)
    days_to_freeze = models.IntegerField(_("working days from there to the freeze"), null=True, editable=False)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("simulation")
        verbose_name_plural = _("simulations")
        ordering = ["-id"]
        indexes = [models.Index(fields=["project", "-id"], name="simulation_newest")]

    def __str__(self) -> str:
        return f"{self.project_id} · {self.created_at:%Y-%m-%d %H:%M}" if self.created_at else str(self.project_id)

    @property
    def joined(self) -> float:
        """The correlation within a group, from 0 to below 1."""
        return 0.0 if self.correlate_by == self.Correlate.NONE else self.correlation / 100

    @property
    def is_done(self) -> bool:
        return self.finished_at is not None

    @property
    def is_working(self) -> bool:
        """Whether a worker has it in hand, or soon will."""
        return not self.is_done and self.job is not None and self.job.is_open

    @property
    def state(self) -> str:
        """The state of its job; done once the result is stored, even after the job was forgotten."""
        if self.is_done:
            return str(Job.State.DONE)
        return str(self.job.state) if self.job else str(Job.State.FAILED)
