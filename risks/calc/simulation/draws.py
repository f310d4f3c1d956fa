"""Random numbers that depend on the seed, the stream and the run alone, never on how the runs are cut into chunks.

A Philox generator is counter-based: run i starts at a fixed place of its stream, so any range of runs can be drawn on
its own, in any order, by any thread (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011).
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from risks.calc.simulation.sweep import Floats, Workspace

SINGLES_PER_COUNT = 8
"""Single-precision numbers that one step of the Philox counter yields."""
QUADRUPLE = 4
"""Double-precision numbers that one step of the Philox counter yields."""


def stream_of(kind: str, name: object) -> int:
    """Return the number of a named stream; what else is in the plan does not change it."""
    return int.from_bytes(blake2b(f"{kind}:{name}".encode(), digest_size=8).digest(), "little")


def uniform_rows(seed: int, stream: int, first: int, runs: int, rows: int, work: Workspace) -> Floats:
    """Return uniforms on [0, 1) for the runs from `first`: one row per quantity, one column per run.

    The array belongs to the workspace until the same stream is drawn again.
    """
    counts = -(-rows // SINGLES_PER_COUNT)
    drawn = work.take("drawn", runs, counts * SINGLES_PER_COUNT)
    _generator(seed, stream, first * counts).random(out=drawn, dtype=np.float32)
    uniforms = work.take(f"uniforms {stream}", rows, runs)
    np.copyto(uniforms, drawn[:, :rows].T)
    return uniforms


def uniform_quadruples(seed: int, stream: int, first: int, runs: int) -> NDArray[np.float64]:
    """Return four uniforms on [0, 1) for each run from `first`: shape (4, runs)."""
    return _generator(seed, stream, first).random((runs, QUADRUPLE)).T


def _generator(seed: int, stream: int, counter: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=np.array([seed, stream], dtype=np.uint64), counter=counter))
