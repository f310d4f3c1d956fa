"""What is still open of a compliance pack, and when it is due."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from risks.calc.compliance.grammar import Answers
from risks.calc.compliance.packs import Control, Pack

_PERIOD = re.compile(r"P(\d+)([DWMY])")


class Status(StrEnum):
    """How far a project is with one control."""

    OPEN = "open"
    IN_REVIEW = "in_review"
    ACCEPTED = "accepted"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"


class Reason(StrEnum):
    """Why a control counts as open."""

    NOT_DONE = "not_done"
    ANSWER_MISSING = "answer_missing"
    RENEWAL_PASSED = "renewal_passed"
    WAIVER_EXPIRED = "waiver_expired"
    WAIVER_INCOMPLETE = "waiver_incomplete"
    REASON_MISSING = "reason_missing"


@dataclass(frozen=True, slots=True)
class Record:
    """A project's entry for one control. A waiver needs reason, approver and last day; "not applicable" a reason."""

    status: Status = Status.OPEN
    accepted_on: date | None = None
    reason: str = ""
    approver: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class OpenControl:
    """One control that still counts, and why."""

    control: Control
    reason: Reason


def open_controls(
    pack: Pack,
    answers: Answers,
    records: Mapping[str, Record],
    *,
    on: date,
    gates: Collection[str] | None = None,
) -> list[OpenControl]:
    """Return the open controls of a pack on a day, in the order of the pack.

    A control counts unless its condition is clearly false or its record closes it; one whose condition is unknown
    counts until it is answered or closed. `gates` narrows to the controls of these gates (see `gates_up_to`).
    """
    applies = pack.applicability(answers)
    found = []
    for control in pack.controls:
        if control.id not in applies or (gates is not None and control.gate not in gates):
            continue
        reason = open_reason(control, records.get(control.id, Record()), on=on)
        if reason is Reason.NOT_DONE and applies[control.id] is None:
            reason = Reason.ANSWER_MISSING
        if reason is not None:
            found.append(OpenControl(control, reason))
    return found


def open_must(
    pack: Pack, answers: Answers, records: Mapping[str, Record], *, on: date, gates: Collection[str] | None = None
) -> int:
    """Return how many open controls stop a gate; 0 only when every one of them is clearly settled."""
    return sum(item.control.blocks for item in open_controls(pack, answers, records, on=on, gates=gates))


def gates_up_to(gate: str, order: Sequence[str]) -> Sequence[str]:
    """Return a gate and those before it; a gate answers for the controls of all of them."""
    return order[: order.index(gate) + 1]


def open_reason(control: Control, record: Record, *, on: date) -> Reason | None:
    """Return why a control is open on a day, or None when its record closes it.

    An acceptance that must be renewed but carries no date has passed its renewal.
    """
    match record.status:
        case Status.ACCEPTED:
            if control.renewal is None:
                return None
            renewal = renewal_date(control, record)
            return Reason.RENEWAL_PASSED if renewal is None or renewal < on else None
        case Status.WAIVED:
            if not (record.reason.strip() and record.approver.strip() and record.expires_on):
                return Reason.WAIVER_INCOMPLETE
            return Reason.WAIVER_EXPIRED if record.expires_on < on else None
        case Status.NOT_APPLICABLE:
            return None if record.reason.strip() else Reason.REASON_MISSING
    return Reason.NOT_DONE


def due_date(control: Control, gate_date: date) -> date:
    """Return the gate date minus the offset of the control, in calendar days."""
    return gate_date - timedelta(days=control.due_offset)


def in_force(control: Control, on: date) -> bool:
    """Return whether the duty behind a control has started; before, it is prepared for, not owed."""
    return control.applies_from is None or control.applies_from <= on


def renewal_date(control: Control, record: Record) -> date | None:
    """Return the last day on which an acceptance holds; None when it never ends or was not given."""
    if control.renewal is None or record.accepted_on is None:
        return None
    return add_period(record.accepted_on, control.renewal)


def add_period(start: date, period: str) -> date:
    """Return the date one ISO 8601 period of days, weeks, months or years later.

    A day the month does not have becomes its last one. Raises ValueError for any other period.
    """
    match = _PERIOD.fullmatch(period)
    if match is None:
        raise ValueError(f"Unknown period {period!r}.")
    count, unit = int(match[1]), match[2]
    if unit in "DW":
        return start + timedelta(days=count * (7 if unit == "W" else 1))
    months = start.year * 12 + start.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def find_owner(role: str, fallbacks: Mapping[str, Sequence[str]], filled: Collection[str], last: str = "PM") -> str:
    """Return the first filled role of the chain that starts at `role`, breadth first; `last` when none is filled."""
    queue, seen = [role], set[str]()
    while queue:
        candidate = queue.pop(0)
        if candidate in filled:
            return candidate
        if candidate not in seen:
            seen.add(candidate)
            queue.extend(fallbacks.get(candidate, ()))
    return last
