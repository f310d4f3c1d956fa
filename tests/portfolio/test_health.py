"""Health is 100 minus weighted causes; unknown is never green."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.calc.health import CAP, MEASURES, health, penalty


def test_nothing_known_is_unknown() -> None:
    assert (health({}).score, health({}).light) == (None, "unknown")


def test_a_slip_at_the_red_limit_costs_the_whole_weight_of_time() -> None:
    state = health({"schedule.slip_days": 15, "risks.top_score": 4})
    assert (state.parts[0].dimension, state.score) == ("time", 44)


def test_an_overdue_gate_caps() -> None:
    assert health({"schedule.slip_days": 0}, capped=True).score == CAP


@pytest.mark.parametrize(("value", "expected"), [(0.95, 0), (0.80, 1), (0.875, 0.5), (1.2, 0), (0.1, 1)])
def test_penalty_is_linear_between_the_limits(value: float, expected: float) -> None:
    assert penalty(value, 0.95, 0.80) == pytest.approx(expected)


@given(st.dictionaries(st.sampled_from([m.name for m in MEASURES]), st.floats(0, 1000), min_size=1))
def test_a_score_stays_between_0_and_100(values: dict[str, float]) -> None:
    assert 0 <= health(values).score <= 100
