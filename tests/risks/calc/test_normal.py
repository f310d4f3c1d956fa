"""The single-precision normal law against the standard library."""

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from risks.calc import normal

STANDARD = NormalDist()


@pytest.mark.parametrize("chance", [2**-24, 1e-5, 0.0749, 0.0751, 0.3, 0.5, 0.9251, 0.999, 1 - 2**-24])
def test_quantile_agrees_with_the_standard_library(chance):
    assert normal.quantile([chance])[0] == pytest.approx(STANDARD.inv_cdf(float(np.float32(chance))), abs=2e-6)


@given(st.floats(-6, 6, width=32))
def test_cdf_agrees_with_the_standard_library(value):
    assert normal.cdf([value])[0] == pytest.approx(STANDARD.cdf(value), abs=3e-7)


def test_certain_and_impossible_stay_finite():
    assert np.isfinite(normal.quantile([0.0, 1.0])).all()
