"""The parsed form of an expression: small frozen nodes that print themselves in the canonical spelling.

Equality ignores where a node stood in the text, so `parse(str(expression)) == expression` for every expression.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = Decimal | str | bool | date

NEGATED = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
COMPARISONS = tuple(NEGATED)
ARITHMETIC = ("+", "-", "*", "/")


class Kind(StrEnum):
    """What a value is. `ANY` stands for a fact whose kind is known only with its value."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    DATE = "date"
    DURATION = "duration"
    ANY = "any"


def kind_of(value: Value) -> Kind:
    """Return the kind of a known value."""
    if isinstance(value, bool):
        return Kind.BOOLEAN
    if isinstance(value, Decimal):
        return Kind.NUMBER
    return Kind.TEXT if isinstance(value, str) else Kind.DATE


@dataclass(frozen=True)
class Node:
    """One piece of an expression and the column (from 1) where it begins."""

    column: int = field(default=0, compare=False, kw_only=True)

    def children(self) -> tuple[Node, ...]:
        """Return the nodes directly beneath this one, left to right."""
        return ()

    def walk(self) -> Iterator[Node]:
        """Yield this node and all beneath it, left to right."""
        yield self
        for child in self.children():
            yield from child.walk()


@dataclass(frozen=True)
class Literal(Node):
    """A number, quoted text, date, true or false written in the expression."""

    value: Value
    kind: Kind = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", kind_of(self.value))

    def __str__(self) -> str:
        if isinstance(self.value, bool):
            return "true" if self.value else "false"
        if isinstance(self.value, Decimal):
            return format(self.value, "f")
        if isinstance(self.value, str):
            return f'"{self.value}"' if "'" in self.value else f"'{self.value}'"
        return self.value.isoformat()


@dataclass(frozen=True)
class Argument:
    """One argument of a fact: a literal, and for `window='7d'` or `severity>='major'` the name and the operator."""

    literal: Literal
    name: str = ""
    operator: str = "="

    def __str__(self) -> str:
        return f"{self.name}{self.operator}{self.literal}" if self.name else str(self.literal)


@dataclass(frozen=True)
class FactCall(Node):
    """A fact by its dotted name, with all arguments of its path.

    `compliance('gdpr').open_must` and `compliance.open_must('gdpr')` are the same call of the fact
    `compliance.open_must`: the name is the path without its arguments, the arguments follow in the order written,
    named ones after the others and sorted by name.
    """

    name: str
    arguments: tuple[Argument, ...] = ()

    def __str__(self) -> str:
        if not self.arguments:
            return self.name
        return f"{self.name}({', '.join(map(str, self.arguments))})"


@dataclass(frozen=True)
class Negative(Node):
    """A number with its sign changed."""

    operand: Node

    def children(self) -> tuple[Node, ...]:
        return (self.operand,)

    def __str__(self) -> str:
        return f"-{_inside(self.operand, self)}"


@dataclass(frozen=True)
class Arithmetic(Node):
    """Two values joined by + - * or /."""

    operator: str
    left: Node
    right: Node

    def children(self) -> tuple[Node, ...]:
        return (self.left, self.right)

    def __str__(self) -> str:
        return f"{_inside(self.left, self, left=True)} {self.operator} {_inside(self.right, self)}"


@dataclass(frozen=True)
class Comparison(Node):
    """Two values compared."""

    operator: str
    left: Node
    right: Node

    def children(self) -> tuple[Node, ...]:
        return (self.left, self.right)

    def __str__(self) -> str:
        return f"{_inside(self.left, self)} {self.operator} {_inside(self.right, self)}"


@dataclass(frozen=True)
class Membership(Node):
    """A value that is to be one of a list of literals."""

    operand: Node
    choices: tuple[Literal, ...]

    def children(self) -> tuple[Node, ...]:
        return (self.operand, *self.choices)

    def __str__(self) -> str:
        return f"{_inside(self.operand, self)} in [{', '.join(map(str, self.choices))}]"


@dataclass(frozen=True)
class Not(Node):
    """The opposite of a condition."""

    operand: Node

    def children(self) -> tuple[Node, ...]:
        return (self.operand,)

    def __str__(self) -> str:
        return f"not {_inside(self.operand, self, left=True)}"


@dataclass(frozen=True)
class And(Node):
    """Conditions of which all must hold."""

    operands: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.operands

    def __str__(self) -> str:
        return " and ".join(_inside(operand, self) for operand in self.operands)


@dataclass(frozen=True)
class Or(Node):
    """Conditions of which one must hold."""

    operands: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.operands

    def __str__(self) -> str:
        return " or ".join(_inside(operand, self) for operand in self.operands)


@dataclass(frozen=True)
class Expression:
    """A parsed expression: its tree, and the text as its author wrote it (`str()` gives the canonical spelling)."""

    root: Node
    source: str = field(compare=False)

    def __str__(self) -> str:
        return str(self.root)


def _strength(node: Node) -> int:
    """How tightly a node binds: or < and < not < comparison < sum < product < sign < name or literal."""
    match node:
        case Or():
            return 1
        case And():
            return 2
        case Not():
            return 3
        case Comparison() | Membership():
            return 4
        case Arithmetic(operator="+" | "-"):
            return 5
        case Arithmetic():
            return 6
        case Negative():
            return 7
        case _:
            return 8


def _inside(child: Node, parent: Node, *, left: bool = False) -> str:
    """Print a child, in parentheses where it would otherwise be read differently; equals may stand on the left."""
    outer, inner = _strength(parent), _strength(child)
    return str(child) if inner > outer or (left and inner == outer) else f"({child})"
