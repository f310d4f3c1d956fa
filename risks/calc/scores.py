"""Risk scores: likelihood times impact, bands and matrices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

DIMENSIONS = ("time", "cost", "quality", "reputation", "compliance")
SCALE = (1, 2, 3, 4, 5)

Table = tuple[tuple[int, ...], ...]


class Kind(StrEnum):
    """A threat harms the objectives, an opportunity helps them."""

    THREAT = "threat"
    OPPORTUNITY = "opportunity"


class Colour(StrEnum):
    """Traffic light of a band, from harmless to urgent."""

    GREEN = "green"
    YELLOW = "yellow"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Band:
    """All scores from `floor` up to the floor of the next band."""

    level: str
    colour: Colour
    floor: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """Likelihood 1..5 and impact 1..5 for each dimension that was judged."""

    likelihood: int
    impacts: Mapping[str, int]

    def __post_init__(self) -> None:
        """Raise ValueError for an empty judgement, an unknown dimension or a grade outside 1..5."""
        if not self.impacts:
            raise ValueError("An assessment needs the impact on at least one dimension.")
        if unknown := set(self.impacts) - set(DIMENSIONS):
            raise ValueError(f"Unknown impact dimensions: {', '.join(sorted(unknown))}.")
        if not {self.likelihood, *self.impacts.values()} <= set(SCALE):
            raise ValueError("Likelihood and impact are graded from 1 to 5.")

    @property
    def impact(self) -> int:
        """Return the overall impact, the largest over the dimensions."""
        return max(self.impacts.values())

    @property
    def dimension(self) -> str:
        """Return the dimension hit hardest; the first in the order of DIMENSIONS among equals."""
        return next(name for name in DIMENSIONS if self.impacts.get(name) == self.impact)


@dataclass(frozen=True, slots=True)
class Rating:
    """One judged score with its band and the score of each dimension."""

    score: int
    band: Band
    dimensions: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a risk matrix."""

    likelihood: int
    impact: int
    score: int
    band: Band


@dataclass(frozen=True)
class Scheme:
    """How scores are made and named: bands in rising order and, if wanted, a weight for each cell.

    `weights[l - 1][i - 1]` replaces the product of likelihood l and impact i. Neither a higher likelihood nor a higher
    impact may lower the score.
    """

    code: str
    bands: tuple[Band, ...]
    weights: Table | None = None

    def __post_init__(self) -> None:
        """Raise ValueError when the floors do not rise, a score has no band, or the weights fall anywhere."""
        floors = [band.floor for band in self.bands]
        if not floors or any(later <= earlier for earlier, later in pairwise(floors)):
            raise ValueError("The floors of the bands must rise.")
        if self.weights is not None:
            _require_rising(self.weights)
        if self.score(1, 1) < floors[0]:
            raise ValueError("The lowest band must hold the lowest score.")

    def score(self, likelihood: int, impact: int) -> int:
        """Return the score of one likelihood and one impact, each 1..5."""
        if likelihood not in SCALE or impact not in SCALE:
            raise ValueError("Likelihood and impact are graded from 1 to 5.")
        return likelihood * impact if self.weights is None else self.weights[likelihood - 1][impact - 1]

    def band(self, score: int) -> Band:
        """Return the band that holds a score; ValueError below the lowest floor."""
        if score < self.bands[0].floor:
            raise ValueError(f"Score {score} lies below every band.")
        return [band for band in self.bands if band.floor <= score][-1]

    def rate(self, assessment: Assessment) -> Rating:
        """Return the overall score of an assessment (that of its largest impact) and the score of each dimension."""
        dimensions = {
            name: self.score(assessment.likelihood, assessment.impacts[name])
            for name in DIMENSIONS
            if name in assessment.impacts
        }
        score = self.score(assessment.likelihood, assessment.impact)
        return Rating(score, self.band(score), dimensions)

    def matrix(self, kind: Kind = Kind.THREAT) -> list[list[Cell]]:
        """Return the matrix row by row, the most likely on top.

        Threats grow to the right; opportunities are mirrored, so that two matrices side by side meet in the middle.
        """
        impacts = SCALE if kind is Kind.THREAT else SCALE[::-1]
        return [[self._cell(likelihood, impact) for impact in impacts] for likelihood in SCALE[::-1]]

    def _cell(self, likelihood: int, impact: int) -> Cell:
        score = self.score(likelihood, impact)
        return Cell(likelihood, impact, score, self.band(score))


@dataclass(frozen=True, slots=True)
class Ratings:
    """One risk before any response, with the responses done so far, and after all planned ones."""

    inherent: Rating
    current: Rating
    residual: Rating


def rate_risk(scheme: Scheme, *, inherent: Assessment, current: Assessment, residual: Assessment) -> Ratings:
    """Return the three ratings of a risk under one scheme."""
    return Ratings(scheme.rate(inherent), scheme.rate(current), scheme.rate(residual))


def exceeds_appetite(rating: Rating, appetite: int) -> bool:
    """Return whether a rating lies above the highest score the project tolerates, so that it must be escalated."""
    return rating.score > appetite


def _require_rising(weights: Table) -> None:
    if len(weights) != len(SCALE) or any(len(row) != len(SCALE) for row in weights):
        raise ValueError("A weighted matrix has five rows of five.")
    for table in (weights, tuple(zip(*weights, strict=True))):
        if any(later < earlier for row in table for earlier, later in pairwise(row)):
            raise ValueError("The weights must not fall with likelihood or impact.")


COMMON = Scheme(
    "common",
    (
        Band("low", Colour.GREEN, 1),
        Band("medium", Colour.YELLOW, 5),
        Band("high", Colour.AMBER, 10),
        Band("very_high", Colour.RED, 15),
    ),
)
"""1-4, 5-9, 10-14, 15-25: the usual four bands."""

PM2 = Scheme("pm2", (Band("low", Colour.GREEN, 1), Band("medium", Colour.YELLOW, 3), Band("high", Colour.RED, 20)))
"""PM² colour rule of the European Commission: up to 2 green, 3 to 16 yellow, from 20 red. It tolerates much."""

NPSA = Scheme(
    "npsa-2008",
    (
        Band("low", Colour.GREEN, 1),
        Band("moderate", Colour.YELLOW, 4),
        Band("high", Colour.AMBER, 8),
        Band("extreme", Colour.RED, 15),
    ),
)
"""National Patient Safety Agency, "A risk matrix for risk managers" (January 2008)."""

BTS = Scheme("bts", (Band("low", Colour.GREEN, 0), Band("medium", Colour.AMBER, 5), Band("high", Colour.RED, 15)))
"""British Thoracic Society, three bands: 0-4, 5-12, 15-25."""

SCHEMES: Mapping[str, Scheme] = {scheme.code: scheme for scheme in (COMMON, PM2, NPSA, BTS)}
