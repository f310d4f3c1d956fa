"""Security findings: a weakness with its CVSS score, the day it must be repaired by, and the proof that it was."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects.models import ProjectItem
from risks.calc import findings as calc
from risks.models.register import Risk
from risks.querysets import FindingQuerySet

USER = settings.AUTH_USER_MODEL
VECTOR = RegexValidator(
    r"^CVSS:(3\.[01]|4\.0)(/[A-Za-z]{1,3}:[A-Za-z])+$",
    _("Use a vector such as CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H."),
)


class Finding(ProjectItem):
    """A weakness that a test, scan or audit found. Severity and due day follow from the score and the day of finding.

    It is closed by a passed retest only. Accepted with a reason, by a manager and until a day, it rests that long.
    """

    prefix = "F"
    noun = "finding"

    class Source(models.TextChoices):
        PENTEST = "pentest", _("Penetration test")
        SCAN = "scan", _("Scan")
        AUDIT = "audit", _("Audit")
        REVIEW = "review", _("Code review")
        REPORT = "report", _("Report from outside")

    class Severity(models.TextChoices):
        CRITICAL = calc.Severity.CRITICAL.value, _("Critical")
        HIGH = calc.Severity.HIGH.value, _("High")
        MEDIUM = calc.Severity.MEDIUM.value, _("Medium")
        LOW = calc.Severity.LOW.value, _("Low")
        NONE = calc.Severity.NONE.value, _("None")

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        FIXING = "fixing", _("Being fixed")
        RETEST = "retest", _("Waiting for the retest")
        CLOSED = "closed", _("Closed")
        ACCEPTED = "accepted", _("Accepted")
        FALSE_POSITIVE = "false_positive", _("False positive")

    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(
        _("what was found"), blank=True, max_length=10_000, help_text=_("How it can be seen, and what it allows.")
    )
    source = models.CharField(_("source"), max_length=8, choices=Source, default=Source.PENTEST)
    reference = models.CharField(
        _("reference"), max_length=100, blank=True, help_text=_("Its number in the report, or a CVE.")
    )
    asset = models.CharField(
        _("asset"), max_length=150, blank=True, help_text=_("What is affected: page, service, host.")
    )
    cvss = models.DecimalField(
        _("CVSS score"), max_digits=3, decimal_places=1, validators=[MinValueValidator(0), MaxValueValidator(10)]
    )
    vector = models.CharField(_("CVSS vector"), max_length=200, blank=True, validators=[VECTOR])
    severity = models.CharField(_("severity"), max_length=8, choices=Severity, editable=False)
    found_on = models.DateField(_("found on"))
    due_on = models.DateField(_("due"), null=True, editable=False)
    owner = models.ForeignKey(
        USER, models.SET_NULL, null=True, blank=True, related_name="findings", verbose_name=_("owner")
    )
    risk = models.ForeignKey(
        Risk, models.SET_NULL, null=True, blank=True, related_name="findings", verbose_name=_("risk")
    )
    remediation = models.TextField(_("remediation"), blank=True, max_length=5000)
    status = models.CharField(_("status"), max_length=14, choices=Status, default=Status.OPEN)
    retested_on = models.DateField(_("retested on"), null=True, blank=True)
    retest_evidence = models.TextField(
        _("evidence of the retest"),
        blank=True,
        max_length=5000,
        help_text=_("What was tried, by whom, with what result."),
    )
    reason = models.TextField(
        _("reason"), blank=True, max_length=1000, help_text=_("Why it is accepted, or why it is no finding.")
    )
    accepted_until = models.DateField(_("accepted until"), null=True, blank=True)
    approver = models.ForeignKey(
        USER, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("accepted by")
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("security finding")
        verbose_name_plural = _("security findings")
        ordering = ["-cvss", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="finding_number_once"),
            models.CheckConstraint(
                name="finding_cvss_range", condition=models.Q(cvss__gte=Decimal(0), cvss__lte=Decimal(10))
            ),
        ]
        indexes = [models.Index(fields=["project", "status", "severity"], name="finding_by_status")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("risks:finding", kwargs={"key": self.project.key, "number": self.number})

    def is_open(self, on: date) -> bool:
        """Whether it still counts; an acceptance that has ended makes it count again."""
        if self.status == self.Status.ACCEPTED:
            return self.accepted_until is None or self.accepted_until < on
        return self.status not in (self.Status.CLOSED, self.Status.FALSE_POSITIVE)

    def deadline(self, on: date) -> calc.Deadline:
        """Its due day and how it stands against it on a day."""
        passed = self.retested_on if self.status == self.Status.CLOSED else None
        return calc.deadline(calc.Severity(self.severity), self.found_on, on=on, retested_on=passed)

    def clean(self) -> None:
        needs = {
            self.Status.CLOSED: {"retest_evidence": _("Say what the retest showed."), "retested_on": _("Say when.")},
            self.Status.FALSE_POSITIVE: {"reason": _("Say why it is no finding.")},
            self.Status.ACCEPTED: {
                "reason": _("Say why it is accepted."),
                "accepted_until": _("An acceptance ends on a day."),
            },
        }
        asked = needs.get(self.Status(self.status), {})
        errors = {name: text for name, text in asked.items() if not getattr(self, name)}
        if self.retested_on and self.retested_on < self.found_on:
            errors["retested_on"] = _("The retest lies before the day it was found.")
        if errors:
            raise ValidationError(errors)
