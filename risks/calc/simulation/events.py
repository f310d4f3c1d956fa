"""Risk events in the runs: who is hit, how long, how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from risks.calc.pert import ThreePoint, triangular_mean, triangular_quantile, triangular_variance
from risks.calc.simulation.draws import stream_of, uniform_quadruples
from risks.calc.simulation.network import NOTHING, Network, RiskEvent

Array = NDArray[np.float64]


class Hits(StrEnum):
    """Which of the tasks an event names receive its delay."""

    ALL = "all"
    FIRST = "first"


@dataclass(frozen=True)
class Event:
    """A risk event bound to the rows of the tasks it delays."""

    risk: RiskEvent
    rows: tuple[int, ...]
    stream: int

    def effects(self, seed: int, first: int, runs: int) -> tuple[Array, Array]:
        """Return days and money added in each run from `first` (negative for an opportunity, 0 where it stays away)."""
        occurrence, when, money, _ = uniform_quadruples(seed, self.stream, first, runs)
        strikes = self.risk.sign * (occurrence < self.risk.probability)
        return strikes * triangular_quantile(when, self.risk.delay), strikes * triangular_quantile(
            money, self.risk.cost
        )

    def scores(self, seed: int, first: int, runs: int) -> tuple[Array, Array]:
        """Return the place (0..1) of the size of each run's days and money within their own distributions."""
        occurrence, when, money, _ = uniform_quadruples(seed, self.stream, first, runs)
        strikes = occurrence < self.risk.probability
        delay = self.risk.delay if self.rows else NOTHING
        return self._positions(strikes, when, delay), self._positions(strikes, money, self.risk.cost)

    def delay_variance(self) -> float:
        """Return the variance of the days it adds to a task it hits, p E[d²] - (p E[d])²."""
        share, mean = self.risk.probability, triangular_mean(self.risk.delay)
        return share * (triangular_variance(self.risk.delay) + mean**2) - (share * mean) ** 2

    def _positions(self, strikes: NDArray[np.bool_], uniforms: Array, effect: ThreePoint) -> Array:
        """Runs without the event lie together below those with it, so all of them share the middle place."""
        share = self.risk.probability
        if effect.pessimistic == 0:
            return np.full(len(uniforms), 0.5)
        within = 0.5 if effect.is_fixed else uniforms
        return np.where(strikes, 1 - share + share * within, (1 - share) / 2)


def bind_events(network: Network, risks: Sequence[RiskEvent], hits: Hits) -> list[Event]:
    """Return the events bound to the network; ValueError for a key used twice or an unknown task."""
    if len({risk.key for risk in risks}) < len(risks):
        raise ValueError("Each risk event needs a key of its own.")
    return [
        Event(risk, _rows(network, risk.hits if hits is Hits.ALL else risk.hits[:1]), stream_of("risk", risk.key))
        for risk in risks
    ]


def _rows(network: Network, keys: Sequence[str | int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(network.position(key) for key in keys))
