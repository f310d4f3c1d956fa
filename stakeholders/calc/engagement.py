"""Where a stakeholder stands: quadrant of the power/interest grid and the gap to the wanted engagement.

Grid after Mendelow (1991); engagement levels of the PMBOK engagement matrix.
"""

from enum import StrEnum

LEVELS = ("unaware", "resistant", "neutral", "supportive", "leading")
HIGH = 4  # power or interest from here on is high, on a scale of 1 to 5


class Quadrant(StrEnum):
    MANAGE_CLOSELY = "manage_closely"
    KEEP_SATISFIED = "keep_satisfied"
    KEEP_INFORMED = "keep_informed"
    MONITOR = "monitor"


def quadrant(power: int, interest: int) -> Quadrant:
    """The strategy the grid gives for power and interest, each 1 to 5."""
    if power >= HIGH:
        return Quadrant.MANAGE_CLOSELY if interest >= HIGH else Quadrant.KEEP_SATISFIED
    return Quadrant.KEEP_INFORMED if interest >= HIGH else Quadrant.MONITOR


def gap(now: str, wanted: str) -> int:
    """Steps still missing to the wanted engagement; 0 when it is reached or passed."""
    return max(LEVELS.index(wanted) - LEVELS.index(now), 0)
