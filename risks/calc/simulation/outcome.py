"""What a simulation found: distributions, criticality, drivers, confidence."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from risks.calc.simulation.drivers import Driver
from risks.calc.simulation.network import Key

Array = NDArray[np.float64]

PERCENTILES = (10, 50, 80, 90)
HALF_MINUTE = 1e-3
"""Working days that rounding in single precision may add to a finish; they do not open a new day."""


class Distribution:
    """One quantity over all runs, in working days or money."""

    def __init__(self, runs: ArrayLike) -> None:
        """Keep the values in the order of the runs (at least one)."""
        self.runs: Array = np.asarray(runs, dtype=np.float64)

    @cached_property
    def ordered(self) -> Array:
        """Return the values in rising order."""
        return np.sort(self.runs)

    @property
    def mean(self) -> float:
        """Return the mean."""
        return float(self.runs.mean())

    @property
    def sd(self) -> float:
        """Return the standard deviation."""
        return float(self.runs.std())

    def percentile(self, level: float) -> float:
        """Return the smallest value that at least `level` percent of the runs do not exceed."""
        return float(self.ordered[place_of(level, len(self.ordered))])

    @property
    def p50(self) -> float:
        """Return the value kept in half of the runs."""
        return self.percentile(50)

    @property
    def p80(self) -> float:
        """Return the value kept in four of five runs."""
        return self.percentile(80)

    @property
    def reserve(self) -> float:
        """Return P80 minus P50: the contingency that lifts an even chance to four in five."""
        return self.p80 - self.p50

    def percentiles(self, levels: Sequence[float] = PERCENTILES) -> dict[float, float]:
        """Return the values of several levels."""
        return {level: self.percentile(level) for level in levels}

    def chance(self, limit: float) -> float:
        """Return the share of runs that do not exceed a limit."""
        return float(np.searchsorted(self.ordered, limit, side="right")) / len(self.ordered)

    def curve(self, points: int = 101) -> list[tuple[float, float]]:
        """Return the S-curve: (value, share of runs not above it) at evenly spaced shares from 0 to 1."""
        levels = np.linspace(0, 100, points)
        return [(self.percentile(level), float(level) / 100) for level in levels]

    def histogram(self, bins: int = 30) -> tuple[list[float], list[int]]:
        """Return the edges of equal bins (one more than bins) and the runs in each."""
        counts, edges = np.histogram(self.runs, bins=bins)
        return edges.tolist(), counts.tolist()


@dataclass(frozen=True, slots=True)
class TracePoint:
    """P80 of the finish after so many runs."""

    runs: int
    p80: float


@dataclass(frozen=True)
class Outcome:
    """Result of one simulation. Arrays per task are in the order of the network.

    `likely_finish` is the finish with every task at its most likely duration and no risk event; `criticality` the share
    of runs in which a task had no float; `sensitivity` the schedule sensitivity index, sd of the task times criticality
    over sd of the project. Driver lists are sorted by strength.
    """

    keys: tuple[Key, ...]
    seed: int
    likely_finish: float
    finish: Distribution
    cost: Distribution
    risk_cost: Distribution
    watched: Mapping[Key, Distribution]
    criticality: Array
    sensitivity: Array
    finish_drivers: tuple[Driver, ...]
    cost_drivers: tuple[Driver, ...]
    trace: tuple[TracePoint, ...]
    converged: bool

    @property
    def iterations(self) -> int:
        """Return the number of runs made."""
        return len(self.finish.runs)

    def joint_confidence(self, finish: float, cost: float) -> float:
        """Return the share of runs that keep both the finish and the cost."""
        return float(np.mean((self.finish.runs <= finish) & (self.cost.runs <= cost)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same runs without and with the responses; draws are shared, so differences are the responses' doing."""

    without: Outcome
    answered: Outcome

    @property
    def days_saved(self) -> float:
        """Return the working days by which the responses bring P80 of the finish forward."""
        return self.without.finish.p80 - self.answered.finish.p80

    @property
    def money_saved(self) -> float:
        """Return the money by which the responses, their price included, lower P80 of the cost."""
        return self.without.cost.p80 - self.answered.cost.p80


def place_of(level: float, count: int) -> int:
    """Return the place (from 0) of a percentile among `count` values in rising order, without interpolation."""
    if not 0 <= level <= 100:
        raise ValueError("A percentile lies between 0 and 100.")
    return max(0, math.ceil(level * count / 100 - 1e-9) - 1)


def date_of(day: float, working_days: Sequence[date]) -> date:
    """Return the date on which work of `day` working days ends; `working_days` starts with the first day of work.

    A finish of 4.2 days falls on the fifth working day, 4.0 on the fourth, 0 on the first. Raises ValueError when the
    calendar handed over is too short.
    """
    place = max(0, math.ceil(day - HALF_MINUTE) - 1)
    if place >= len(working_days):
        raise ValueError(f"The calendar holds {len(working_days)} working days, {place + 1} are needed.")
    return working_days[place]
