"""People, their preferences and their API tokens."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.querysets import ApiTokenQuerySet
from accounts.time_zones import validate_time_zone
from ecompm.core.users import BaseUser


class User(BaseUser):
    """A person. Preferences stand on the row because every page reads them."""

    class Theme(models.TextChoices):
        SYSTEM = "auto", _("As the system")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class Density(models.TextChoices):
        COMPACT = "compact", _("Compact")
        DEFAULT = "default", _("Default")
        RELAXED = "relaxed", _("Relaxed")

    secret_fields = ("password",)
    # Projects that the API token of this request is limited to; empty without a limit.
    limited_to: frozenset[int] = frozenset()

    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC", validators=[validate_time_zone])
    theme = models.CharField(_("theme"), max_length=8, choices=Theme, default=Theme.SYSTEM)
    density = models.CharField(_("density"), max_length=8, choices=Density, default=Density.DEFAULT)
    rail_open = models.BooleanField(_("navigation with names"), default=True)
    notify_mentions = models.BooleanField(_("mail me when somebody mentions me"), default=True)
    notify_assignments = models.BooleanField(_("mail me when something is given to me"), default=True)
    notify_gates = models.BooleanField(_("mail me when a gate waits for my vote"), default=True)


class ApiToken(models.Model):
    """A token of one's own. Only its hash is stored; the prefix tells tokens apart."""

    class Scope(models.TextChoices):
        READ = "read", _("Read")
        WRITE = "write", _("Read and write")

    PREFIX_LENGTH = 12
    secret_fields = ("digest",)

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens", verbose_name=_("user"))
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(_("prefix"), max_length=PREFIX_LENGTH)
    digest = models.CharField(_("hash"), max_length=64, unique=True)
    scope = models.CharField(_("scope"), max_length=8, choices=Scope, default=Scope.READ)
    # Bare ids: people stand below projects in the layers. Empty means every project of the person.
    project_ids = models.JSONField(_("only these projects"), default=list, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class SavedView(models.Model):
    """The state of a list under a name: its filters, order and columns as the query of its address."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_views", verbose_name=_("user"))
    table = models.CharField(_("list"), max_length=60)
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(_("query"), max_length=2000, blank=True)
    is_default = models.BooleanField(_("start with it"), default=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["user", "table", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name
