"""Compliance packs in a project: its answers, and how far each control is. The words stand in `risks.calc.packs`."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecompm.core.models import Versioned
from projects.models import Project
from projects.querysets import ProjectItemQuerySet
from risks.calc.compliance import Record
from risks.calc.compliance import Status as ControlStatus
from risks.calc.packs import ControlSheet, PackSheet, shipped

USER = settings.AUTH_USER_MODEL


class AppliedPack(Versioned):
    """A shipped pack that a project works through. `answers` holds those of its own questions, shared ones included."""

    noun = "compliance"

    project = models.ForeignKey(Project, models.CASCADE, related_name="packs", verbose_name=_("project"))
    pack = models.CharField(_("pack"), max_length=60)
    pack_version = models.CharField(_("version of the pack"), max_length=20, editable=False)
    answers = models.JSONField(_("answers"), default=dict, blank=True)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("compliance pack")
        verbose_name_plural = _("compliance packs")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["project", "pack"], name="pack_once")]

    def __str__(self) -> str:
        return self.sheet.title["en"] if self.pack in shipped() else self.pack

    def get_absolute_url(self) -> str:
        return reverse("risks:compliance_pack", kwargs={"key": self.project.key, "pack": self.pack})

    @property
    def sheet(self) -> PackSheet:
        """The pack as it is shipped now. KeyError for one that is shipped no more."""
        return shipped()[self.pack]


class ControlItem(Versioned):
    """One control of a pack in a project. A waiver needs a reason, its approver and a last day."""

    noun = "compliance"

    class Status(models.TextChoices):
        OPEN = ControlStatus.OPEN.value, _("Open")
        IN_REVIEW = ControlStatus.IN_REVIEW.value, _("In review")
        ACCEPTED = ControlStatus.ACCEPTED.value, _("Accepted")
        WAIVED = ControlStatus.WAIVED.value, _("Waived")
        NOT_APPLICABLE = ControlStatus.NOT_APPLICABLE.value, _("Not applicable")

    project = models.ForeignKey(Project, models.CASCADE, related_name="controls", verbose_name=_("project"))
    applied = models.ForeignKey(AppliedPack, models.CASCADE, related_name="items", verbose_name=_("compliance pack"))
    control = models.CharField(_("control"), max_length=20, editable=False)
    mark = models.CharField(_("mark of its words"), max_length=16, blank=True, editable=False)
    status = models.CharField(_("status"), max_length=14, choices=Status, default=Status.OPEN)
    owner = models.ForeignKey(
        USER, models.SET_NULL, null=True, blank=True, related_name="controls", verbose_name=_("owner")
    )
    due_on = models.DateField(
        _("due"), null=True, blank=True, help_text=_("Empty: counted back from the gate in the plan.")
    )
    evidence = models.TextField(
        _("evidence"), blank=True, max_length=2000, help_text=_("What proves it, and where it lies.")
    )
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    reason = models.TextField(
        _("reason"), blank=True, max_length=1000, help_text=_("For a waiver or “not applicable”.")
    )
    approver = models.ForeignKey(
        USER, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("waived by")
    )
    expires_on = models.DateField(_("waiver ends on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=2000)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("control")
        verbose_name_plural = _("controls")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["applied", "control"], name="control_once")]
        indexes = [models.Index(fields=["project", "status"], name="control_by_status")]

    def __str__(self) -> str:
        return self.control

    def get_absolute_url(self) -> str:
        return reverse("risks:compliance_control", kwargs={"key": self.project.key, "pk": self.pk})

    @property
    def sheet(self) -> ControlSheet:
        """The control in words. KeyError for one that is in its pack no more."""
        return self.applied.sheet.control(self.control)

    @property
    def record(self) -> Record:
        """The entry as `risks.calc.compliance` judges it; who waived is all that counts of the approver."""
        return Record(
            status=ControlStatus(self.status),
            accepted_on=self.accepted_on,
            reason=self.reason,
            approver=str(self.approver_id or ""),
            expires_on=self.expires_on,
        )

    def clean(self) -> None:
        needs = {
            self.Status.ACCEPTED: {"evidence": _("Say what proves it.")},
            self.Status.NOT_APPLICABLE: {"reason": _("Say why it does not apply.")},
            self.Status.WAIVED: {
                "reason": _("Say why it is waived."),
                "expires_on": _("A waiver ends on a day."),
            },
        }
        missing = {name: text for name, text in needs.get(self.status, {}).items() if not getattr(self, name)}  # type: ignore[call-overload]
        if missing:
            raise ValidationError(missing)
