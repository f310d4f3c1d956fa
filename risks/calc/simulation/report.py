"""A simulation as plain values, small enough to be stored: dates by their chance, curves, drivers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from risks.calc.simulation.drivers import Driver
from risks.calc.simulation.network import Key
from risks.calc.simulation.outcome import PERCENTILES, Comparison, Distribution, Outcome

MOST = 8
"""Drivers and critical tasks that are kept."""
CURVE_POINTS = 41
BINS = 24

Dated = Callable[[float], date]


def report(found: Comparison, dated: Dated, tasks: Collection[Key]) -> dict[str, Any]:
    """Return both halves of a comparison and what their difference is worth.

    `dated` turns working days into a date, `tasks` are the keys of the network that stand for tasks of the plan.
    """
    return {
        "with": outcome_values(found.answered, dated, tasks),
        "without": outcome_values(found.without, dated, tasks),
        "days_saved": round(found.days_saved, 1),
        "money_saved": round(found.money_saved, 2),
    }


def outcome_values(outcome: Outcome, dated: Dated, tasks: Collection[Key]) -> dict[str, Any]:
    """Return one half: `finish` and `gates` as ISO dates by percentile, days and money as numbers, shares from 0 to 1.

    `joint` is the share of runs that keep the finish and the cost at P80 both.
    """
    finish, cost = outcome.finish, outcome.cost
    return {
        "likely": dated(outcome.likely_finish).isoformat(),
        "finish": _dates(finish, dated),
        "reserve_days": round(finish.reserve, 1),
        "curve": [[dated(value).isoformat(), round(share, 4)] for value, share in finish.curve(CURVE_POINTS)],
        "cost": {f"p{level}": round(value, 2) for level, value in cost.percentiles().items()},
        "cost_histogram": _histogram(cost),
        "joint": round(outcome.joint_confidence(finish.p80, cost.p80), 4),
        "gates": [{"task": key, **_dates(own, dated)} for key, own in outcome.watched.items()],
        "drivers": [_driver(driver) for driver in outcome.finish_drivers[:MOST]],
        "cost_drivers": [_driver(driver) for driver in outcome.cost_drivers[:MOST]],
        "critical": _critical(outcome, tasks),
        "trace": [[point.runs, round(point.p80, 2)] for point in outcome.trace],
        "settled_days": settled_within([point.p80 for point in outcome.trace]),
    }


def settled_within(p80: list[float]) -> float:
    """Return by how many working days the running P80 still moved in the second half of the runs."""
    later = p80[len(p80) // 2 :]
    return round(max(later) - min(later), 2) if later else 0.0


def _dates(values: Distribution, dated: Dated) -> dict[str, str]:
    return {f"p{level}": dated(values.percentile(level)).isoformat() for level in PERCENTILES}


def _histogram(values: Distribution) -> dict[str, list[float]]:
    """Edges and counts; empty where every run costs the same."""
    if not values.sd:
        return {"edges": [], "counts": []}
    edges, counts = values.histogram(BINS)
    return {"edges": [round(edge, 2) for edge in edges], "counts": list(counts)}


def _driver(driver: Driver) -> dict[str, Any]:
    return {"source": str(driver.source), "key": driver.key, "correlation": round(driver.correlation, 3)}


def _critical(outcome: Outcome, tasks: Collection[Key]) -> list[dict[str, Any]]:
    """Return the tasks that are critical most often; of equal ones first those that move the finish more."""
    rows = zip(outcome.keys, outcome.criticality.tolist(), outcome.sensitivity.tolist(), strict=True)
    found = sorted((row for row in rows if row[0] in tasks and row[1]), key=lambda row: (-row[1], -row[2]))
    return [{"task": key, "share": round(share, 4)} for key, share, _sensitivity in found[:MOST]]
