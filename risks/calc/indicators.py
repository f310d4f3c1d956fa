"""Leading indicators: a risk's likelihood follows the facts of its project.

    current = clamp(base + automatic move - reduction of finished responses, 1, 5)

The automatic move is the sum of what the active indicators add, held within two grades. An indicator fires at once and
clears only after two good readings. What is unknown neither fires nor clears.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from risks.calc.scores import SCALE

Value = bool | int | float | str | date

MOST_AUTOMATIC = 2
"""Grades that indicators alone may move a likelihood, up or down."""
GOOD_READINGS_TO_CLEAR = 2

_OPERATORS: Mapping[str, Callable[[Value, Value], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


class Status(StrEnum):
    """What an indicator says now: it fired, is held until a second good reading, is quiet, or cannot tell."""

    FIRED = "fired"
    HELD = "held"
    QUIET = "quiet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One rule: while `fact op threshold` holds, the likelihood moves by `adds` grades.

    `window_days` is the age up to which a reading counts; an older one is unknown. None accepts any age.
    """

    key: str
    fact: str
    op: str
    threshold: Value
    adds: int = 1
    window_days: int | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for an unknown comparison or a rule that moves nothing."""
        if self.op not in _OPERATORS:
            raise ValueError(f"Unknown comparison {self.op!r}.")
        if self.adds == 0:
            raise ValueError("An indicator must move the likelihood.")


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of a fact (None when it is unknown) and the day it was taken."""

    value: Value | None
    taken_on: date


@dataclass(frozen=True, slots=True)
class Memory:
    """What an indicator must remember between two evaluations."""

    active: bool = False
    good_readings: int = 0


@dataclass(frozen=True, slots=True)
class Override:
    """A likelihood set by a person, with the reason, valid up to and including its last day."""

    likelihood: int
    reason: str
    expires_on: date

    def __post_init__(self) -> None:
        """Raise ValueError off the scale or without a reason."""
        if self.likelihood not in SCALE:
            raise ValueError("Likelihood is graded from 1 to 5.")
        if not self.reason.strip():
            raise ValueError("An override needs a reason.")


@dataclass(frozen=True, slots=True)
class Driver:
    """Why an indicator counts, or why it could not be judged: the material of one sentence."""

    key: str
    fact: str
    value: Value | None
    op: str
    threshold: Value
    adds: int
    status: Status


@dataclass(frozen=True, slots=True)
class Rescored:
    """The new likelihood, how it came about, and the memories to pass to the next evaluation.

    `drivers` are the indicators that moved it, `unknown` those that could not be judged. `computed` is the likelihood
    without a person's override, `override` the one in force.
    """

    likelihood: int
    computed: int
    base: int
    automatic: int
    reduction: int
    drivers: tuple[Driver, ...]
    unknown: tuple[Driver, ...]
    memories: Mapping[str, Memory] = field(repr=False)
    override: Override | None = None


def rescore(
    base: int,
    indicators: Sequence[Indicator],
    readings: Mapping[str, Reading],
    memories: Mapping[str, Memory],
    *,
    on: date,
    reduction: int = 0,
    override: Override | None = None,
) -> Rescored:
    """Return the likelihood of a risk on a day.

    `readings` and `memories` are found by the key of the indicator; a missing reading is unknown, a missing memory is
    that of a quiet indicator. `reduction` is what finished responses took off, in grades. Raises ValueError when the
    base is off the scale or the reduction negative.
    """
    if base not in SCALE or reduction < 0:
        raise ValueError("Likelihood is graded from 1 to 5, and a reduction is not negative.")
    judged = [_judge(rule, readings.get(rule.key), memories.get(rule.key, Memory()), on) for rule in indicators]
    drivers = tuple(driver for driver, memory in judged if memory.active)
    automatic = _clamp(sum(driver.adds for driver in drivers), -MOST_AUTOMATIC, MOST_AUTOMATIC)
    computed = _clamp(base + automatic - reduction, SCALE[0], SCALE[-1])
    in_force = override if override is not None and on <= override.expires_on else None
    return Rescored(
        likelihood=in_force.likelihood if in_force else computed,
        computed=computed,
        base=base,
        automatic=automatic,
        reduction=reduction,
        drivers=drivers,
        unknown=tuple(driver for driver, _ in judged if driver.value is None),
        memories={driver.key: memory for driver, memory in judged},
        override=in_force,
    )


def _judge(rule: Indicator, reading: Reading | None, memory: Memory, on: date) -> tuple[Driver, Memory]:
    value = _current_value(rule, reading, on)
    bad = None if value is None else _holds(rule, value)
    after = _remember(memory, bad)
    status = {None: Status.UNKNOWN, True: Status.FIRED, False: Status.HELD if after.active else Status.QUIET}[bad]
    shown = None if bad is None else value
    return Driver(rule.key, rule.fact, shown, rule.op, rule.threshold, rule.adds, status), after


def _current_value(rule: Indicator, reading: Reading | None, on: date) -> Value | None:
    if reading is None or reading.value is None or reading.value != reading.value:  # the last is not-a-number
        return None
    too_old = rule.window_days is not None and (on - reading.taken_on).days > rule.window_days
    return None if too_old else reading.value


def _holds(rule: Indicator, value: Value) -> bool | None:
    """Compare; None when the two cannot be compared, as a word with a number."""
    if isinstance(value, str) != isinstance(rule.threshold, str):
        return None
    try:
        return _OPERATORS[rule.op](value, rule.threshold)
    except TypeError:
        return None


def _remember(memory: Memory, bad: bool | None) -> Memory:
    if bad is None:
        return memory
    if bad:
        return Memory(active=True)
    good = memory.good_readings + 1
    return Memory(active=True, good_readings=good) if memory.active and good < GOOD_READINGS_TO_CLEAR else Memory()


def _clamp(value: int, low: int, high: int) -> int:
    return max(low, min(high, value))
