"""Who has a stake in the project, and who is responsible for what."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from planning.models import Task
from projects.models import Project, ProjectItem, ProjectRole
from projects.querysets import ProjectItemQuerySet

ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class Stakeholder(ProjectItem):
    """A person or group with a stake. Confidential: only members and managers see the register."""

    prefix = "S"
    noun = "stakeholder"

    class Engagement(models.TextChoices):
        UNAWARE = "unaware", _("Unaware")
        RESISTANT = "resistant", _("Resistant")
        NEUTRAL = "neutral", _("Neutral")
        SUPPORTIVE = "supportive", _("Supportive")
        LEADING = "leading", _("Leading")

    name = models.CharField(_("name"), max_length=150)
    is_group = models.BooleanField(_("group"), default=False)
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    position = models.CharField(_("position"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    role = models.ForeignKey(
        ProjectRole, models.SET_NULL, null=True, blank=True, related_name="stakeholders", verbose_name=_("project role")
    )
    interests = models.TextField(_("interests"), blank=True, max_length=5000)
    power = models.PositiveSmallIntegerField(_("power"), default=3, validators=ONE_TO_FIVE)
    interest = models.PositiveSmallIntegerField(_("interest"), default=3, validators=ONE_TO_FIVE)
    engagement = models.CharField(_("engagement now"), max_length=12, choices=Engagement, default=Engagement.NEUTRAL)
    desired_engagement = models.CharField(
        _("engagement wanted"), max_length=12, choices=Engagement, default=Engagement.SUPPORTIVE
    )
    strategy = models.TextField(_("strategy"), blank=True, max_length=5000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("kept in touch by"),
    )  # fmt: skip
    ref = models.CharField(_("id in its source"), max_length=60, blank=True, editable=False)

    class Meta:
        verbose_name = _("stakeholder")
        verbose_name_plural = _("stakeholders")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="stakeholder_number_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("stakeholders:detail", kwargs={"key": self.project.key, "number": self.number})


class Communication(ProjectItem):
    """A line of the communication plan: who hears what, why, how, how often, and from whom."""

    prefix = "N"
    noun = "communication"

    audience = models.CharField(_("audience"), max_length=150)
    purpose = models.CharField(_("purpose"), max_length=500, help_text=_("What they need to know, and for what."))
    channel = models.CharField(_("channel"), max_length=80, help_text=_("A meeting, a newsletter, a report."))
    every_days = models.PositiveSmallIntegerField(
        _("every so many days"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text=_("7 is weekly, 14 every two weeks. Empty means once."),
    )  # fmt: skip
    role = models.ForeignKey(
        ProjectRole, models.SET_NULL, null=True, blank=True, related_name="communications", verbose_name=_("told by")
    )

    class Meta:
        verbose_name = _("line of the communication plan")
        verbose_name_plural = _("communication plan")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="communication_number_once")]

    def __str__(self) -> str:
        return self.audience

    def get_absolute_url(self) -> str:
        return reverse("stakeholders:communication", kwargs={"key": self.project.key})


class RaciEntry(models.Model):
    """What a role is to a task: responsible, accountable (exactly one), supporting, consulted or informed."""

    noun = "raci"

    class Letter(models.TextChoices):
        RESPONSIBLE = "R", _("Responsible")
        ACCOUNTABLE = "A", _("Accountable")
        SUPPORT = "S", _("Supporting")
        CONSULTED = "C", _("Consulted")
        INFORMED = "I", _("Informed")

    project = models.ForeignKey(Project, models.CASCADE, related_name="raci_entries", verbose_name=_("project"))
    task = models.ForeignKey(Task, models.CASCADE, related_name="raci", verbose_name=_("task"))
    role = models.ForeignKey(ProjectRole, models.CASCADE, related_name="raci", verbose_name=_("role"))
    letter = models.CharField(_("letter"), max_length=1, choices=Letter)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("RACI entry")
        verbose_name_plural = _("RACI entries")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["task", "role", "letter"], name="raci_once"),
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(letter="A"), name="one_accountable_a_task",
                violation_error_message=_("A task has exactly one accountable role."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.letter} {self.role}"
