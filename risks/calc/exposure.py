"""Expected monetary value and the contingency it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from risks.calc.pert import ThreePoint, triangular_mean
from risks.calc.scores import SCALE, Kind

PROBABILITIES: Mapping[int, float] = {1: 0.05, 2: 0.20, 3: 0.40, 4: 0.60, 5: 0.85}
"""Probability that stands for each likelihood 1..5, a starting value that a project may replace."""


@dataclass(frozen=True, slots=True)
class Exposed:
    """One risk with its probability (0..1) and the money it costs, or saves, when it occurs."""

    probability: float
    impact: ThreePoint
    kind: Kind = Kind.THREAT


@dataclass(frozen=True, slots=True)
class Exposure:
    """Expected money of a register: threats and opportunities as positive sums."""

    threats: float
    opportunities: float

    @property
    def net(self) -> float:
        """Return threats minus opportunities: the contingency reserve that covers the register on average."""
        return self.threats - self.opportunities


def probability_of(likelihood: int, table: Mapping[int, float] = PROBABILITIES) -> float:
    """Return the probability of a likelihood 1..5.

    Raises ValueError when the table misses a grade, leaves 0..1 or falls with the likelihood.
    """
    if sorted(table) != list(SCALE):
        raise ValueError("A probability is needed for each likelihood from 1 to 5.")
    ladder = [0.0, *(table[grade] for grade in SCALE), 1.0]
    if ladder != sorted(ladder):
        raise ValueError("Probabilities must rise with the likelihood, within 0 and 1.")
    return table[likelihood]


def expected_value(probability: float, impact: float | ThreePoint) -> float:
    """Return probability times impact; a three-point impact counts with its triangular mean (O + M + P) / 3.

    Raises ValueError when the probability lies outside 0..1.
    """
    if not 0 <= probability <= 1:
        raise ValueError("A probability lies between 0 and 1.")
    return probability * (triangular_mean(impact) if isinstance(impact, ThreePoint) else impact)


def exposure(risks: Iterable[Exposed]) -> Exposure:
    """Return the expected money of all risks, threats and opportunities apart."""
    totals = dict.fromkeys(Kind, 0.0)
    for risk in risks:
        totals[risk.kind] += expected_value(risk.probability, risk.impact)
    return Exposure(totals[Kind.THREAT], totals[Kind.OPPORTUNITY])
