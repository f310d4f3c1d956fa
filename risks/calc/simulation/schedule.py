"""One schedule from fixed durations: the single-number plan beside the simulation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from risks.calc.simulation.network import Network
from risks.calc.simulation.sweep import Workspace, plan_sweep, run_sweep

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Early and late dates of all tasks in working days from the project start, in the order of the network."""

    early_start: Array
    early_finish: Array
    late_start: Array
    late_finish: Array

    @property
    def finish(self) -> float:
        """Return the finish of the project."""
        return float(self.early_finish.max())

    @property
    def total_float(self) -> Array:
        """Return the working days each task may slip without moving the finish."""
        return self.late_finish - self.early_finish


def schedule(network: Network, durations: Sequence[float]) -> Schedule:
    """Return the schedule with these durations (working days, in the order of the network); CycleError for a circle."""
    count = len(network.tasks)
    column = np.array(durations, dtype=np.float32)[:, None]
    forward, backward = plan_sweep(network), plan_sweep(network, backward=True)
    early = run_sweep(forward, column, 0.0, Workspace(), "forward")[:, 0].astype(np.float64)
    late = run_sweep(backward, column, -early[count:].max(), Workspace(), "backward")[:, 0].astype(np.float64)
    return Schedule(
        early_start=early[:count][forward.rows],
        early_finish=early[count:][forward.rows],
        late_start=-late[count:][backward.rows],
        late_finish=-late[:count][backward.rows],
    )
