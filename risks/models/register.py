"""The risk register: cause, event and effect, scores that move by indicators, responses that are tasks of the plan."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from controlling.models import Issue
from planning.models import Task
from projects.models import Project, ProjectItem
from risks.calc.categories import GROUP_OF
from risks.querysets import OfRiskQuerySet, RiskQuerySet

USER = settings.AUTH_USER_MODEL
LEVEL = {"validators": [MinValueValidator(1), MaxValueValidator(5)], "null": True, "blank": True}
DAYS = {"max_digits": 7, "decimal_places": 1, "null": True, "blank": True, "validators": [MinValueValidator(0)]}
MONEY = {"max_digits": 14, "decimal_places": 2, "null": True, "blank": True, "validators": [MinValueValidator(0)]}


class Risk(ProjectItem):
    """A threat or an opportunity. Likelihood and impact run from 1 to 5; the overall impact is the worst dimension."""

    prefix = "K"
    noun = "risk"

    class CategoryGroup(models.TextChoices):
        TECHNICAL = "technical", _("Technical")
        MANAGEMENT = "management", _("Management")
        COMMERCIAL = "commercial", _("Commercial")
        EXTERNAL = "external", _("External")

    class Category(models.TextChoices):
        """What a risk comes from; `risks.calc.categories` says which group each belongs to."""

        TECHNOLOGY = "technology", _("Technology")
        INTEGRATION = "integration", _("Integration")
        DATA = "data", _("Data")
        SECURITY = "security", _("Security")
        PERFORMANCE = "performance", _("Performance")
        QUALITY = "quality", _("Quality")
        PEOPLE = "people", _("People")
        SCHEDULE = "schedule", _("Schedule")
        OPERATIONS = "operations", _("Operations")
        LOGISTICS = "logistics", _("Logistics")
        STRATEGIC = "strategic", _("Strategic")
        VENDOR = "vendor", _("Vendor")
        FINANCE = "finance", _("Finance")
        PAYMENT = "payment", _("Payment")
        MARKET = "market", _("Market")
        SEO = "seo", _("Search engines")
        LEGAL = "legal", _("Legal")

    class Strategy(models.TextChoices):
        AVOID = "avoid", _("Avoid")
        REDUCE = "reduce", _("Reduce")
        TRANSFER = "transfer", _("Transfer")
        ACCEPT = "accept", _("Accept")
        EXPLOIT = "exploit", _("Exploit")
        ENHANCE = "enhance", _("Enhance")
        SHARE = "share", _("Share")

    class Confidence(models.TextChoices):
        """How sure those who judged likelihood and impact are of it."""

        LOW = "low", _("Low")
        MEDIUM = "medium", _("Medium")
        HIGH = "high", _("High")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        ASSESSING = "assessing", _("Being assessed")
        WAITING = "waiting", _("Waiting for approval")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        MONITORING = "monitoring", _("Monitored")
        OCCURRED = "occurred", _("Occurred")
        CLOSED = "closed", _("Closed")

    title = models.CharField(_("title"), max_length=200)
    cause = models.TextField(_("because"), blank=True, max_length=2000)
    event = models.TextField(_("this may happen"), blank=True, max_length=2000)
    effect = models.TextField(_("which leads to"), blank=True, max_length=2000)
    category = models.CharField(_("category"), max_length=12, choices=Category, default=Category.OPERATIONS)
    is_opportunity = models.BooleanField(_("opportunity"), default=False)
    is_confidential = models.BooleanField(_("confidential"), default=False)

    likelihood = models.PositiveSmallIntegerField(
        _("likelihood"), default=3, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    impact_time = models.PositiveSmallIntegerField(_("impact on time"), **LEVEL)
    impact_cost = models.PositiveSmallIntegerField(_("impact on cost"), **LEVEL)
    impact_quality = models.PositiveSmallIntegerField(_("impact on quality"), **LEVEL)
    impact_reputation = models.PositiveSmallIntegerField(_("impact on reputation"), **LEVEL)
    impact_compliance = models.PositiveSmallIntegerField(_("impact on compliance"), **LEVEL)
    impact = models.PositiveSmallIntegerField(
        _("impact"), default=3, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    inherent_likelihood = models.PositiveSmallIntegerField(_("inherent likelihood"), **LEVEL)
    inherent_impact = models.PositiveSmallIntegerField(_("inherent impact"), **LEVEL)
    residual_likelihood = models.PositiveSmallIntegerField(_("residual likelihood"), **LEVEL)
    residual_impact = models.PositiveSmallIntegerField(_("residual impact"), **LEVEL)
    current_likelihood = models.PositiveSmallIntegerField(_("current likelihood"), default=3, editable=False)
    current_impact = models.PositiveSmallIntegerField(_("current impact"), default=3, editable=False)
    score = models.PositiveSmallIntegerField(_("current score"), default=9, editable=False)
    override_likelihood = models.PositiveSmallIntegerField(_("likelihood set by hand"), **LEVEL)
    override_reason = models.CharField(_("reason"), max_length=250, blank=True)
    override_until = models.DateField(_("holds until"), null=True, blank=True)
    velocity = models.PositiveSmallIntegerField(_("velocity"), **LEVEL)
    proximity_on = models.DateField(_("may happen from"), null=True, blank=True)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence, blank=True)
    raised_by = models.ForeignKey(
        USER, models.SET_NULL, null=True, blank=True, related_name="raised_risks", verbose_name=_("raised by")
    )
    raised_on = models.DateField(_("raised on"), null=True, blank=True)

    owner = models.ForeignKey(
        USER, models.SET_NULL, null=True, blank=True, related_name="risks", verbose_name=_("owner")
    )
    strategy = models.CharField(_("strategy"), max_length=10, choices=Strategy, default=Strategy.REDUCE)
    response = models.TextField(_("response"), blank=True, max_length=5000)
    trigger = models.CharField(_("trigger"), max_length=250, blank=True)
    contingency = models.TextField(_("contingency plan"), blank=True, max_length=5000)
    fallback = models.TextField(_("fallback"), blank=True, max_length=5000)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.PROPOSED)
    next_review_on = models.DateField(_("next review"), null=True, blank=True)
    reminded_for = models.DateField(_("reminded of the review on"), null=True, editable=False)
    escalated_to = models.ForeignKey(
        USER, models.SET_NULL, null=True, blank=True, related_name="escalated_risks", verbose_name=_("escalated to")
    )
    escalated_on = models.DateField(_("escalated on"), null=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, editable=False)

    delay_low = models.DecimalField(_("delay, low"), **DAYS)
    delay_likely = models.DecimalField(_("delay, likely"), **DAYS)
    delay_high = models.DecimalField(_("delay, high"), **DAYS)
    cost_low = models.DecimalField(_("cost, low"), **MONEY)
    cost_likely = models.DecimalField(_("cost, likely"), **MONEY)
    cost_high = models.DecimalField(_("cost, high"), **MONEY)
    actual_delay = models.DecimalField(_("actual delay"), **DAYS)
    actual_cost = models.DecimalField(_("actual cost"), **MONEY)
    occurred_on = models.DateField(_("occurred on"), null=True, blank=True)
    issue = models.ForeignKey(
        Issue, models.SET_NULL, null=True, editable=False, related_name="risks", verbose_name=_("issue")
    )
    hits = models.ManyToManyField(Task, blank=True, related_name="risks", verbose_name=_("hits tasks"))
    ref = models.CharField(_("id in its source"), max_length=40, blank=True, editable=False)

    objects = RiskQuerySet.as_manager()

    class Meta:
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        ordering = ["-score", "number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="risk_number_once")]
        indexes = [models.Index(fields=["project", "-score", "number"], name="risk_by_score")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("risks:detail", kwargs={"key": self.project.key, "number": self.number})

    @property
    def category_group(self) -> str:
        """The code of the group that the category belongs to."""
        return GROUP_OF[self.category]

    @property
    def impacts(self) -> dict[str, int | None]:
        """The impact by dimension; the overall impact is the worst of them."""
        return {
            "time": self.impact_time,
            "cost": self.impact_cost,
            "quality": self.impact_quality,
            "reputation": self.impact_reputation,
            "compliance": self.impact_compliance,
        }

    def clean(self) -> None:
        errors = {}
        for name in ("delay", "cost"):
            values = [getattr(self, f"{name}_{end}") for end in ("low", "likely", "high")]
            given = [value for value in values if value is not None]
            if len(given) not in (0, 3):
                errors[f"{name}_likely"] = _("Give all three values, or none.")
            elif given != sorted(given):
                errors[f"{name}_likely"] = _("The values must rise from low over likely to high.")
        if self.override_likelihood and not (self.override_reason and self.override_until):
            errors["override_reason"] = _("A likelihood set by hand needs a reason and a day it ends.")
        if errors:
            raise ValidationError(errors)


class Indicator(models.Model):
    """A leading indicator (KRI): while its condition holds, the risk is more likely than it was judged."""

    noun = "risk"

    project = models.ForeignKey(Project, models.CASCADE, related_name="indicators", verbose_name=_("project"))
    risk = models.ForeignKey(Risk, models.CASCADE, related_name="indicators", verbose_name=_("risk"))
    metric = models.CharField(_("metric"), max_length=250, help_text=_("An expression, such as kpi('auth_rate_pct')."))
    operator = models.CharField(
        _("operator"), max_length=2, choices=[(o, o) for o in (">", ">=", "<", "<=", "==", "!=")]
    )
    threshold = models.CharField(_("threshold"), max_length=120)
    adds = models.SmallIntegerField(
        _("adds to the likelihood"), default=1, validators=[MinValueValidator(-2), MaxValueValidator(2)]
    )
    is_firing = models.BooleanField(_("firing"), default=False, editable=False)
    good_runs = models.PositiveSmallIntegerField(_("good evaluations in a row"), default=0, editable=False)
    last_value = models.CharField(_("last value"), max_length=60, blank=True, editable=False)
    evaluated_at = models.DateTimeField(_("evaluated"), null=True, editable=False)

    objects = OfRiskQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.metric} {self.operator} {self.threshold}"


class ScoreMove(models.Model):
    """One movement of a risk's score, with what drove it in words."""

    noun = "risk"

    project = models.ForeignKey(Project, models.CASCADE, related_name="score_moves", verbose_name=_("project"))
    risk = models.ForeignKey(Risk, models.CASCADE, related_name="moves", verbose_name=_("risk"))
    at = models.DateTimeField(_("at"))
    old_likelihood = models.PositiveSmallIntegerField(_("likelihood before"))
    new_likelihood = models.PositiveSmallIntegerField(_("likelihood after"))
    old_score = models.PositiveSmallIntegerField(_("score before"))
    new_score = models.PositiveSmallIntegerField(_("score after"))
    drivers = models.JSONField(_("drivers"), default=list)

    objects = OfRiskQuerySet.as_manager()

    class Meta:
        verbose_name = _("score movement")
        verbose_name_plural = _("score movements")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.old_score} → {self.new_score}"


