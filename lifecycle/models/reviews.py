"""Reviews of gates: votes, decisions, conditions, waivers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecompm.core.models import Versioned
from lifecycle.calc.outcome import Outcome as OutcomeValue
from lifecycle.models.gates import Criterion, Gate
from projects.models import Project, ProjectRole
from projects.querysets import ProjectItemQuerySet

USER = settings.AUTH_USER_MODEL


class Review(Versioned):
    """A requested decision on a gate. When decided, the snapshot of all criteria is frozen under a hash."""

    noun = "gate"

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for votes")
        DECIDED = "decided", _("Decided")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Outcome(models.TextChoices):
        GO = OutcomeValue.GO.value, _("Go")
        CONDITIONAL_GO = OutcomeValue.CONDITIONAL_GO.value, _("Conditional go")
        HOLD = OutcomeValue.HOLD.value, _("Hold")
        RECYCLE = OutcomeValue.RECYCLE.value, _("Recycle")
        STOP = OutcomeValue.STOP.value, _("Stop")

    project = models.ForeignKey(Project, models.CASCADE, related_name="reviews", verbose_name=_("project"))
    gate = models.ForeignKey(Gate, models.CASCADE, related_name="reviews", verbose_name=_("gate"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    note = models.TextField(_("note to the approvers"), max_length=5000, blank=True)
    quorum = models.PositiveSmallIntegerField(_("votes needed"), default=1, editable=False)
    requested_by = models.ForeignKey(USER, models.SET_NULL, null=True, editable=False, related_name="+")
    requested_at = models.DateTimeField(_("requested"), auto_now_add=True)
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome, blank=True, editable=False)
    outcome_reason = models.CharField(_("why this outcome"), max_length=500, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    next_review_on = models.DateField(_("next review"), null=True, editable=False)
    snapshot = models.JSONField(_("frozen criteria"), default=dict, editable=False)
    snapshot_hash = models.CharField(_("hash of the snapshot"), max_length=64, blank=True, editable=False)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("gate review")
        verbose_name_plural = _("gate reviews")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["gate"], condition=models.Q(state="open"), name="one_open_review")
        ]

    def __str__(self) -> str:
        return f"{self.gate} · {self.get_outcome_display() or self.get_state_display()}"


class Vote(models.Model):
    """One approver's vote, cast for a role; it can be changed while the review is open."""

    noun = "gate"

    project = models.ForeignKey(Project, models.CASCADE, related_name="votes", verbose_name=_("project"))
    review = models.ForeignKey(Review, models.CASCADE, related_name="votes", verbose_name=_("review"))
    role = models.ForeignKey(ProjectRole, models.PROTECT, related_name="votes", verbose_name=_("for the role"))
    approver = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+", verbose_name=_("approver"))
    vote = models.CharField(_("vote"), max_length=16, choices=Review.Outcome)
    comment = models.TextField(_("comment"), max_length=5000, blank=True)
    at = models.DateTimeField(_("at"), auto_now=True)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["review", "role"], name="one_vote_a_role")]

    def __str__(self) -> str:
        return f"{self.role}: {self.get_vote_display()}"


class Condition(Versioned):
    """What a conditional go demands, with its owner and the day it is due."""

    noun = "gate"

    project = models.ForeignKey(Project, models.CASCADE, related_name="conditions", verbose_name=_("project"))
    review = models.ForeignKey(Review, models.CASCADE, related_name="conditions", verbose_name=_("review"))
    text = models.CharField(_("condition"), max_length=500)
    owner = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+", verbose_name=_("owner"))
    due_on = models.DateField(_("due"))
    done_at = models.DateTimeField(_("done"), null=True, editable=False)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.text


class Waiver(models.Model):
    """A criterion set aside for a time: with a reason, by an approver, until a day."""

    noun = "gate"

    project = models.ForeignKey(Project, models.CASCADE, related_name="waivers", verbose_name=_("project"))
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="waivers", verbose_name=_("criterion"))
    reason = models.CharField(_("reason"), max_length=500)
    approver = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+", verbose_name=_("approved by"))
    expires_on = models.DateField(_("expires"))
    granted_at = models.DateTimeField(_("granted"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects = ProjectItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.reason
