"""A figure is judged by its limits; what is missing is unknown, never green."""

from decimal import Decimal

import pytest

from kpis.calc.judging import GoalFacts, Light, light, progress, smart_gaps


@pytest.mark.parametrize(
    ("value", "expected"),
    [("93", Light.GREEN), ("91.5", Light.AMBER), ("90", Light.RED), (None, Light.UNKNOWN)],
)
def test_limits_relative_to_the_baseline(value: str | None, expected: Light) -> None:
    figure = None if value is None else Decimal(value)
    assert light(figure, ">=baseline", ">=baseline-1", Decimal("92")) is expected


def test_without_the_baseline_a_relative_limit_is_unknown() -> None:
    assert light(Decimal(90), ">=baseline", ">=baseline-1") is Light.UNKNOWN


def test_progress_runs_from_baseline_to_target() -> None:
    assert progress(Decimal(2), Decimal(3), Decimal(4)) == Decimal("0.5")


def test_an_empty_goal_misses_every_letter() -> None:
    assert smart_gaps(GoalFacts(False, False, None, []), None, None) == ["S", "M", "A", "R", "T"]
