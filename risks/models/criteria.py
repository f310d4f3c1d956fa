"""The risk criteria of the instance: one row, with which every register is read."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecompm.core.models import Versioned
from risks.calc.criteria import HIGHEST, Criteria, own_scheme
from risks.calc.scores import SCHEMES, Colour, Scheme

ONLY = 1
FLOOR: dict[str, Any] = {
    "null": True,
    "blank": True,
    "validators": [MinValueValidator(2), MaxValueValidator(HIGHEST)],
}
INTERVAL = [MinValueValidator(1), MaxValueValidator(365)]


class RiskCriteria(Versioned):
    """Bands, appetite and review intervals. An instance that never set them reads by the defaults, as version 0."""

    class Preset(models.TextChoices):
        COMMON = "common", _("Usual four bands: 1–4, 5–9, 10–14, 15–25")
        NPSA = "npsa-2008", _("NPSA 2008: 1–3, 4–7, 8–14, 15–25")
        BTS = "bts", _("British Thoracic Society: 1–4, 5–14, 15–25")
        PM2 = "pm2", _("PM², very tolerant: 1–2, 3–19, 20–25")
        OWN = "own", _("Own bands")

    preset = models.CharField(_("bands"), max_length=12, choices=Preset, default=Preset.COMMON)
    medium_from = models.PositiveSmallIntegerField(_("medium from"), **FLOOR)
    high_from = models.PositiveSmallIntegerField(_("high from"), **FLOOR)
    very_high_from = models.PositiveSmallIntegerField(_("very high from"), **FLOOR)
    appetite = models.PositiveSmallIntegerField(
        _("risk appetite"), default=14, validators=[MinValueValidator(1), MaxValueValidator(HIGHEST)],
        help_text=_("The highest score that is accepted. A threat above it is escalated to manager and sponsor."),
    )  # fmt: skip
    review_green = models.PositiveSmallIntegerField(_("days between reviews, low"), default=30, validators=INTERVAL)
    review_yellow = models.PositiveSmallIntegerField(_("days between reviews, medium"), default=14, validators=INTERVAL)
    review_amber = models.PositiveSmallIntegerField(_("days between reviews, high"), default=14, validators=INTERVAL)
    review_red = models.PositiveSmallIntegerField(_("days between reviews, very high"), default=7, validators=INTERVAL)

    class Meta:
        verbose_name = _("risk criteria")
        verbose_name_plural = _("risk criteria")
        constraints = [models.CheckConstraint(name="one_set_of_criteria", condition=models.Q(id=ONLY))]

    def __str__(self) -> str:
        return str(_("Risk criteria"))

    def get_absolute_url(self) -> str:
        return reverse("risks:criteria")

    @property
    def scheme(self) -> Scheme:
        """The bands that count. Raises ValueError while own floors don't rise."""
        if self.preset == self.Preset.OWN:
            return own_scheme(self.medium_from, self.high_from, self.very_high_from)
        return SCHEMES[self.preset]

    @cached_property
    def rules(self) -> Criteria:
        """The criteria as `risks.calc` reads them."""
        days = {colour: getattr(self, f"review_{colour}") for colour in Colour}
        return Criteria(self.scheme, self.appetite, days)

    def clean(self) -> None:
        if self.preset != self.Preset.OWN:
            return
        if self.high_from is None and self.very_high_from is None:
            raise ValidationError({"high_from": _("Say from which score a risk is high.")})
        try:
            own_scheme(self.medium_from, self.high_from, self.very_high_from)
        except ValueError:
            message = _("Each band must begin at a higher score than the one before, between 2 and 25.")
            raise ValidationError({"high_from": message}) from None
