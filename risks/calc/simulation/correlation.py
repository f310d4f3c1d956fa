"""One common factor for each vendor or team: its tasks run long together and short together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from risks.calc import normal
from risks.calc.simulation.draws import stream_of, uniform_quadruples
from risks.calc.simulation.network import Task
from risks.calc.simulation.sweep import Floats, Integers

LARGEST = np.float32(1 - 2**-24)
"""Uniforms stay below one."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of tasks that share a factor, and the stream it is drawn from."""

    rows: Integers
    stream: int


def find_groups(tasks: Sequence[Task]) -> list[Group]:
    """Return the groups of two tasks or more; alone, a task correlates with nothing."""
    members: dict[str, list[int]] = {}
    for position, task in enumerate(tasks):
        if task.group:
            members.setdefault(task.group, []).append(position)
    return [
        Group(np.array(rows, dtype=np.intp), stream_of("group", name))
        for name, rows in members.items()
        if len(rows) > 1
    ]


def correlate(uniforms: Floats, groups: Sequence[Group], correlation: float, seed: int, first: int) -> None:
    """Make the uniforms of each group move together, in place; each stays uniform.

    A Gaussian copula with one factor: z = sqrt(r) F + sqrt(1 - r) e, so that two tasks of a group have the correlation
    r of their normal scores and a Spearman correlation of 6/pi asin(r/2).
    """
    runs = uniforms.shape[1]
    for group in groups:
        factor = normal.quantile(uniform_quadruples(seed, group.stream, first, runs)[0])
        scores = normal.quantile(uniforms[group.rows])
        scores *= np.float32(math.sqrt(1 - correlation))
        scores += np.float32(math.sqrt(correlation)) * factor
        uniforms[group.rows] = np.minimum(normal.cdf(scores), LARGEST)
