"""What a risk has to do with: requirements, stakeholders, and whatever else of a project other apps keep."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models import Project
from risks.models.register import Risk
from risks.querysets import OfRiskQuerySet

VENDORS = "planning.resource"
"""The vendors that the product knows: resources that are agencies."""
KINDS = ("requirements.requirement", "kpis.goal", "stakeholders.stakeholder", VENDORS, "shops.integration")
"""Kinds that can be linked, where the installation has them. The tasks that a risk hits stand in `Risk.hits`."""


class RiskLink(models.Model):
    """A link from a risk to an object of the same project, by its kind and id."""

    noun = "risk"

    project = models.ForeignKey(Project, models.CASCADE, related_name="risk_links", verbose_name=_("project"))
    risk = models.ForeignKey(Risk, models.CASCADE, related_name="links", verbose_name=_("risk"))
    object_type = models.CharField(_("kind"), max_length=60)
    object_id = models.BigIntegerField(_("object"))

    objects = OfRiskQuerySet.as_manager()

    class Meta:
        verbose_name = _("link of a risk")
        verbose_name_plural = _("links of risks")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["risk", "object_type", "object_id"], name="risk_link_once")]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id}"
