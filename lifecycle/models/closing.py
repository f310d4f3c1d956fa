"""The end of a project: handover, closure, lessons."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecompm.core.models import Versioned
from lifecycle.querysets import LessonQuerySet
from projects.models import Project, ProjectItem
from projects.querysets import ProjectItemQuerySet

USER = settings.AUTH_USER_MODEL


class HandoverItem(Versioned):
    """A line of the handover to operations (service owner, runbook, monitoring, access …)."""

    noun = "closure"

    project = models.ForeignKey(Project, models.CASCADE, related_name="handover_items", verbose_name=_("project"))
    position = models.PositiveSmallIntegerField(_("position"), default=0, editable=False)
    text = models.CharField(_("what is handed over"), max_length=250)
    owner = models.ForeignKey(
        USER, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner in operations")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    done_at = models.DateTimeField(_("accepted by operations"), null=True, editable=False)
    done_by = models.ForeignKey(USER, models.SET_NULL, null=True, editable=False, related_name="+")

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("handover item")
        verbose_name_plural = _("handover items")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class Closure(Versioned):
    """The end of a project: acceptance by the sponsor and the end report, frozen when the last gate is passed."""

    noun = "closure"

    project = models.OneToOneField(Project, models.CASCADE, related_name="closure", verbose_name=_("project"))
    summary = models.TextField(_("summary"), max_length=20_000, blank=True)
    recommendations = models.TextField(_("recommendations after the project"), max_length=20_000, blank=True)
    accepted_by = models.ForeignKey(USER, models.SET_NULL, null=True, editable=False, related_name="+")
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    report = models.JSONField(_("end report"), default=dict, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")

    def __str__(self) -> str:
        return str(self.project)


class Lesson(ProjectItem):
    """What was learned, so that the next project of the kind can take it up."""

    prefix = "L"
    noun = "lesson"

    class Verdict(models.TextChoices):
        OPEN = "open", _("Not judged yet")
        ADOPTED = "adopted", _("Adopted")
        NOT_RELEVANT = "not_relevant", _("Not relevant")

    title = models.CharField(_("title"), max_length=200)
    situation = models.TextField(_("situation"), max_length=5000)
    cause = models.TextField(_("cause"), max_length=5000, blank=True)
    effect = models.TextField(_("effect"), max_length=5000, blank=True)
    recommendation = models.TextField(_("recommendation"), max_length=5000)
    category = models.CharField(_("category"), max_length=40, blank=True)
    phase = models.CharField(_("phase"), max_length=40, blank=True)
    tags = models.CharField(_("tags"), max_length=200, blank=True, help_text=_("Separated by commas."))
    template_id = models.CharField(_("template it should change"), max_length=60, blank=True, db_index=True)
    is_public = models.BooleanField(_("offered to every project"), default=True)
    author = models.ForeignKey(USER, models.SET_NULL, null=True, editable=False, related_name="+")
    origin = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="offers",
        verbose_name=_("taken from"),
    )  # fmt: skip
    verdict = models.CharField(_("verdict"), max_length=14, choices=Verdict, default=Verdict.OPEN, editable=False)

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="lesson_number_once")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("lifecycle:lesson", kwargs={"key": self.project.key, "number": self.number})
