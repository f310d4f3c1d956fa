"""Risk criteria: which scores are high, which are more than the organisation accepts, how often a risk is reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from risks.calc.reviews import INTERVALS
from risks.calc.scores import COMMON, SCALE, Band, Colour, Scheme

LOWEST, HIGHEST = 1, max(SCALE) ** 2
HEAT: Mapping[Colour, int] = {Colour.GREEN: 1, Colour.YELLOW: 2, Colour.AMBER: 3, Colour.RED: 4}
HIGH_LEVELS = frozenset({"high", "very_high", "extreme"})


@dataclass(frozen=True)
class Criteria:
    """A scheme of bands, the highest score that is accepted, and the calendar days between reviews by colour."""

    scheme: Scheme = COMMON
    appetite: int = 14
    review_days: Mapping[Colour, int] = field(default_factory=lambda: INTERVALS)

    def band(self, score: int) -> Band:
        """Return the band of a score 1..25."""
        return self.scheme.band(score)

    def heat(self, score: int) -> int:
        """Return the colour step 1 to 4 of a score: green, yellow, amber, red."""
        return HEAT[self.band(score).colour]

    @property
    def high(self) -> int:
        """Return the lowest score that counts as high; above every score when no band is called so."""
        floors = [band.floor for band in self.scheme.bands if band.level in HIGH_LEVELS]
        return floors[0] if floors else HIGHEST + 1

    def days_to_review(self, score: int) -> int:
        """Return the calendar days between two reviews of a risk with this score."""
        return self.review_days[self.band(score).colour]

    def rises(self, old: int, new: int) -> bool:
        """Return whether a move leads into a higher band."""
        return self.band(new).floor > self.band(old).floor

    def ranges(self) -> list[tuple[Band, int, int]]:
        """Return every band with its lowest and its highest score on the 5 × 5 scale."""
        bands = self.scheme.bands
        ends = [band.floor - 1 for band in bands[1:]] + [HIGHEST]
        return [(band, max(band.floor, LOWEST), end) for band, end in zip(bands, ends, strict=True)]


def own_scheme(medium: int | None, high: int | None, very_high: int | None) -> Scheme:
    """Return the bands of an organisation that names its own floors; a level without a floor is not used.

    Raises ValueError when the floors do not rise or lie outside 2..25.
    """
    named = [("medium", Colour.YELLOW, medium), ("high", Colour.AMBER, high), ("very_high", Colour.RED, very_high)]
    bands = [Band(level, colour, floor) for level, colour, floor in named if floor is not None]
    if any(not LOWEST < band.floor <= HIGHEST for band in bands):
        raise ValueError("A band begins between 2 and 25.")
    return Scheme("own", (Band("low", Colour.GREEN, LOWEST), *bands))
