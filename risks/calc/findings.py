"""Security findings: severity from the CVSS score and the days allowed to repair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum


class Severity(StrEnum):
    """Qualitative severity of CVSS 3.1 and 4.0."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class State(StrEnum):
    """Where a finding stands against its deadline."""

    OPEN = "open"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    MET = "met"
    MISSED = "missed"


_FLOORS = (
    (Decimal("9.0"), Severity.CRITICAL),
    (Decimal("7.0"), Severity.HIGH),
    (Decimal("4.0"), Severity.MEDIUM),
    (Decimal("0.1"), Severity.LOW),
    (Decimal("0.0"), Severity.NONE),
)

LADDER = tuple(severity for _floor, severity in _FLOORS)
"""Severities from the worst down."""

REPAIR_DAYS: Mapping[Severity, int | None] = {
    Severity.CRITICAL: 7,
    Severity.HIGH: 30,
    Severity.MEDIUM: 90,
    Severity.LOW: None,
    Severity.NONE: None,
}
"""Calendar days from discovery to a passed retest; None is no deadline."""

NOTICE_DAYS = 3
"""A finding is due soon when no more calendar days than these are left."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day a finding must be repaired (None: no deadline), its state, and days left (negative: late)."""

    due: date | None
    state: State
    days_left: int | None


def severity_of(cvss: Decimal | float) -> Severity:
    """Return the severity of a CVSS base score: 9.0 critical, 7.0 high, 4.0 medium, 0.1 low, else none.

    The score is rounded to one decimal as CVSS publishes it. Raises ValueError outside 0..10.
    """
    score = Decimal(str(cvss))
    if not score.is_finite() or not 0 <= score <= 10:
        raise ValueError("A CVSS score lies between 0 and 10.")
    score = round(score, 1)
    return next(severity for floor, severity in _FLOORS if score >= floor)


def at_least(level: str) -> tuple[Severity, ...]:
    """Return a severity and all worse ones, the worst first; empty for a word that is no severity."""
    return LADDER[: LADDER.index(Severity(level)) + 1] if level in LADDER else ()


def deadline(
    severity: Severity,
    found_on: date,
    *,
    on: date,
    retested_on: date | None = None,
    days: Mapping[Severity, int | None] = REPAIR_DAYS,
) -> Deadline:
    """Return the deadline of a finding as seen on a day; it is kept when the retest passed in time.

    Days left are counted to `on`, or to the retest once that has passed.
    """
    allowed = days[severity]
    if allowed is None:
        return Deadline(None, State.OPEN if retested_on is None else State.MET, None)
    due = found_on + timedelta(days=allowed)
    left = (due - (retested_on or on)).days
    return Deadline(due, _closed_state(left) if retested_on else _open_state(left), left)


def _closed_state(days_left: int) -> State:
    return State.MET if days_left >= 0 else State.MISSED


def _open_state(days_left: int) -> State:
    if days_left < 0:
        return State.OVERDUE
    return State.DUE_SOON if days_left <= NOTICE_DAYS else State.OPEN
