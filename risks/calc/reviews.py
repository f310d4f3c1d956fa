"""How often a risk is looked at again, and what an overdue review costs in certainty."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from risks.calc.scores import SCALE, Colour

INTERVALS: Mapping[Colour, int] = {Colour.RED: 7, Colour.AMBER: 14, Colour.YELLOW: 14, Colour.GREEN: 30}
"""Calendar days between two reviews by the colour of the band."""


@dataclass(frozen=True, slots=True)
class Review:
    """When the next review is due and how many calendar days it is late (0 when it is not)."""

    due: date
    overdue_days: int


def next_review(last: date, colour: Colour, *, on: date, intervals: Mapping[Colour, int] = INTERVALS) -> Review:
    """Return the next review of a risk of this colour that was last reviewed on `last`, seen on `on`."""
    due = last + timedelta(days=intervals[colour])
    return Review(due, max(0, (on - due).days))


def likelihood_range(
    likelihood: int, overdue_days: int, colour: Colour, *, intervals: Mapping[Colour, int] = INTERVALS
) -> tuple[int, int]:
    """Return the lowest and highest likelihood to display.

    A judgement in date stands for itself; each started interval of delay opens it by one grade to both sides, at most
    two, within 1..5.
    """
    missed = math.ceil(overdue_days / intervals[colour])
    doubt = min(2, missed)
    return max(SCALE[0], likelihood - doubt), min(SCALE[-1], likelihood + doubt)
