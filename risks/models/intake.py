"""Uploaded tables on their way in: the rows as they were read, and what a dry run says of them."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects.models import Project
from risks.querysets import FindingImportQuerySet, RegisterImportQuerySet


class TableImport(models.Model):
    """A table that waits for its confirmation. It is gone once it was confirmed or discarded.

    `rows` holds `{"number": 2, "cells": {"title": "Slow"}}`, `report` the counts and the errors by row and column.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="%(class)ss", verbose_name=_("project"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="%(class)ss", verbose_name=_("uploaded by")
    )
    name = models.CharField(_("file name"), max_length=200)
    rows = models.JSONField(_("rows"), default=list)
    report = models.JSONField(_("report"), default=dict)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_ready(self) -> bool:
        """Whether it can be confirmed: no row has an error, and at least one brings something."""
        return not self.report.get("errors") and bool(self.report.get("new") or self.report.get("changed"))


class RegisterImport(TableImport):
    """A table of risks."""

    noun = "risk"

    objects = RegisterImportQuerySet.as_manager()

    class Meta(TableImport.Meta):
        verbose_name = _("register import")
        verbose_name_plural = _("register imports")

    def get_absolute_url(self) -> str:
        return reverse("risks:import_report", kwargs={"key": self.project.key, "pk": self.pk})


class FindingImport(TableImport):
    """A table of security findings."""

    noun = "finding"

    objects = FindingImportQuerySet.as_manager()

    class Meta(TableImport.Meta):
        verbose_name = _("import of findings")
        verbose_name_plural = _("imports of findings")

    def get_absolute_url(self) -> str:
        return reverse("risks:finding_import_report", kwargs={"key": self.project.key, "pk": self.pk})
