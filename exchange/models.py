"""Plans on their way into a project."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecompm.core.models import Job
from exchange.querysets import PlanImportQuerySet
from projects.models import Project


def import_path(plan_import: "PlanImport", name: str) -> str:
    """Files are stored under their digest: no name from outside ever becomes a path."""
    return f"imports/{plan_import.digest[:2]}/{plan_import.digest}"


class PlanImport(models.Model):
    """An uploaded plan: what a dry run says of it, and the project it became."""

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        READ = "read", _("Ready to import")
        REFUSED = "refused", _("Refused")
        IMPORTING = "importing", _("Being imported")
        DONE = "done", _("Imported")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="plan_imports", verbose_name=_("uploaded by")
    )
    name = models.CharField(_("file name"), max_length=200)
    file = models.FileField(_("file"), upload_to=import_path, blank=True)
    size = models.PositiveBigIntegerField(_("size"))
    digest = models.CharField(_("SHA-256"), max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.READING)
    report = models.JSONField(_("report"), default=dict)
    refusal = models.JSONField(_("refused because"), default=dict)
    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, related_name="+", verbose_name=_("background work"),
        help_text=_("Reading the file, later the import itself."),
    )  # fmt: skip
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, related_name="plan_imports", verbose_name=_("project")
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = PlanImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan import")
        verbose_name_plural = _("plan imports")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_working(self) -> bool:
        """Whether a worker has it in hand, or soon will."""
        return self.state in (self.State.READING, self.State.IMPORTING) and self.job is not None and self.job.is_open

    @property
    def is_ready(self) -> bool:
        """Whether it can be confirmed: the file was read, and no import of it runs or has succeeded."""
        return self.state == self.State.READ or (self.state == self.State.IMPORTING and not self.is_working)

    @property
    def failure(self) -> str:
        """Why the last work on it ended without an effect; empty where it did not."""
        job: Any = self.job
        ended = job is not None and job.state in (Job.State.FAILED, Job.State.CANCELLED)
        return str(job.message or job.get_state_display()) if ended else ""
