"""Phases, gates, and what must be true at them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecompm.core.models import Versioned
from planning.models import Task
from projects.models import Attachment, Project, ProjectItem, ProjectRole
from projects.querysets import ProjectItemQuerySet

USER = settings.AUTH_USER_MODEL


class Phase(Versioned):
    """A phase of one project. A lane (monitoring and control) runs beside the others and has no turn of its own."""

    noun = "phase"

    class State(models.TextChoices):
        UPCOMING = "upcoming", _("Upcoming")
        CURRENT = "current", _("Current")
        DONE = "done", _("Done")

    project = models.ForeignKey(Project, models.CASCADE, related_name="phases", verbose_name=_("project"))
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_lane = models.BooleanField(_("runs beside the others"), default=False)
    is_active = models.BooleanField(_("used in this project"), default=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UPCOMING, editable=False)
    entered_at = models.DateTimeField(_("entered"), null=True, editable=False)
    left_at = models.DateTimeField(_("left"), null=True, editable=False)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="phase_code_once"),
            models.UniqueConstraint(fields=["project"], condition=models.Q(state="current"), name="one_current_phase"),
        ]

    def __str__(self) -> str:
        return self.name


class Gate(ProjectItem):
    """The decision at the end of a phase. Only a decision moves the project on."""

    prefix = "G"
    noun = "gate"

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        IN_REVIEW = "in_review", _("In review")
        PASSED = "passed", _("Passed")

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="gates", verbose_name=_("at the end of phase"))
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0, editable=False)
    milestone = models.ForeignKey(
        Task, models.SET_NULL, null=True, blank=True, related_name="gates", verbose_name=_("milestone in the plan")
    )
    quorum = models.PositiveSmallIntegerField(_("votes needed"), default=1, validators=[MinValueValidator(1)])
    approvers = models.ManyToManyField(
        ProjectRole, blank=True, related_name="approves", verbose_name=_("approving roles")
    )
    ref = models.CharField(_("id in its source"), max_length=40, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    passed_at = models.DateTimeField(_("passed"), null=True, editable=False)

    class Meta:
        verbose_name = _("gate")
        verbose_name_plural = _("gates")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="gate_number_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("lifecycle:gate", kwargs={"key": self.project.key, "number": self.number})


class Criterion(Versioned):
    """What must be true at a gate. Auto and KPI criteria are expressions over facts, evaluated live."""

    noun = "gate"

    class Kind(models.TextChoices):
        AUTO = "auto", _("Automatic")
        KPI = "kpi", _("KPI")
        EVIDENCE = "evidence", _("Evidence")
        MANUAL = "manual", _("Confirmation")

    class State(models.TextChoices):
        MET = "met", _("Met")
        UNMET = "unmet", _("Not met")
        UNKNOWN = "unknown", _("Unknown")

    project = models.ForeignKey(Project, models.CASCADE, related_name="criteria", verbose_name=_("project"))
    gate = models.ForeignKey(Gate, models.CASCADE, related_name="criteria", verbose_name=_("gate"))
    position = models.PositiveSmallIntegerField(_("position"), default=0, editable=False)
    ref = models.CharField(_("id in its source"), max_length=40, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.MANUAL)
    is_must = models.BooleanField(_("must"), default=True)
    text = models.CharField(_("criterion"), max_length=250)
    expression = models.CharField(
        _("expression"), max_length=500, blank=True, help_text=_("For example: requirements.must.verified_pct == 100")
    )
    confirmer = models.ForeignKey(
        ProjectRole, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("confirmed by role")
    )
    confirmed_by = models.ForeignKey(USER, models.SET_NULL, null=True, editable=False, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    confirmation_note = models.CharField(_("note"), max_length=500, blank=True, editable=False)

    # The last evaluation, so that lists need no evaluation of their own.
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.UNKNOWN, editable=False)
    value = models.CharField(_("value"), max_length=120, blank=True, editable=False)
    threshold = models.CharField(_("needed"), max_length=120, blank=True, editable=False)
    explanation = models.CharField(_("explanation"), max_length=500, blank=True, editable=False)
    evaluated_at = models.DateTimeField(_("evaluated"), null=True, editable=False)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["gate__position", "position", "id"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if self.kind in (self.Kind.AUTO, self.Kind.KPI) and not self.expression:
            raise ValidationError({"expression": _("An automatic criterion needs an expression.")})


class Evidence(Versioned):
    """A file or link that proves something. Criteria find it by its key: `evidence('dpa-signed')`."""

    noun = "gate"

    project = models.ForeignKey(Project, models.CASCADE, related_name="evidence", verbose_name=_("project"))
    key = models.SlugField(_("key"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("link"), max_length=500, blank=True)
    attachment = models.ForeignKey(
        Attachment, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    added_by = models.ForeignKey(USER, models.SET_NULL, null=True, editable=False, related_name="+")

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["key", "id"]
        indexes = [models.Index(fields=["project", "key"], name="evidence_by_key")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if not self.url and self.attachment_id is None:
            raise ValidationError({"url": _("Give a link or a file.")})


class StatedFigure(Versioned):
    """A figure somebody states because no room of the product computes it yet, for example `business_case.npv_eur`.

    Criteria use it as long as the fact of that name is not registered; a computed fact always wins.
    """

    noun = "gate"

    project = models.ForeignKey(Project, models.CASCADE, related_name="stated_figures", verbose_name=_("project"))
    name = models.CharField(_("figure"), max_length=120)
    value = models.JSONField(_("value"))
    source = models.CharField(_("source"), max_length=250, blank=True, help_text=_("Where the figure comes from."))
    stated_by = models.ForeignKey(USER, models.SET_NULL, null=True, editable=False, related_name="+")

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("stated figure")
        verbose_name_plural = _("stated figures")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="figure_once")]

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"
