"""Rules of a RACI row: exactly one accountable, at least one responsible."""

from collections.abc import Iterable
from enum import StrEnum


class Fault(StrEnum):
    NO_ACCOUNTABLE = "no_accountable"
    SEVERAL_ACCOUNTABLE = "several_accountable"
    NO_RESPONSIBLE = "no_responsible"


def faults(letters: Iterable[str]) -> list[Fault]:
    """What is wrong with a row, given its letters over all roles; empty when it is in order."""
    row = list(letters)
    found = []
    if row.count("A") == 0:
        found.append(Fault.NO_ACCOUNTABLE)
    if row.count("A") > 1:
        found.append(Fault.SEVERAL_ACCOUNTABLE)
    if "R" not in row:
        found.append(Fault.NO_RESPONSIBLE)
    return found
