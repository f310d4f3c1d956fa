"""Issues: what has happened and must be handled."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from controlling.querysets import IssueQuerySet
from projects.models import ProjectItem


class Issue(ProjectItem):
    """Something that has happened and needs handling, with one owner and a day."""

    prefix = "I"
    noun = "issue"

    class Severity(models.TextChoices):
        MINOR = "minor", _("Minor")
        MAJOR = "major", _("Major")
        CRITICAL = "critical", _("Critical")
        BLOCKER = "blocker", _("Blocker")

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("state", "Open")
        POSTPONED = "postponed", _("Postponed")
        RESOLVED = "resolved", _("Resolved")
        CLOSED = "closed", _("Closed")

    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True, max_length=10_000)
    severity = models.CharField(_("severity"), max_length=8, choices=Severity, default=Severity.MAJOR)
    component = models.CharField(
        _("component"), max_length=40, blank=True, help_text=_("The part it concerns, such as erp or payment.")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="issues", verbose_name=_("owner")
    )
    raised_on = models.DateField(_("raised on"))
    due_on = models.DateField(_("due"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.OPEN)
    resolution = models.TextField(
        _("resolution"), blank=True, max_length=5000, help_text=_("What was done about it.")
    )  # fmt: skip

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="issue_number_once")]
        indexes = [models.Index(fields=["project", "status", "severity"], name="issue_by_status")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("controlling:issue", kwargs={"key": self.project.key, "number": self.number})

    @property
    def is_open(self) -> bool:
        return self.status in (self.Status.OPEN, self.Status.POSTPONED)

    def is_late(self, on: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < on

    def clean(self) -> None:
        if not self.is_open and not self.resolution:
            raise ValidationError({"resolution": _("Say what was done about it.")})
