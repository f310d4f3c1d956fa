"""Projects, who belongs to them, and what every object of a project has in common."""

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecompm.core.models import Versioned
from projects.access import Role
from projects.querysets import (
    NotificationQuerySet,
    OnObjectQuerySet,
    ProjectItemQuerySet,
    ProjectQuerySet,
    ShareQuerySet,
)

KEY = RegexValidator(r"^[A-Z][A-Z0-9]{1,9}$", _("Use 2 to 10 capital letters and digits, starting with a letter."))


class Tag(models.Model):
    NAME_LENGTH = 40

    name = models.CharField(_("name"), max_length=NAME_LENGTH, unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Project(Versioned):
    """An e-commerce project. Its phase moves only through gate decisions (`lifecycle`)."""

    noun = "project"

    class Kind(models.TextChoices):
        NEW_SHOP = "new_shop", _("New shop")
        REPLATFORMING = "replatforming", _("Re-platforming")
        PEAK = "peak", _("Peak season readiness")
        PAYMENT = "payment", _("Payment migration")
        INTEGRATION = "integration", _("Integration")
        MARKETPLACE = "marketplace", _("Marketplace")
        OTHER = "other", _("Other")

    class Visibility(models.TextChoices):
        PRIVATE = "private", _("Members only")
        INTERNAL = "internal", _("Everyone in the organisation may view")

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        ON_HOLD = "on_hold", _("On hold")
        CLOSED = "closed", _("Closed")
        STOPPED = "stopped", _("Stopped")

    key = models.CharField(_("key"), max_length=10, unique=True, validators=[KEY])
    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    description = models.TextField(_("description"), blank=True, max_length=20_000)
    sponsor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("sponsor")
    )
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("manager")
    )
    wished_start = models.DateField(_("wished start"), null=True, blank=True)
    wished_finish = models.DateField(_("wished finish"), null=True, blank=True)
    budget = models.DecimalField(
        _("budget"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="EUR",
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Use a code such as EUR."))],
    )
    country = models.CharField(
        _("country"), max_length=2, default="DE", help_text=_("Its public holidays are not worked."),
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Use a two-letter code such as DE."))],
    )  # fmt: skip
    visibility = models.CharField(_("visibility"), max_length=10, choices=Visibility, default=Visibility.PRIVATE)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ACTIVE, editable=False)
    template_id = models.CharField(_("made from template"), max_length=60, blank=True, editable=False)
    template_version = models.PositiveIntegerField(_("version of the template"), null=True, editable=False)
    tags = models.ManyToManyField(Tag, blank=True, related_name="projects", verbose_name=_("tags"))
    archived_at = models.DateTimeField(_("archived"), null=True, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                name="project_start_before_finish",
                condition=models.Q(wished_start=None)
                | models.Q(wished_finish=None)
                | models.Q(wished_finish__gte=models.F("wished_start")),
                violation_error_message=_("The wished finish lies before the wished start."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_read_only(self) -> bool:
        return self.status in (self.Status.CLOSED, self.Status.STOPPED) or self.archived_at is not None

    @property
    def project_id(self) -> int:
        """A project belongs to itself, so that it can be treated like the objects in it."""
        return self.pk

    @property
    def project(self) -> "Project":
        return self

    def get_absolute_url(self) -> str:
        return reverse("projects:overview", kwargs={"key": self.key})


class FormerKey(models.Model):
    """A key a project had before; links that use it keep working."""

    key = models.CharField(_("key"), max_length=10, unique=True)
    project = models.ForeignKey(Project, models.CASCADE, related_name="former_keys")

    class Meta:
        verbose_name = _("former key")
        verbose_name_plural = _("former keys")

    def __str__(self) -> str:
        return self.key


class Membership(Versioned):
    """A person's place in a project; what the role allows stands in `access`."""

    noun = "members"

    project = models.ForeignKey(Project, models.CASCADE, related_name="memberships", verbose_name=_("project"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class Invitation(models.Model):
    """An invitation by mail, to a project or to the instance alone.

    The secret is made when the mail is sent, stored as a hash, and works once, for the address it was sent to.
    """

    noun = "members"
    secret_fields = ("digest",)

    project = models.ForeignKey(
        Project, models.CASCADE, null=True, blank=True, related_name="invitations", verbose_name=_("project")
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    is_external = models.BooleanField(_("from outside the organisation"), default=False)
    digest = models.CharField(_("hash"), max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.email


class ProjectItem(Versioned):
    """Base of everything numbered inside a project (task, risk, requirement …): T12, K3, R4.

    A subclass sets `prefix` (the letter of its numbers) and `noun` (its name in the GRANTS table), and says the address
    of its page.
    """

    prefix = ""
    noun = ""

    project = models.ForeignKey(Project, models.CASCADE, related_name="%(class)ss", verbose_name=_("project"))
    number = models.PositiveIntegerField(_("number"), editable=False)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def code(self) -> str:
        return f"{self.prefix}{self.number}"

    def get_absolute_url(self) -> str:
        """The address of its page; empty for a kind without pages of its own."""
        return ""


class NumberSequence(models.Model):
    """The last number given to a kind of object in a project; numbers are never given twice."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    noun = models.CharField(max_length=30)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "noun"], name="sequence_once")]

    def __str__(self) -> str:
        return f"{self.noun} {self.last}"


class ProjectRole(Versioned):
    """A role in the project's work (sponsor, checkout developers …), played by a person or still a placeholder."""

    noun = "role"

    class Side(models.TextChoices):
        INTERNAL = "internal", _("Internal")
        AGENCY = "agency", _("Agency")
        VENDOR = "vendor", _("Vendor")

    project = models.ForeignKey(Project, models.CASCADE, related_name="roles", verbose_name=_("project"))
    code = models.CharField(_("code"), max_length=12)
    name = models.CharField(_("name"), max_length=120)
    side = models.CharField(_("side"), max_length=10, choices=Side, default=Side.INTERNAL)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="project_roles",
        verbose_name=_("person"),
    )  # fmt: skip

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("project role")
        verbose_name_plural = _("project roles")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["project", "code"], name="role_code_once")]

    def __str__(self) -> str:
        return self.name


class Share(models.Model):
    """One object opened to a guest of its project. Guests see nothing else."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="shares", verbose_name=_("guest"))
    object_type = models.CharField(_("kind"), max_length=60)
    object_id = models.BigIntegerField(_("object"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        constraints = [models.UniqueConstraint(fields=["membership", "object_type", "object_id"], name="share_once")]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id}"

    @property
    def project(self) -> Project:
        return self.membership.project


class Comment(Versioned):
    """A remark on any object of a project."""

    noun = "comment"

    project = models.ForeignKey(Project, models.CASCADE, related_name="comments", verbose_name=_("project"))
    object_type = models.CharField(_("kind"), max_length=60)
    object_id = models.BigIntegerField(_("object"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    text = models.TextField(_("text"), max_length=20_000)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentioned_in", blank=True)

    objects = OnObjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["id"]
        indexes = [models.Index(fields=["object_type", "object_id", "id"], name="comment_by_object")]

    def __str__(self) -> str:
        return self.text[:60]


def attachment_path(attachment: "Attachment", name: str) -> str:
    """Files are stored under their digest: no name from outside ever becomes a path."""
    return f"attachments/{attachment.digest[:2]}/{attachment.digest}"


class Attachment(models.Model):
    """A file on any object of a project, stored under its SHA-256 and only ever served as a download."""

    noun = "attachment"

    project = models.ForeignKey(Project, models.CASCADE, related_name="attachments", verbose_name=_("project"))
    object_type = models.CharField(_("kind"), max_length=60)
    object_id = models.BigIntegerField(_("object"))
    name = models.CharField(_("file name"), max_length=200)
    file = models.FileField(_("file"), upload_to=attachment_path)
    size = models.PositiveBigIntegerField(_("size"))
    digest = models.CharField(_("SHA-256"), max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = OnObjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["id"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="attachment_by_object")]

    def __str__(self) -> str:
        return self.name


class Notification(models.Model):
    """What one person should know of an object. `notices` makes words of kind and parameters when it is read."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", verbose_name=_("person")
    )
    project = models.ForeignKey(Project, models.CASCADE, related_name="+", verbose_name=_("project"))
    kind = models.CharField(_("kind"), max_length=40)
    object_type = models.CharField(_("kind of object"), max_length=60)
    object_id = models.BigIntegerField(_("object"))
    path = models.CharField(_("address"), max_length=300)
    parameters = models.JSONField(_("parameters"), default=dict)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    read_at = models.DateTimeField(_("read"), null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notification_by_person"),
            models.Index(fields=["recipient"], name="notification_unread", condition=models.Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class DirtyProject(models.Model):
    """A mark that a project changed and its figures must be computed again.

    Marks are only added; a run takes all marks it has seen and removes them when the figures are stored. So a change
    during the run is not lost, and neither is one whose run was killed.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("project to recalculate")
        verbose_name_plural = _("projects to recalculate")

    def __str__(self) -> str:
        return str(self.project_id)
