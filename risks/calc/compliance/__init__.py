"""Compliance packs: applicability, open controls, dates."""

from risks.calc.compliance.grammar import GrammarError, parse
from risks.calc.compliance.packs import Control, Difference, Pack, PackError, Question, compare, read_pack
from risks.calc.compliance.progress import (
    OpenControl,
    Reason,
    Record,
    Status,
    add_period,
    due_date,
    find_owner,
    gates_up_to,
    in_force,
    open_controls,
    open_must,
    open_reason,
    renewal_date,
)

__all__ = [
    "Control",
    "Difference",
    "GrammarError",
    "OpenControl",
    "Pack",
    "PackError",
    "Question",
    "Reason",
    "Record",
    "Status",
    "add_period",
    "compare",
    "due_date",
    "find_owner",
    "gates_up_to",
    "in_force",
    "open_controls",
    "open_must",
    "open_reason",
    "parse",
    "read_pack",
    "renewal_date",
]
