"""Checks an expression against the names that exist: spelling, arguments, and operators that fit their values."""

from __future__ import annotations

from typing import Final

from ecompm.core.expressions.errors import ExpressionError, closest
from ecompm.core.expressions.nodes import (
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
)
from ecompm.core.expressions.signatures import KIND_NAMES, Signatures, bind
from ecompm.core.sentences import Sentence, gettext_noop

ORDERED: Final = frozenset({"<", "<=", ">", ">="})

UNKNOWN = gettext_noop("There is no fact %(found)s.")
UNKNOWN_BUT_CLOSE = gettext_noop("There is no fact %(found)s. Did you mean %(closest)s?")
NOT_COMPARABLE = gettext_noop("%(left)s is %(left_kind)s and %(right)s is %(right_kind)s: they cannot be compared.")
NOT_ORDERED = gettext_noop("%(left)s is %(left_kind)s: use == or != instead of %(operator)s.")
NEEDS_NUMBERS = gettext_noop("%(operator)s needs numbers; %(found)s is %(kind)s.")
NO_CONDITION = gettext_noop("%(found)s is %(kind)s, not a condition. Compare it with something, for example with ==.")


def check(expression: Expression, signatures: Signatures, *, wants: Kind = Kind.BOOLEAN) -> Kind:
    """Return the kind of the expression's value; raise ExpressionError at the first thing that cannot be.

    `signatures` holds what each known name takes and gives. `wants` is BOOLEAN for a criterion, ANY for a metric.
    """
    checker = Checker(expression.source, signatures)
    kind = checker.kind(expression.root)
    if wants is Kind.BOOLEAN:
        checker.require_condition(expression.root, kind)
    return kind


class Checker:
    """Finds the kind of every node from the leaves up; the first fault raises ExpressionError."""

    def __init__(self, source: str, signatures: Signatures) -> None:
        self.source, self.signatures = source, signatures

    def kind(self, node: Node) -> Kind:
        """Return the kind of a node after checking everything beneath it."""
        match node:
            case Literal():
                return node.kind
            case FactCall():
                return self.fact(node)
            case Arithmetic():
                return self.arithmetic(node)
            case Negative():
                self.require_number("-", node.operand)
                return Kind.NUMBER
            case Comparison():
                return self.comparison(node)
            case Membership():
                return self.membership(node)
            case Not() | And() | Or():
                for child in node.children():
                    self.require_condition(child, self.kind(child))
                return Kind.BOOLEAN
            case _:
                raise TypeError(f"unknown node {node!r}")

    def fact(self, call: FactCall) -> Kind:
        signature = self.signatures.get(call.name)
        if signature is None:
            raise unknown_fact(call, self.signatures, self.source)
        bind(call, signature, self.source)
        return signature.kind

    def arithmetic(self, node: Arithmetic) -> Kind:
        """Numbers give numbers; a date plus or minus days is a date, a date minus a date a number of days."""
        left, right = self.kind(node.left), self.kind(node.right)
        if right is Kind.DATE and left in (Kind.DATE, Kind.ANY) and node.operator == "-":
            return Kind.NUMBER
        if left is Kind.DATE and right in (Kind.NUMBER, Kind.ANY) and node.operator in "+-":
            return Kind.DATE if right is Kind.NUMBER or node.operator == "+" else Kind.ANY
        for operand, kind in ((node.left, left), (node.right, right)):
            self.need_number(node.operator, operand, kind)
        return Kind.NUMBER if Kind.ANY not in (left, right) else Kind.ANY

    def comparison(self, node: Comparison) -> Kind:
        left, right = self.kind(node.left), self.kind(node.right)
        self.require_alike(node.left, left, node.right, right)
        known = right if left is Kind.ANY else left
        if node.operator in ORDERED and known in (Kind.TEXT, Kind.BOOLEAN):
            values = {"left": node.left, "left_kind": Sentence(KIND_NAMES[known]), "operator": node.operator}
            raise self.fault(NOT_ORDERED, node.left, **values)
        return Kind.BOOLEAN

    def membership(self, node: Membership) -> Kind:
        operand = self.kind(node.operand)
        for choice in node.choices:
            self.require_alike(node.operand, operand, choice, choice.kind)
        return Kind.BOOLEAN

    def require_alike(self, left: Node, left_kind: Kind, right: Node, right_kind: Kind) -> None:
        if left_kind is right_kind or Kind.ANY in (left_kind, right_kind):
            return
        values = {"left": left, "left_kind": Sentence(KIND_NAMES[left_kind])}
        values |= {"right": right, "right_kind": Sentence(KIND_NAMES[right_kind])}
        raise self.fault(NOT_COMPARABLE, right, **values)

    def require_number(self, operator: str, operand: Node) -> None:
        self.need_number(operator, operand, self.kind(operand))

    def need_number(self, operator: str, operand: Node, kind: Kind) -> None:
        if kind not in (Kind.NUMBER, Kind.ANY):
            raise self.fault(NEEDS_NUMBERS, operand, operator=operator, kind=Sentence(KIND_NAMES[kind]))

    def require_condition(self, node: Node, kind: Kind) -> None:
        if kind not in (Kind.BOOLEAN, Kind.ANY):
            raise self.fault(NO_CONDITION, node, kind=Sentence(KIND_NAMES[kind]))

    def fault(self, text: str, node: Node, **values: object) -> ExpressionError:
        sentence = Sentence(text, {"found": node, **values})
        return ExpressionError(sentence, source=self.source, column=node.column, found=str(node))


def unknown_fact(call: FactCall, signatures: Signatures, source: str = "") -> ExpressionError:
    """Return the error for a name that nobody has registered, with the closest known names."""
    close = closest(call.name, signatures)
    sentence = Sentence(UNKNOWN_BUT_CLOSE if close else UNKNOWN, {"found": call.name, "closest": ", ".join(close)})
    return ExpressionError(
        sentence, source=source or str(call), column=call.column or 1, found=call.name, known=signatures
    )
