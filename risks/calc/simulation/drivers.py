"""What moves the finish and the cost: Spearman rank correlations for a tornado chart."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from risks.calc.simulation.model import Model
from risks.calc.simulation.network import Key
from risks.calc.simulation.sweep import Floats, Workspace

Array = NDArray[np.float64]
Scores = Floats | Array

BLOCK_NUMBERS = 2**18
"""Draws held at once. Fixed, so that sums do not depend on the chunks of the run."""
SMALLEST_VARIANCE = 1e-12


class Source(StrEnum):
    """Where the doubt comes from."""

    DURATION = "duration"
    TASK_COST = "task_cost"
    RISK = "risk"


@dataclass(frozen=True, slots=True)
class Driver:
    """A source of doubt and its rank correlation (-1..1) with the finish or the cost."""

    source: Source
    key: Key
    correlation: float


def find_drivers(model: Model, finish: Array, cost: Array) -> tuple[tuple[Driver, ...], tuple[Driver, ...]]:
    """Return the drivers of the finish and of the cost, strongest first; sources without effect are left out.

    The draws are repeated rather than kept. The rank of a draw is its place in its own law, which is the uniform it
    came from; the ranks of finish and cost are those among the runs.
    """
    ranks = np.stack((_ranks(finish), _ranks(cost)))
    totals = [_Correlation() for _ in range(4)]
    work = Workspace()
    block = max(1, BLOCK_NUMBERS // model.tasks)
    for first in range(0, len(finish), block):
        here = ranks[:, first : first + block]
        for total, scores in zip(totals, _scores(model, first, here.shape[1], work), strict=True):
            total.add(scores, here)
    durations, prices, delays, costs = (total.values() for total in totals)
    tasks = [task.key for task in model.network.tasks]
    doubtful = {task.key for task in model.network.tasks if not task.duration.is_fixed}
    rated = doubtful & {task.key for task in model.network.tasks if task.rate}
    risks = [event.risk.key for event in model.events]
    on_finish = _drivers(Source.DURATION, tasks, durations[:, 0], doubtful)
    on_finish += _drivers(Source.RISK, risks, delays[:, 0])
    on_cost = _drivers(Source.DURATION, tasks, durations[:, 1], rated)
    on_cost += _drivers(Source.TASK_COST, [tasks[row] for row in model.priced], prices[:, 1])
    on_cost += _drivers(Source.RISK, risks, costs[:, 1])
    return _strongest_first(on_finish), _strongest_first(on_cost)


def _scores(model: Model, first: int, runs: int, work: Workspace) -> tuple[Scores, Scores, Scores, Scores]:
    """Return the places (0..1) of task durations, uncertain task costs, event delays and event costs in these runs."""
    nothing = np.empty((0, runs))
    events = [event.scores(model.seed, first, runs) for event in model.events]
    delays, costs = np.stack(events, axis=1) if events else (nothing, nothing)
    prices = model.price_uniforms(first, runs, work) if model.priced else nothing
    return model.uniforms(first, runs, work), prices, delays, costs


class _Correlation:
    """Running sums of the correlation of some rows of scores with both ranks, which are centred on zero."""

    def __init__(self) -> None:
        self.sums: Array | None = None
        self.rank_squares: Array = np.zeros(2)
        self.runs = 0

    def add(self, scores: Scores, ranks: Array) -> None:
        centred = scores - 0.5
        squares = np.einsum("ij,ij->i", centred, centred)
        sums = np.column_stack((centred.sum(axis=1), squares, centred @ ranks.T.astype(centred.dtype)))
        self.sums = sums.astype(np.float64) if self.sums is None else self.sums + sums
        self.rank_squares += np.square(ranks).sum(axis=1)
        self.runs += ranks.shape[1]

    def values(self) -> Array:
        """Return one row per row of scores: correlation with the finish and with the cost, 0 where nothing varies."""
        means = np.zeros((0, 4)) if self.sums is None else self.sums / self.runs
        variances = (means[:, 1] - means[:, 0] ** 2)[:, None] * (self.rank_squares / self.runs)
        varies = variances > SMALLEST_VARIANCE
        return np.where(varies, means[:, 2:] / np.sqrt(np.where(varies, variances, 1)), 0)


def _ranks(values: Array) -> Array:
    """Return ranks scaled to -0.5..0.5, equal values sharing their middle rank; the mean is 0."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts + 1) / 2
    return np.asarray(middle[inverse] / max(1, len(values) - 1) - 0.5 if len(counts) > 1 else np.zeros(len(values)))


def _drivers(source: Source, keys: Sequence[Key], values: Array, allowed: Container[Key] | None = None) -> list[Driver]:
    pairs = zip(keys, values.tolist(), strict=True)
    return [Driver(source, key, value) for key, value in pairs if value and (allowed is None or key in allowed)]


def _strongest_first(drivers: list[Driver]) -> tuple[Driver, ...]:
    return tuple(sorted(drivers, key=lambda driver: -abs(driver.correlation)))
