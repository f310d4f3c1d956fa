"""The standard normal law on arrays, single precision, for correlated draws."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float32]

SMALLEST = np.float32(2**-24)
"""Chances are kept this far from 0 and 1: one step of the 24-bit uniform draws."""

CENTRE = 0.425
CENTRE_TOP = (59.109374720, 159.29113202, 50.434271938, 3.3871327179)
CENTRE_BOTTOM = (67.187563600, 78.757757664, 17.895169469, 1.0)
TAIL_TOP = (0.17023821103, 1.3067284816, 2.7568153900, 1.4234372777)
TAIL_BOTTOM = (0.12021132975, 0.73700164250, 1.0)
ERF = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592, 0.0)


def quantile(chance: ArrayLike) -> Array:
    """Return z with Phi(z) = chance, same shape; about seven digits (Wichura 1988, algorithm AS 241, PPND7)."""
    u = np.clip(np.asarray(chance, dtype=np.float32), SMALLEST, np.float32(1) - SMALLEST)
    q: Array = u - 0.5
    r: Array = CENTRE**2 - q * q
    z: Array = q * (_polynomial(CENTRE_TOP, r) / _polynomial(CENTRE_BOTTOM, r))
    tail = np.abs(q) > CENTRE
    if tail.any():
        side = q[tail]
        depth: Array = (np.sqrt(-np.log(np.minimum(u[tail], 1 - u[tail]))) - 1.6).astype(np.float32)
        z[tail] = np.copysign(_polynomial(TAIL_TOP, depth) / _polynomial(TAIL_BOTTOM, depth), side)
    return z


def cdf(value: ArrayLike) -> Array:
    """Return Phi(value), same shape; absolute error below 3e-7 (Abramowitz & Stegun 7.1.26)."""
    z = np.asarray(value, dtype=np.float32)
    x: Array = np.abs(z) * 0.5**0.5
    t: Array = np.reciprocal(1 + 0.3275911 * x)
    upper = 0.5 * _polynomial(ERF, t) * np.exp(-x * x)
    return np.asarray(np.where(z > 0, 1 - upper, upper), dtype=np.float32)


def _polynomial(coefficients: tuple[float, ...], x: Array) -> Array:
    """Horner's rule, highest power first, in the precision of `x`."""
    total = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        total *= x
        total += np.float32(coefficient)
    return total
