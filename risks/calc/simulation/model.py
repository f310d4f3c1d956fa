"""A network and its risk events made ready to run: orders, samplers and money laid out as arrays once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from risks.calc.simulation.correlation import correlate, find_groups
from risks.calc.simulation.draws import uniform_rows
from risks.calc.simulation.durations import Sampler, variance
from risks.calc.simulation.events import Hits, bind_events
from risks.calc.simulation.network import Key, Network, RiskEvent, Shape
from risks.calc.simulation.sweep import Floats, Workspace, plan_sweep, run_sweep

Array = NDArray[np.float64]

DURATIONS, COSTS = 0, 1
"""Streams of the task durations and of their own costs."""
CRITICAL_FLOAT = 1e-3
"""Total float in working days up to which a task is critical: half a minute."""
SINGLE_STEP = float(np.finfo(np.float32).eps)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Results of some consecutive runs: one number per run, and per task in how many runs it was critical."""

    finish: Floats
    cost: Array
    risk_cost: Array
    watched: Mapping[Key, Floats]
    critical: NDArray[np.int64]


class Model:
    """Everything that does not change from run to run."""

    def __init__(
        self,
        network: Network,
        risks: Sequence[RiskEvent] = (),
        *,
        watch: Sequence[Key] = (),
        seed: int = 1,
        shape: Shape = Shape.PERT,
        hits: Hits = Hits.ALL,
        correlation: float = 0.0,
        price: float = 0.0,
    ) -> None:
        """Prepare the runs; `watch` names tasks whose finishes are recorded, `price` is money spent in any case.

        Raises ValueError for unknown keys and CycleError for links that form a circle.
        """
        self.network, self.seed, self.price = network, seed, price
        self.tasks = len(network.tasks)
        self.events = bind_events(network, risks, hits)
        self.forward, self.backward = plan_sweep(network), plan_sweep(network, backward=True)
        self.watched = {key: self.tasks + self.forward.rows[network.position(key)] for key in watch}
        self.shapes = [task.shape or shape for task in network.tasks]
        self._sampler = Sampler([task.duration for task in network.tasks], self.shapes)
        self._correlation = correlation
        self._groups = find_groups(network.tasks) if correlation else []
        self.rates = np.array([task.rate for task in network.tasks], dtype=np.float32)[:, None]
        self.priced = [row for row, task in enumerate(network.tasks) if not task.cost.is_fixed]
        self._price_sampler = Sampler([network.tasks[row].cost for row in self.priced], [shape] * len(self.priced))
        self._fixed_cost = price + sum(task.cost.likely for task in network.tasks if task.cost.is_fixed)

    def uniforms(self, first: int, runs: int, work: Workspace) -> Floats:
        """Return the uniforms behind the durations: one row per task, one column per run from `first`."""
        uniforms = uniform_rows(self.seed, DURATIONS, first, runs, self.tasks, work)
        correlate(uniforms, self._groups, self._correlation, self.seed, first)
        return uniforms

    def price_uniforms(self, first: int, runs: int, work: Workspace) -> Floats:
        """Return the uniforms behind the uncertain costs of tasks: one row for each of `priced`."""
        return uniform_rows(self.seed, COSTS, first, runs, len(self.priced), work)

    def run(self, first: int, runs: int, work: Workspace) -> Chunk:
        """Return the results of `runs` runs from number `first`."""
        durations = self._sampler.fill(self.uniforms(first, runs, work), work)
        risk_cost = self._strike(durations, first)
        spans = run_sweep(self.forward, durations, 0.0, work, "forward")
        finish = spans[self.tasks :].max(axis=0)
        return Chunk(
            finish=finish,
            cost=self._labour(durations, work) + risk_cost + self._own_costs(first, runs, work),
            risk_cost=risk_cost,
            watched={key: spans[row].copy() for key, row in self.watched.items()},
            critical=self._count_critical(durations, spans, finish, work),
        )

    def likely_finish(self) -> float:
        """Return the finish with every task at its most likely duration and no risk event."""
        durations = np.array([[task.duration.likely] for task in self.network.tasks], dtype=np.float32)
        return float(run_sweep(self.forward, durations, 0.0, Workspace(), "forward")[self.tasks :].max())

    def duration_deviations(self) -> Array:
        """Return the standard deviation of each task's duration, its own doubt and that of the events that hit it."""
        pairs = zip(self.network.tasks, self.shapes, strict=True)
        variances = np.array([variance(task.duration, shape) for task, shape in pairs])
        for event in self.events:
            for row in event.rows:
                variances[row] += event.delay_variance()
        deviations: Array = np.sqrt(variances)
        return deviations

    def _strike(self, durations: Floats, first: int) -> Array:
        """Add the days of the events to the durations, in place; return their money per run."""
        money = np.zeros(durations.shape[1])
        for event in self.events:
            days, cost = event.effects(self.seed, first, durations.shape[1])
            money += cost
            for row in event.rows:
                np.maximum(durations[row] + days, 0, out=durations[row], casting="same_kind")
        return money

    def _labour(self, durations: Floats, work: Workspace) -> Array:
        if not self.rates.any():
            return np.zeros(durations.shape[1])
        money = np.multiply(durations, self.rates, out=work.take("labour", *durations.shape))
        rows = len(money)
        # Halves are added until one row is left: unlike sum(), in the same order for any number of runs.
        while rows > 1:
            half = rows // 2
            money[:half] += money[rows - half : rows]
            rows -= half
        total: Array = money[0].astype(np.float64)
        return total

    def _own_costs(self, first: int, runs: int, work: Workspace) -> Array:
        total = np.full(runs, self._fixed_cost)
        if self.priced:
            for costs in self._price_sampler.fill(self.price_uniforms(first, runs, work), work):
                total += costs
        return total

    def _count_critical(self, durations: Floats, spans: Floats, finish: Floats, work: Workspace) -> NDArray[np.int64]:
        """Count the runs without total float. In reversed time late finishes are minus the starts.

        Both passes add along the chain in single precision, so that their rounding grows with its square root.
        """
        count, runs = durations.shape
        reversed_spans = run_sweep(self.backward, durations, -finish, work, "backward")
        early = np.take(spans, count + self.forward.rows, axis=0, out=work.take("early", count, runs), mode="clip")
        late = np.take(reversed_spans, self.backward.rows, axis=0, out=work.take("late", count, runs), mode="clip")
        early += late
        rounding = 2 * SINGLE_STEP * finish * math.sqrt(len(self.forward.levels))
        counted: NDArray[np.int64] = np.count_nonzero(early >= -CRITICAL_FLOAT - rounding, axis=1)
        return counted
