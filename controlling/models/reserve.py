"""The contingency reserve as a ledger: every approval and every draw-down is a row that is never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from controlling.models.issues import Issue
from controlling.querysets import ReserveQuerySet
from projects.models import Project


class ReserveEntry(models.Model):
    """One movement of a project's contingency reserve. `amount` is what it does to what is left: draws are negative."""

    noun = "reserve"

    class Kind(models.TextChoices):
        APPROVAL = "approval", _("Approved")
        DRAW = "draw", _("Draw-down")
        RETURN = "return", _("Returned")

    project = models.ForeignKey(Project, models.CASCADE, related_name="reserve_entries", verbose_name=_("project"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    on = models.DateField(_("day"))
    reason = models.CharField(_("reason"), max_length=250)
    issue = models.ForeignKey(
        Issue, models.SET_NULL, null=True, blank=True, related_name="reserve_entries", verbose_name=_("issue")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("entered by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = ReserveQuerySet.as_manager()

    class Meta:
        verbose_name = _("movement of the reserve")
        verbose_name_plural = _("movements of the reserve")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="reserve_draws_are_negative",
                condition=models.Q(kind="draw", amount__lt=0) | models.Q(kind="return", amount__gt=0)
                | models.Q(kind="approval"),
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["project", "-id"], name="reserve_of_project")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"
