"""Requirements: the need, why it exists, how it will be proven, and which tasks fulfil it."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from planning.models import Task
from projects.models import ProjectItem
from requirements.querysets import RequirementQuerySet


class Requirement(ProjectItem):
    prefix = "R"
    noun = "requirement"

    class Type(models.TextChoices):
        BUSINESS = "business", _("Business")
        FUNCTIONAL = "functional", _("Functional")
        QUALITY = "quality", _("Quality")
        CONSTRAINT = "constraint", _("Constraint")
        INTEGRATION = "integration", _("Integration")
        DATA = "data", _("Data")
        SECURITY = "security", _("Security")
        LEGAL = "legal", _("Legal")
        SEO = "seo", _("SEO")
        OPERATIONS = "operations", _("Operations")

    class Priority(models.TextChoices):
        MUST = "must", _("Must")
        SHOULD = "should", _("Should")
        COULD = "could", _("Could")
        WONT = "wont", _("Won't")

    class Verification(models.TextChoices):
        TEST = "test", _("Test")
        DEMO = "demo", _("Demonstration")
        INSPECTION = "inspection", _("Inspection")
        ANALYSIS = "analysis", _("Analysis")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        ANALYSED = "analysed", _("Analysed")
        APPROVED = "approved", _("Approved")
        IN_BUILD = "in_build", _("In build")
        VERIFIED = "verified", _("Verified")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")
        DEFERRED = "deferred", _("Deferred")

    title = models.CharField(_("title"), max_length=250)
    need = models.TextField(_("need"), blank=True, max_length=20_000, help_text=_("The need, not the solution."))
    rationale = models.TextField(_("rationale"), blank=True, max_length=20_000)
    source = models.CharField(_("source"), max_length=150, blank=True, help_text=_("Who asked for it."))
    type = models.CharField(_("type"), max_length=12, choices=Type, default=Type.FUNCTIONAL)
    priority = models.CharField(_("priority"), max_length=6, choices=Priority, default=Priority.SHOULD)
    value = models.PositiveSmallIntegerField(
        _("value"), null=True, blank=True, validators=[MaxValueValidator(100)], help_text=_("0 to 100")
    )
    effort = models.PositiveSmallIntegerField(
        _("effort"), null=True, blank=True, validators=[MaxValueValidator(1000)], help_text=_("In person days.")
    )
    acceptance = models.TextField(
        _("acceptance criteria"), blank=True, max_length=20_000, help_text=_("Given …, when …, then …")
    )
    verification = models.CharField(
        _("verification method"), max_length=10, choices=Verification, default=Verification.TEST
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="requirements",
        verbose_name=_("owner"),
    )  # fmt: skip
    phase = models.CharField(_("phase"), max_length=40, blank=True)
    ref = models.CharField(_("id in its source"), max_length=40, blank=True, editable=False)
    tasks = models.ManyToManyField(Task, blank=True, related_name="requirements", verbose_name=_("tasks"))

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="requirement_number_once")]
        indexes = [models.Index(fields=["project", "priority", "status"], name="requirement_by_priority")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("requirements:detail", kwargs={"key": self.project.key, "number": self.number})
