"""Templates of this installation, and the answers of people who are about to make a project."""

from functools import lru_cache

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from blueprints.calc.template import Template
from blueprints.querysets import ProjectTemplateQuerySet
from ecompm.core.documents import load
from projects.models import Project

USER = settings.AUTH_USER_MODEL


@lru_cache(maxsize=128)
def _loaded(source: str, file: str) -> Template:
    return load(Template, source, file)


class ProjectTemplate(models.Model):
    """One version of a template: imported by an administrator or saved from a project. It never changes.

    Of several versions of one id the newest that is not retired is offered, also before the one that is shipped.
    """

    class Origin(models.TextChoices):
        IMPORTED = "imported", _("Imported")
        SAVED = "saved", _("Saved from a project")

    template_id = models.SlugField(_("id"), max_length=60)
    edition = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("name"), max_length=200)
    source = models.TextField(_("template as YAML"))
    origin = models.CharField(_("origin"), max_length=10, choices=Origin)
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, related_name="saved_templates", verbose_name=_("saved from project")
    )
    added_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+", verbose_name=_("added by"))
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    retired_at = models.DateTimeField(_("retired"), null=True, editable=False)

    objects = ProjectTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("project template")
        verbose_name_plural = _("project templates")
        ordering = ["template_id", "-edition"]
        constraints = [models.UniqueConstraint(fields=["template_id", "edition"], name="template_version_once")]

    def __str__(self) -> str:
        return f"{self.title} {self.edition}"

    @property
    def template(self) -> Template:
        """The template as it was judged when it was stored."""
        return _loaded(self.source, f"{self.template_id}.yaml")

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.template.title((get_language() or "en").partition("-")[0])


class Draft(models.Model):
    """What a person has answered so far about the project they are about to make; one for each person."""

    user = models.OneToOneField(USER, models.CASCADE, related_name="+", verbose_name=_("person"))
    answers = models.JSONField(_("answers"), default=dict)
    updated_at = models.DateTimeField(_("last change"), auto_now=True)

    class Meta:
        verbose_name = _("draft of a project")
        verbose_name_plural = _("drafts of projects")

    def __str__(self) -> str:
        return str(self.user_id)
