"""The health of a project: 100 minus weighted penalties, each with its cause.

A penalty runs from 0 at the green limit to 1 at the red one. A dimension is as bad as its worst measure. Dimensions
without any known measure are unknown: they take no part in the weighing, and are never taken for green.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WEIGHTS = {"time": 25, "cost": 20, "scope": 15, "risk": 20, "quality": 10, "people": 10}
CAP = 49  # while a gate is overdue or another red must stands
GREEN, AMBER = 75, 50


@dataclass(frozen=True)
class Measure:
    """A figure that speaks for a dimension; `green` costs nothing, `red` everything. Either may be the larger."""

    name: str
    dimension: str
    green: float
    red: float


@dataclass(frozen=True)
class Part:
    """A dimension with the points it costs and the measure that decides; `lost` is None while unknown."""

    dimension: str
    lost: float | None
    measure: str = ""
    value: float | None = None


@dataclass(frozen=True)
class Health:
    """Score 0 to 100, None while nothing is known; `parts` in order of the points they cost."""

    score: int | None
    parts: tuple[Part, ...]

    @property
    def light(self) -> str:
        if self.score is None:
            return "unknown"
        return "ok" if self.score >= GREEN else "warn" if self.score >= AMBER else "bad"


MEASURES = (
    Measure("schedule.slip_days", "time", 2, 15),
    Measure("schedule.overdue", "time", 0, 5),
    Measure("evm.spi_t", "time", 0.95, 0.80),
    Measure("evm.cpi", "cost", 0.95, 0.80),
    Measure("requirements.must.traced_pct", "scope", 100, 50),
    Measure("requirements.added_after_baseline_pct", "scope", 10, 30),
    Measure("risks.top_score", "risk", 9, 25),
    Measure("risks.high.without_owner", "risk", 0, 2),
    Measure("kpis.breached", "quality", 0, 4),
    Measure("raci.rows_without_single_a", "people", 0, 10),
    Measure("roles.unfilled_pct", "people", 10, 60),
)


def penalty(value: float, green: float, red: float) -> float:
    """How bad a value is, 0 at or before green, 1 at or beyond red, linear between."""
    share = (value - green) / (red - green)
    return min(max(share, 0.0), 1.0)


def health(
    values: Mapping[str, float | None], *, capped: bool = False, measures: Sequence[Measure] = MEASURES
) -> Health:
    """The health from the values of the measures by name; a missing name is unknown."""
    worst: dict[str, Part] = {}
    for measure in measures:
        value = values.get(measure.name)
        if value is None:
            continue
        lost = penalty(float(value), measure.green, measure.red)
        known = worst.get(measure.dimension)
        if known is None or lost > (known.lost or 0.0):
            worst[measure.dimension] = Part(measure.dimension, lost, measure.name, float(value))
    total = sum(WEIGHTS[name] for name in worst)
    parts = [_weighed(worst.get(name), name, total) for name in WEIGHTS]
    if not total:
        return Health(None, tuple(parts))
    score = round(100 - sum(part.lost or 0 for part in parts))
    ordered = tuple(sorted(parts, key=lambda part: -(part.lost if part.lost is not None else -1)))
    return Health(min(score, CAP) if capped else score, ordered)


def _weighed(part: Part | None, name: str, total: int) -> Part:
    """The part with its loss in points of 100."""
    if part is None or part.lost is None:
        return Part(name, None)
    return Part(name, round(part.lost * WEIGHTS[name] * 100 / total, 1), part.measure, part.value)
