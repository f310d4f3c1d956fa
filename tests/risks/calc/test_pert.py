"""Three-point arithmetic against closed forms and published PERT examples."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from risks.calc.pert import (
    ThreePoint,
    beta_quantile_table,
    beta_shapes,
    beta_variance,
    path_forecast,
    pert_mean,
    pert_sd,
    pert_variance,
    triangular_mean,
    triangular_quantile,
    triangular_variance,
)

days = st.floats(0, 1_000, allow_nan=False)
estimates = st.tuples(days, days, days).map(lambda points: ThreePoint(*sorted(points)))
EXAMPLE = ThreePoint(8, 10, 18)


@pytest.mark.parametrize("points", [(3, 2, 4), (1, 5, 4), (math.nan, 1, 2), (0, 1, math.inf)])
def test_points_out_of_order_are_refused(points):
    with pytest.raises(ValueError, match="three"):
        ThreePoint(*points)


def test_classical_pert_of_a_worked_estimate():
    assert pert_mean(EXAMPLE) == 11
    assert pert_sd(EXAMPLE) == pytest.approx(10 / 6)


def test_beta_shapes_of_a_worked_estimate():
    assert beta_shapes(EXAMPLE) == pytest.approx((1.8, 4.2))


def test_a_fixed_estimate_has_no_shape():
    with pytest.raises(ValueError, match="no beta shape"):
        beta_shapes(ThreePoint.fixed(4))


def test_one_estimate_covers_another_point_by_point():
    assert EXAMPLE.covers(ThreePoint(8, 9, 18))
    assert not EXAMPLE.covers(ThreePoint(7, 9, 19))


@pytest.mark.oracle
def test_single_activity_laws_match_the_closed_forms(published):
    triangular, beta = published("monte-carlo-analytic.json")[:2]
    assert triangular_mean(EXAMPLE) == pytest.approx(triangular["expected"]["mean"])
    assert triangular_variance(EXAMPLE) == pytest.approx(triangular["expected"]["variance"])
    assert beta_variance(EXAMPLE) == pytest.approx(beta["expected"]["variance"])


@pytest.mark.oracle
@pytest.mark.parametrize("level", [10, 50, 80, 90])
def test_single_activity_quantiles_match_the_closed_forms(published, level):
    triangular, beta = (case["expected"][f"p{level}"] for case in published("monte-carlo-analytic.json")[:2])
    table = beta_quantile_table([0.2], cells=1000)[0]
    assert triangular_quantile(level / 100, EXAMPLE) == pytest.approx(triangular)
    assert 8 + 10 * table[level * 10] == pytest.approx(beta, abs=1e-5)


def test_table_matches_the_beta_laws_with_a_closed_quantile():
    chances = np.linspace(0, 1, 1025)
    mode_at_top, mode_at_bottom = beta_quantile_table([1.0, 0.0])
    assert mode_at_top == pytest.approx(chances**0.2, abs=1e-6)
    assert mode_at_bottom == pytest.approx(1 - (1 - chances) ** 0.2, abs=1e-6)


@given(st.floats(0, 1))
def test_table_keeps_the_pert_mean_and_never_falls(share):
    table = beta_quantile_table([share])[0]
    assert (np.diff(table) >= 0).all()
    assert np.trapezoid(table, dx=1 / 1024) == pytest.approx((1 + 4 * share) / 6, abs=1e-4)


@given(estimates, st.floats(0, 1))
def test_triangular_quantile_stays_inside_and_inverts_the_law(estimate, chance):
    value = float(triangular_quantile(chance, estimate))
    assert estimate.optimistic - 1e-9 <= value <= estimate.pessimistic + 1e-9
    assert triangular_quantile(0, estimate) <= value + 1e-9


@given(estimates)
def test_means_lie_between_the_ends(estimate):
    for mean in (pert_mean(estimate), triangular_mean(estimate)):
        assert estimate.optimistic - 1e-9 <= mean <= estimate.pessimistic + 1e-9


@pytest.mark.oracle
def test_published_variances_and_path_of_the_critpath_example(published):
    case = published("pert-textbook.json")[1]
    estimates = {row["name"]: ThreePoint(row["a"], row["m"], row["b"]) for row in case["activities"]}
    wanted = case["published"]
    assert {key: pert_variance(value) for key, value in estimates.items()} == pytest.approx(wanted["variances"])
    forecast = path_forecast(estimates[name] for name in wanted["critical"])
    assert (forecast.mean, forecast.stdev) == pytest.approx((wanted["expected"], wanted["sd"]), abs=1e-6)
    assert forecast.cdf(30) == pytest.approx(wanted["P_le_30"], abs=1e-6)
    assert [forecast.inv_cdf(p) for p in (0.3, 0.6)] == pytest.approx([wanted["p30"], wanted["p60"]], abs=1e-5)


@pytest.mark.oracle
def test_published_seven_activity_example(published):
    case = published("pert-textbook.json")[2]
    forecast = path_forecast(ThreePoint(*case["activities"][str(name)]) for name in case["critical_path"])
    assert forecast.mean == pytest.approx(case["published"]["expected"])
    assert forecast.variance == pytest.approx(case["published"]["variance"])
    # The book reads the chance from a table at z = 1.79.
    assert forecast.cdf(28) == pytest.approx(case["published"]["P_le_28"], abs=2e-4)


def test_a_forecast_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one task"):
        path_forecast([])
