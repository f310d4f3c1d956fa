"""Evaluates an expression over facts of which some may be unknown (Kleene's three-valued logic).

A fact without a value is unknown, and so is everything computed from it, except where the rest decides alone:
`false and unknown` is false, `true or unknown` is true. A division by zero is unknown too. Numbers are decimals
throughout, so a measured 99.95 does reach a limit of 99.95.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from numbers import Integral, Real
from typing import Any, Final

from ecompm.core.expressions.nodes import (
    NEGATED,
    And,
    Arithmetic,
    Comparison,
    Expression,
    FactCall,
    Kind,
    Literal,
    Membership,
    Negative,
    Node,
    Not,
    Or,
    Value,
    kind_of,
)

Resolve = Callable[[FactCall], object]
"""Gives the value of a fact call for one project: int, float, Decimal, bool, str, date, or None where it is unknown."""

COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
COMPUTE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


class State(StrEnum):
    """Whether a condition holds. Unknown never passes a "must"."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Reading:
    """A fact that was read, and its value; None where it is unknown."""

    call: FactCall
    value: Value | None


@dataclass(frozen=True)
class Part:
    """One elementary condition of an expression: a comparison, a membership or a yes/no fact.

    `operator` is already turned round when the condition stands under `not`: the part is met when
    `value operator threshold` holds. For a yes/no fact the operator is `==` and the threshold true or false, for
    a membership `in` or `not in` with the tuple of choices. `subject` and `limit` are the two sides as written.
    """

    state: State
    subject: Node
    operator: str
    limit: Node | None
    value: Value | None
    threshold: Value | tuple[Value, ...] | None


@dataclass(frozen=True)
class Result:
    """What came out: the state, the elementary conditions left to right, and every fact read, each once."""

    state: State
    parts: tuple[Part, ...]
    readings: tuple[Reading, ...]

    @property
    def unknown(self) -> tuple[FactCall, ...]:
        """The facts that had no value."""
        return tuple(reading.call for reading in self.readings if reading.value is None)

    @property
    def single(self) -> Part | None:
        """The one condition when the expression has just one, with its value, operator and threshold."""
        return self.parts[0] if len(self.parts) == 1 else None


def evaluate(expression: Expression, resolve: Resolve) -> Result:
    """Return whether the condition is met, unmet or unknown, with the values that decided it."""
    evaluator = Evaluator(resolve)
    state = evaluator.state(expression.root)
    parts = tuple(evaluator.parts(expression.root))
    return Result(state, parts, tuple(Reading(call, value) for call, value in evaluator.read.items()))


def compute(expression: Expression, resolve: Resolve) -> Value | None:
    """Return the value of a metric or formula; None when it is unknown."""
    return Evaluator(resolve).value(expression.root)


def fact_calls(*expressions: Expression) -> tuple[FactCall, ...]:
    """Return the distinct fact calls of the expressions, in order of appearance, to fetch them together."""
    found = (node for expression in expressions for node in expression.root.walk() if isinstance(node, FactCall))
    return tuple(dict.fromkeys(found))


