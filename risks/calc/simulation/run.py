"""Runs a simulation: chunks, threads, progress, convergence."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from risks.calc.simulation.drivers import find_drivers
from risks.calc.simulation.events import Hits
from risks.calc.simulation.model import Chunk, Model
from risks.calc.simulation.network import Key, Network, RiskEvent, Shape
from risks.calc.simulation.outcome import Comparison, Distribution, Outcome, TracePoint, place_of
from risks.calc.simulation.sweep import Workspace

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

CHUNK_NUMBERS = 2**19
"""Draws held at once by one thread: with the arrays beside them about 30 MB."""
LONGEST_CHUNK = 1_000
MOST_CHECKS = 50
MOST_ITERATIONS = 1_000_000


class SimulationCancelled(Exception):
    """The caller asked to stop between two chunks."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to simulate.

    `check_every` runs the running P80 is noted (at most fifty times); with `convergence` the simulation ends early
    once that P80 moved by no more than this share of itself at two checks in a row. `correlation` (0 to below 1) joins
    tasks of one group. `chunk` runs are held in memory at once; neither it nor `threads` changes any result.
    """

    iterations: int = 10_000
    seed: int = 1
    shape: Shape = Shape.PERT
    hits: Hits = Hits.ALL
    correlation: float = 0.0
    check_every: int = 1_000
    convergence: float | None = None
    drivers: bool = True
    chunk: int | None = None
    threads: int = 1

    def __post_init__(self) -> None:
        """Raise ValueError for a setting out of range."""
        if not 1 <= self.iterations <= MOST_ITERATIONS:
            raise ValueError(f"A simulation makes 1 to {MOST_ITERATIONS} runs.")
        if not 0 <= self.seed < 2**64:
            raise ValueError("A seed is a whole number from 0 to 2**64 - 1.")
        if not 0 <= self.correlation < 1:
            raise ValueError("The correlation lies between 0 and 1, without 1.")
        if min(self.check_every, self.threads, self.chunk or 1) < 1:
            raise ValueError("Checks, threads and chunks are counted from 1.")


def simulate(
    network: Network,
    risks: Sequence[RiskEvent] = (),
    *,
    watch: Sequence[Key] = (),
    options: Options | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Outcome:
    """Return what happens to a plan over many runs; responses of the risks are left aside (see `compare_responses`).

    `watch` names tasks (gates) whose finishes are wanted. `progress(done, total)` is called after each chunk from the
    calling thread; when `cancelled()` is true then, SimulationCancelled is raised. Raises ValueError for unknown keys
    and CycleError (a ValueError) for links that form a circle.
    """
    options = options or Options()
    return _simulate(_model(network, risks, watch, options), options, progress, cancelled)


def compare_responses(
    network: Network,
    risks: Sequence[RiskEvent],
    *,
    watch: Sequence[Key] = (),
    options: Options | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Comparison:
    """Return the same runs without and with the responses of the risks, prices of the responses included.

    Arguments as for `simulate`; progress runs over both halves. When the first half ends early, the second makes as
    many runs.
    """
    options = options or Options()
    price = sum(risk.response.price for risk in risks if risk.response is not None)
    answered = [risk.answered() for risk in risks]
    without = _simulate(_model(network, risks, watch, options), options, _half(progress, 0), cancelled)
    same = replace(options, iterations=without.iterations, convergence=None)
    model = _model(network, answered, watch, same, price=price)
    return Comparison(without, _simulate(model, same, _half(progress, 1), cancelled))


def _model(
    network: Network, risks: Sequence[RiskEvent], watch: Sequence[Key], options: Options, price: float = 0.0
) -> Model:
    return Model(
        network,
        risks,
        watch=watch,
        seed=options.seed,
        shape=options.shape,
        hits=options.hits,
        correlation=options.correlation,
        price=price,
    )


def _half(progress: Progress | None, number: int) -> Progress | None:
    if progress is None:
        return None
    return lambda done, total: progress(number * total + done, 2 * total)


@dataclass
class _Tally:
    """Results so far, in the order of the runs."""

    finish: NDArray[np.float32]
    cost: NDArray[np.float64]
    risk_cost: NDArray[np.float64]
    watched: dict[Key, NDArray[np.float32]]
    critical: NDArray[np.int64]
    done: int = 0
    trace: list[TracePoint] = field(default_factory=list)

    @classmethod
    def empty(cls, model: Model, runs: int) -> _Tally:
        return cls(
            finish=np.empty(runs, dtype=np.float32),
            cost=np.empty(runs),
            risk_cost=np.empty(runs),
            watched={key: np.empty(runs, dtype=np.float32) for key in model.watched},
            critical=np.zeros(model.tasks, dtype=np.int64),
        )

    def add(self, chunk: Chunk) -> None:
        span = slice(self.done, self.done + len(chunk.finish))
        self.finish[span], self.cost[span], self.risk_cost[span] = chunk.finish, chunk.cost, chunk.risk_cost
        for key, values in chunk.watched.items():
            self.watched[key][span] = values
        self.critical += chunk.critical
        self.done = span.stop

    def note(self) -> None:
        # Sorting is quick even where most runs are equal, which would slow a partition down.
        ordered = np.sort(self.finish[: self.done])
        self.trace.append(TracePoint(self.done, float(ordered[place_of(80, self.done)])))

    def settled(self, convergence: float | None) -> bool:
        """Return whether the last two moves of the running P80 were small enough."""
        if convergence is None or len(self.trace) < 3:
            return False
        last = [point.p80 for point in self.trace[-3:]]
        return all(abs(later - earlier) <= convergence * abs(later) for earlier, later in pairwise(last))


def _simulate(model: Model, options: Options, progress: Progress | None, cancelled: Cancelled | None) -> Outcome:
    tally = _Tally.empty(model, options.iterations)
    settled = False
    with _Runner(model, options) as runner:
        for first, last in _segments(options):
            for chunk in runner.chunks(first, last):
                tally.add(chunk)
                if progress:
                    progress(tally.done, options.iterations)
                if cancelled and cancelled():
                    raise SimulationCancelled
            tally.note()
            settled = tally.settled(options.convergence)
            if settled:
                break
    return _outcome(model, options, tally, settled)


def _segments(options: Options) -> Iterator[tuple[int, int]]:
    """Yield the runs between two checks of the running P80."""
    size = max(options.check_every, -(-options.iterations // MOST_CHECKS))
    for first in range(0, options.iterations, size):
        yield first, min(first + size, options.iterations)


class _Runner:
    """Makes runs chunk by chunk, on the calling thread or on several; each thread keeps a workspace for this run."""

    def __init__(self, model: Model, options: Options) -> None:
        self.model = model
        self.size = options.chunk or max(1, min(LONGEST_CHUNK, CHUNK_NUMBERS // model.tasks))
        self.pool = ThreadPoolExecutor(options.threads) if options.threads > 1 else None
        self.local = threading.local()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)

    def chunks(self, first: int, last: int) -> Iterable[Chunk]:
        """Return the chunks of the runs `first` to `last` (exclusive) in their order."""
        spans = [(start, min(self.size, last - start)) for start in range(first, last, self.size)]
        return map(self.run, spans) if self.pool is None else self.pool.map(self.run, spans)

    def run(self, span: tuple[int, int]) -> Chunk:
        if not hasattr(self.local, "workspace"):
            self.local.workspace = Workspace()
        return self.model.run(*span, self.local.workspace)


def _outcome(model: Model, options: Options, tally: _Tally, settled: bool) -> Outcome:
    done = tally.done
    finish, cost = Distribution(tally.finish[:done]), Distribution(tally.cost[:done])
    criticality = tally.critical / done
    deviation = finish.sd
    drivers = find_drivers(model, finish.runs, cost.runs) if options.drivers else ((), ())
    return Outcome(
        keys=tuple(task.key for task in model.network.tasks),
        seed=options.seed,
        likely_finish=model.likely_finish(),
        finish=finish,
        cost=cost,
        risk_cost=Distribution(tally.risk_cost[:done]),
        watched={key: Distribution(values[:done]) for key, values in tally.watched.items()},
        criticality=criticality,
        sensitivity=model.duration_deviations() * criticality / deviation if deviation else np.zeros(model.tasks),
        finish_drivers=drivers[0],
        cost_drivers=drivers[1],
        trace=tuple(tally.trace),
        converged=settled,
    )
