"""The state of a figure against its limits, and whether a goal is SMART."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ecompm.core.expressions import FactCall, State, evaluate, parse_limit


class Light(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    UNKNOWN = "unknown"


def light(value: Decimal | None, green: str, amber: str, baseline: Decimal | None = None) -> Light:
    """The light of a value: green while its green limit holds, amber while only the amber one does, else red.

    Limits are written as `>=62` or `>=baseline-1`. Without a value, limits, or a baseline they need: unknown.
    """
    if value is None or not green:
        return Light.UNKNOWN
    first = _holds(green, value, baseline)
    if first is State.MET:
        return Light.GREEN
    second = _holds(amber, value, baseline) if amber else State.UNMET
    if State.UNKNOWN in (first, second):
        return Light.UNKNOWN
    return Light.AMBER if second is State.MET else Light.RED


def _holds(limit: str, value: Decimal, baseline: Decimal | None) -> State:
    known = {"value": value, "baseline": baseline}

    def resolve(call: FactCall) -> Decimal | None:
        return known.get(call.name)

    return State(evaluate(parse_limit(limit), resolve).state)


@dataclass(frozen=True)
class GoalFacts:
    """What is known of a goal. `measured` are its KPIs as (has baseline, has target, has unit or formula)."""

    has_owner: bool
    relevant: bool
    due_on: date | None
    measured: Sequence[tuple[bool, bool, bool]]


def smart_gaps(goal: GoalFacts, start: date | None, finish: date | None) -> list[str]:
    """The letters of SMART that are missing, in order: S metric, M baseline and target, A owner, R objective, T date.

    A due date outside the project counts as missing.
    """
    complete = [kpi for kpi in goal.measured if kpi[0] and kpi[1]]
    inside = goal.due_on is not None and not (start and goal.due_on < start)
    checks = {
        "S": bool(goal.measured),
        "M": bool(complete),
        "A": goal.has_owner,
        "R": goal.relevant,
        "T": inside,
    }
    return [letter for letter, met in checks.items() if not met]


def progress(start: Decimal | None, now: Decimal | None, target: Decimal | None) -> Decimal | None:
    """How far from the baseline to the target, 0 to 1 and beyond; None while one of the three is missing or equal."""
    if start is None or now is None or target is None or start == target:
        return None
    return (now - start) / (target - start)