class Evaluator:
    """Computes values of one tree from the leaves up, None standing for unknown; reads each fact once."""

    def __init__(self, resolve: Resolve) -> None:
        self.resolve = resolve
        self.read: dict[FactCall, Value | None] = {}
        self.known: dict[int, Value | None] = {}

    def state(self, node: Node, wanted: bool = True) -> State:
        """Return whether the node has the wanted truth value."""
        value = self.value(node)
        if not isinstance(value, bool):
            return State.UNKNOWN
        return State.MET if value is wanted else State.UNMET

    def value(self, node: Node) -> Value | None:
        """Return the node's value, None when unknown; it is computed once."""
        if id(node) not in self.known:
            self.known[id(node)] = self.computed(node)
        return self.known[id(node)]

    def computed(self, node: Node) -> Value | None:
        """Return the node's value, computed from the values beneath it."""
        match node:
            case Literal():
                return node.value
            case FactCall():
                return self.fact(node)
            case Negative():
                operand = self.value(node.operand)
                return -operand if isinstance(operand, Decimal) else None
            case Arithmetic():
                return _computed(node.operator, self.value(node.left), self.value(node.right))
            case Comparison():
                return _compared(node.operator, self.value(node.left), self.value(node.right))
            case Membership():
                return self.membership(node)
            case Not():
                truth = self.truth(node.operand)
                return None if truth is None else not truth
            case And():
                return _decided(False, [self.truth(operand) for operand in node.operands])
            case Or():
                return _decided(True, [self.truth(operand) for operand in node.operands])
            case _:
                raise TypeError(f"unknown node {node!r}")

    def truth(self, node: Node) -> bool | None:
        """Return the node's truth; a value that is not true or false counts as unknown."""
        value = self.value(node)
        return value if isinstance(value, bool) else None

    def fact(self, call: FactCall) -> Value | None:
        if call not in self.read:
            self.read[call] = known_value(self.resolve(call))
        return self.read[call]

    def membership(self, node: Membership) -> bool | None:
        value = self.value(node.operand)
        answers = [_compared("==", value, choice.value) for choice in node.choices]
        return _decided(True, answers)

    def parts(self, node: Node, wanted: bool = True) -> list[Part]:
        """Return the elementary conditions beneath a node; `wanted` is false under an odd number of nots."""
        match node:
            case Not():
                return self.parts(node.operand, not wanted)
            case And() | Or():
                return [part for operand in node.operands for part in self.parts(operand, wanted)]
            case Comparison():
                sign = node.operator if wanted else NEGATED[node.operator]
                left, right = self.value(node.left), self.value(node.right)
                return [Part(self.state(node, wanted), node.left, sign, node.right, left, right)]
            case Membership():
                sign = "in" if wanted else "not in"
                choices = tuple(choice.value for choice in node.choices)
                return [Part(self.state(node, wanted), node.operand, sign, None, self.value(node.operand), choices)]
            case _:
                return [Part(self.state(node, wanted), node, "==", None, self.value(node), wanted)]


def known_value(value: object) -> Value | None:
    """Return a fact's value as the language computes with it; raise TypeError for anything that is no value.

    Numbers become decimals by their shortest spelling; not-a-number and infinity are unknown; a moment gives its day.
    """
    match value:
        case None | bool() | str():
            return value
        case Decimal():
            return value if value.is_finite() else None
        case Integral():
            return Decimal(int(value))
        case Real():
            return Decimal(repr(float(value))) if isfinite(value) else None
        case datetime():
            return value.date()
        case date():
            return value
        case _:
            raise TypeError(f"a fact gave {value!r}; a value is a number, a text, a date, true, false or None")


def _decided(deciding: bool, answers: list[bool | None]) -> bool | None:
    """Return Kleene's "or" (deciding: true) or "and" (deciding: false) of the answers."""
    if deciding in answers:
        return deciding
    return None if None in answers else not deciding


def _compared(sign: str, left: Value | None, right: Value | None) -> bool | None:
    if left is None or right is None or kind_of(left) is not kind_of(right):
        return None
    if kind_of(left) in (Kind.TEXT, Kind.BOOLEAN) and sign not in ("==", "!="):
        return None
    return COMPARE[sign](left, right)


def _computed(sign: str, left: Value | None, right: Value | None) -> Value | None:
    """Return left sign right; None when a side is unknown or does not fit, on division by zero and beyond all limits.

    A date and a number of days give a date (a fraction of a day is dropped), two dates a number of days.
    """
    try:
        if isinstance(left, Decimal) and isinstance(right, Decimal):
            computed = COMPUTE[sign](left, right)
            return computed if computed.is_finite() else None
        if isinstance(left, date) and sign in ("+", "-"):
            return _day(sign, left, right)
    except ArithmeticError:
        return None
    return None


def _day(sign: str, left: date, right: Value | None) -> Value | None:
    if isinstance(right, Decimal):
        moved: date = COMPUTE[sign](left, timedelta(days=int(right)))
        return moved
    if isinstance(right, date) and sign == "-":
        return Decimal((left - right).days)
    return None
