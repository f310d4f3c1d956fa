"""The forward pass over many runs at once, and by reversed time the backward pass.

Tasks are put in levels so that every predecessor lies in an earlier level. A level is settled by a few whole-array
steps, each taking the r-th predecessor of all its tasks; arrays have one row per task and one column per run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from risks.calc.simulation.network import LinkType, Network

Floats = NDArray[np.float32]
Integers = NDArray[np.intp]

_MIRRORED = {LinkType.FS: LinkType.FS, LinkType.SS: LinkType.FF, LinkType.FF: LinkType.SS, LinkType.SF: LinkType.SF}


class CycleError(ValueError):
    """Links that lead back to where they start; `keys` are the tasks on or behind the circle."""

    def __init__(self, keys: Sequence[object]) -> None:
        super().__init__(f"The links form a circle through {', '.join(map(repr, keys[:10]))}.")
        self.keys = tuple(keys)


@dataclass(frozen=True, slots=True)
class Step:
    """One bound for each of some rows: the source row (finishes follow the starts) plus the lag, a column or None."""

    rows: slice | Integers
    sources: Integers
    lags: Floats | None


@dataclass(frozen=True, slots=True)
class Level:
    """Rows `first` to `last` (exclusive), with the bounds on their starts and on their finishes."""

    first: int
    last: int
    starts: tuple[Step, ...]
    finishes: tuple[Step, ...]


@dataclass(frozen=True)
class Sweep:
    """A network in the order of one pass. `order[row]` is the task of a row, `rows[task]` the row of a task."""

    order: Integers
    rows: Integers
    levels: tuple[Level, ...]
    releases: Floats | None


class Workspace:
    """Arrays that are filled again and again; one workspace serves one thread."""

    def __init__(self) -> None:
        self._stores: dict[tuple[str, type], NDArray[np.generic]] = {}

    def take(self, name: str, rows: int, columns: int) -> Floats:
        """Return a float array of this shape; its content is that of an earlier use."""
        return self._view(name, rows, columns, np.float32)  # type: ignore[return-value]

    def take_integers(self, name: str, rows: int, columns: int) -> Integers:
        """Return an integer array of this shape; its content is that of an earlier use."""
        return self._view(name, rows, columns, np.intp)  # type: ignore[return-value]

    def _view(self, name: str, rows: int, columns: int, kind: type) -> NDArray[np.generic]:
        store = self._stores.get((name, kind))
        if store is None or store.size < rows * columns:
            store = self._stores[name, kind] = np.empty(rows * columns, dtype=kind)
        return store[: rows * columns].reshape(rows, columns)


def plan_sweep(network: Network, *, backward: bool = False) -> Sweep:
    """Return the order and steps of one pass; raise CycleError when the links form a circle.

    The backward pass is the forward pass in reversed time: links turn round, SS becomes FF and FF becomes SS.
    """
    count = len(network.tasks)
    links = _Links(network, backward)
    depth = _depths(network, links)
    started = np.bincount(links.after[~links.on_finish], minlength=count)
    order = np.lexsort((-started, depth))
    rows = np.empty(count, dtype=np.intp)
    rows[order] = np.arange(count)
    borders = np.searchsorted(depth[order], np.arange(depth.max() + 2))
    starts = _Bounds(links, ~links.on_finish, rows)
    finishes = _Bounds(links, links.on_finish, rows)
    levels = [
        Level(first, last, starts.steps(first, last), finishes.steps(first, last))
        for first, last in pairwise(borders.tolist())
    ]
    return Sweep(order, rows, tuple(levels), None if backward else _releases(network, order))


def run_sweep(sweep: Sweep, durations: Floats, floor: Floats | float, work: Workspace, name: str) -> Floats:
    """Return starts (first half of the rows) and finishes of all tasks in the row order of the sweep.

    `durations` has one row per task in the order of the network and one column per run; `floor` is the earliest start,
    one number or one per run. The result is held by the workspace under `name`.
    """
    count, runs = durations.shape
    planned = np.take(durations, sweep.order, axis=0, out=work.take("planned", count, runs), mode="clip")
    spans = work.take(name, 2 * count, runs)
    starts, finishes = spans[:count], spans[count:]
    for level in sweep.levels:
        rows = slice(level.first, level.last)
        start, finish, duration = starts[rows], finishes[rows], planned[rows]
        start[...] = floor
        if sweep.releases is not None:
            np.maximum(start, sweep.releases[rows], out=start)
        for step in level.starts:
            held = starts[step.rows]
            np.maximum(held, _bounds(step, spans, work), out=held)
        np.add(start, duration, out=finish)
        for step in level.finishes:
            finishes[step.rows] = np.maximum(finishes[step.rows], _bounds(step, spans, work))
        if level.finishes:
            np.subtract(finish, duration, out=start)
    return spans


def _bounds(step: Step, spans: Floats, work: Workspace) -> Floats:
    found = np.take(
        spans, step.sources, axis=0, out=work.take("bounds", len(step.sources), spans.shape[1]), mode="clip"
    )
    if step.lags is not None:
        found += step.lags
    return found


class _Links:
    """The links of a network as arrays, in the direction of one pass."""

    def __init__(self, network: Network, backward: bool) -> None:
        ends = [(network.position(link.predecessor), network.position(link.successor)) for link in network.links]
        pairs = np.array(ends, dtype=np.intp).reshape(-1, 2)
        types = [_MIRRORED[link.type] if backward else link.type for link in network.links]
        self.before, self.after = pairs.T[::-1] if backward else pairs.T
        self.on_finish = np.array([kind in {LinkType.FF, LinkType.SF} for kind in types], dtype=bool)
        self.from_finish = np.array([kind in {LinkType.FS, LinkType.FF} for kind in types], dtype=bool)
        self.lags = np.array([link.lag for link in network.links], dtype=np.float32)


def _releases(network: Network, order: Integers) -> Floats | None:
    """Return the earliest allowed starts as a column in row order, or None when no task has one."""
    releases = np.array([task.not_before for task in network.tasks], dtype=np.float32)[order, None]
    return releases if releases.any() else None


def _depths(network: Network, links: _Links) -> Integers:
    """Return the length of the longest chain of links that ends at each task."""
    successors: list[list[int]] = [[] for _ in network.tasks]
    for left, right in zip(links.before.tolist(), links.after.tolist(), strict=True):
        successors[left].append(right)
    waiting = np.bincount(links.after, minlength=len(network.tasks)).tolist()
    depth = [0] * len(waiting)
    ready = [task for task, left in enumerate(waiting) if not left]
    for task in ready:
        for successor in successors[task]:
            depth[successor] = max(depth[successor], depth[task] + 1)
            waiting[successor] -= 1
            if not waiting[successor]:
                ready.append(successor)
    if len(ready) < len(waiting):
        raise CycleError([network.tasks[task].key for task, left in enumerate(waiting) if left])
    return np.array(depth, dtype=np.intp)


class _Bounds:
    """The links that bind starts, or those that bind finishes, sorted by the row they bind."""

    def __init__(self, links: _Links, chosen: NDArray[np.bool_], rows: Integers) -> None:
        after = rows[links.after[chosen]]
        order = np.argsort(after, kind="stable")
        self.after = after[order]
        self.sources = (rows[links.before] + len(rows) * links.from_finish)[chosen][order]
        self.lags = links.lags[chosen][order]

    def steps(self, first: int, last: int) -> tuple[Step, ...]:
        """Split the bounds of some rows so that each step holds one for a row: the first of each, the second, ..."""
        span = slice(*np.searchsorted(self.after, [first, last]))
        after, sources, lags = self.after[span], self.sources[span], self.lags[span]
        rank = np.arange(len(after)) - np.searchsorted(after, after)
        chosen = [rank == number for number in range(rank.max(initial=-1) + 1)]
        return tuple(_step(after[each], sources[each], lags[each]) for each in chosen)


def _step(rows: Integers, sources: Integers, lags: Floats) -> Step:
    """Rows without a gap become a slice, which needs no copies; rows with the most start bounds come first for it."""
    gapless = bool(rows[-1] - rows[0] == len(rows) - 1)
    span = slice(int(rows[0]), int(rows[-1]) + 1) if gapless else rows
    return Step(span, sources, lags[:, None] if lags.any() else None)