class Response(models.Model):
    """A response to a risk: a task of the plan with what finishing it should do to the score.

    Finished, it proposes the new score; `effect` is what the people made of the proposal.
    """

    noun = "risk"

    class Effect(models.TextChoices):
        OPEN = "open", _("Not judged yet")
        TAKEN = "taken", _("Taken over")
        NONE = "none", _("No effect")

    project = models.ForeignKey(Project, models.CASCADE, related_name="responses", verbose_name=_("project"))
    risk = models.ForeignKey(Risk, models.CASCADE, related_name="responses", verbose_name=_("risk"))
    task = models.OneToOneField(Task, models.CASCADE, related_name="response", verbose_name=_("task"))
    lowers_likelihood = models.PositiveSmallIntegerField(
        _("lowers the likelihood by"), default=1, validators=[MaxValueValidator(4)]
    )
    lowers_impact = models.PositiveSmallIntegerField(
        _("lowers the impact by"), default=0, validators=[MaxValueValidator(4)]
    )
    cost = models.DecimalField(_("cost"), **MONEY)
    actual_cost = models.DecimalField(_("actual cost"), **MONEY, editable=False)
    effect = models.CharField(_("effect"), max_length=5, choices=Effect, default=Effect.OPEN, editable=False)

    objects = OfRiskQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.task)
