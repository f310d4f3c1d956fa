"""Task durations from uniforms: each law by its inverse, in place, one row per task."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from risks.calc import normal
from risks.calc.pert import (
    TABLE_CELLS,
    ThreePoint,
    beta_quantile_table,
    beta_variance,
    pert_mean,
    pert_sd,
    triangular_variance,
)
from risks.calc.simulation.network import Shape
from risks.calc.simulation.sweep import Floats, Integers, Workspace

Array = NDArray[np.float64]
Filler = Callable[[Floats, Workspace], Floats]


class Sampler:
    """Turns uniforms into values of three-point estimates, each with its own law."""

    def __init__(self, estimates: Sequence[ThreePoint], shapes: Sequence[Shape]) -> None:
        self._parts: list[tuple[slice | Integers, Filler]] = []
        for shape, build in _FILLERS.items():
            rows = np.flatnonzero([own is shape for own in shapes])
            if len(rows):
                chosen = slice(None) if len(rows) == len(shapes) else rows
                self._parts.append((chosen, build([estimates[row] for row in rows.tolist()])))

    def fill(self, uniforms: Floats, work: Workspace) -> Floats:
        """Return the values, written over `uniforms` (one row per estimate, one column per run)."""
        for rows, fill in self._parts:
            if isinstance(rows, slice):
                fill(uniforms, work)
            else:
                uniforms[rows] = fill(uniforms[rows], work)
        return uniforms


def variance(estimate: ThreePoint, shape: Shape) -> float:
    """Return the variance of an estimate under a law (that of NORMAL before the cut at zero)."""
    match shape:
        case Shape.PERT:
            return 0.0 if estimate.is_fixed else beta_variance(estimate)
        case Shape.TRIANGULAR:
            return triangular_variance(estimate)
        case Shape.UNIFORM:
            return estimate.spread**2 / 12
        case Shape.NORMAL:
            return pert_sd(estimate) ** 2


def _triangular(estimates: Sequence[ThreePoint]) -> Filler:
    """x = sqrt(min(u, c) A) - sqrt((1 - max(u, c)) B) + O + P - M: left of the split c the second root stands still at
    P - M, right of it the first at M - O, so that both branches are one formula."""
    low, mode, high = _columns(estimates)
    spread = high - low
    split = ((mode - low) / np.where(spread > 0, spread, 1)).astype(np.float32)
    left, right = (spread * (mode - low)).astype(np.float32), (spread * (high - mode)).astype(np.float32)
    offset = (low + high - mode).astype(np.float32)

    def fill(u: Floats, work: Workspace) -> Floats:
        rising = np.minimum(u, split, out=work.take("rising", *u.shape))
        rising *= left
        np.sqrt(rising, out=rising)
        np.maximum(u, split, out=u)
        np.subtract(1, u, out=u)
        u *= right
        np.sqrt(u, out=u)
        np.subtract(rising, u, out=u)
        u += offset
        return u

    return fill


def _beta(estimates: Sequence[ThreePoint]) -> Filler:
    """Linear interpolation in a quantile table; estimates of one shape share a row of it."""
    low, mode, high = _columns(estimates)
    spread = high - low
    shares, which = np.unique(np.round((mode - low) / np.where(spread > 0, spread, 1), 9), return_inverse=True)
    table = beta_quantile_table(shares).astype(np.float32)
    begins = (which.reshape(-1, 1) * TABLE_CELLS).astype(np.intp)
    starts, slopes = table[:, :-1].ravel(), np.diff(table).ravel()
    low, spread = low.astype(np.float32), spread.astype(np.float32)

    def fill(u: Floats, work: Workspace) -> Floats:
        u *= TABLE_CELLS
        found = np.floor(u, out=work.take("found", *u.shape))
        u -= found
        cells = work.take_integers("cells", *u.shape)
        np.copyto(cells, found, casting="unsafe")
        cells += begins
        u *= np.take(slopes, cells, out=found, mode="clip")
        u += np.take(starts, cells, out=found, mode="clip")
        u *= spread
        u += low
        return u

    return fill


def _uniform(estimates: Sequence[ThreePoint]) -> Filler:
    low, _, high = (column.astype(np.float32) for column in _columns(estimates))

    def fill(u: Floats, work: Workspace) -> Floats:
        u *= high - low
        u += low
        return u

    return fill


def _normal(estimates: Sequence[ThreePoint]) -> Filler:
    mean = np.array([pert_mean(estimate) for estimate in estimates], dtype=np.float32)[:, None]
    deviation = np.array([pert_sd(estimate) for estimate in estimates], dtype=np.float32)[:, None]

    def fill(u: Floats, work: Workspace) -> Floats:
        np.multiply(normal.quantile(u), deviation, out=u)
        u += mean
        return np.maximum(u, 0, out=u)

    return fill


def _columns(estimates: Sequence[ThreePoint]) -> tuple[Array, Array, Array]:
    points = np.array([(each.optimistic, each.likely, each.pessimistic) for each in estimates])
    return points[:, :1], points[:, 1:2], points[:, 2:]


_FILLERS: dict[Shape, Callable[[Sequence[ThreePoint]], Filler]] = {
    Shape.PERT: _beta,
    Shape.TRIANGULAR: _triangular,
    Shape.UNIFORM: _uniform,
    Shape.NORMAL: _normal,
}
