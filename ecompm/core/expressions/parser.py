"""Reads the text of an expression into nodes: recursive descent, one method per level of binding.

expression = and_ { "or" and_ }                 and_  = not_ { "and" not_ }
not_       = "not" not_ | test                  test  = sum [ comparison sum | "in" "[" literal { "," literal } "]" ]
sum        = product { ("+" | "-") product }    product = sign { ("*" | "/") sign }
sign       = "-" sign | value                   value = literal | "(" expression ")" | fact
fact       = word [ arguments ] { "." word [ arguments ] }
arguments  = "(" [ argument { "," argument } ] ")"
argument   = argument_value | word ( "=" | comparison ) argument_value
argument_value = literal | word                 (a bare word stands for the same text in quotes)
literal    = [ "-" ] number | text | date | "true" | "false"
comparison = "==" | "!=" | "<" | "<=" | ">" | ">="
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Final, TypeVar

from ecompm.core.expressions.errors import ExpressionError
from ecompm.core.expressions.nodes import (
    COMPARISONS,
    And,
    Argument,
    Arithmetic,
    Comparison,
    Expression,
    FactCall,
    Literal,
    Membership,
    Negative,
    Node,
    Not,
    Or,
    Value,
)
from ecompm.core.expressions.tokens import Token, tokenize
from ecompm.core.sentences import Sentence, gettext_noop

NodeType = TypeVar("NodeType", bound=Node)

MAX_DEPTH: Final = 20
MAX_NODES: Final = 200
MAX_DIGITS: Final = 20
LITERALS: Final = frozenset({"number", "text", "date", "true", "false", "-"})

UNEXPECTED = gettext_noop("Column %(column)s has %(found)s where %(expected)s is expected.")
UNFINISHED = gettext_noop("The expression ends at column %(column)s, where %(expected)s is expected.")
TOO_DEEP = gettext_noop("Column %(column)s is nested deeper than %(limit)s levels. Split the expression.")
TOO_MANY = gettext_noop("The expression has more than %(limit)s parts. Split it.")
TOO_PRECISE = gettext_noop("The number %(found)s at column %(column)s has more than %(limit)s digits.")
NO_SUCH_DATE = gettext_noop(
    "%(found)s at column %(column)s is not a day of the calendar. Write a date such as 2026-11-27."
)
CHAINED = gettext_noop(
    "The second comparison %(found)s at column %(column)s needs its own pair of values: write a < b and b < c."
)
SINGLE_EQUALS = gettext_noop("Column %(column)s has a single = sign. Write == to compare.")
TWICE = gettext_noop("The argument %(found)s at column %(column)s is given twice.")

A_VALUE = gettext_noop("a fact, a number, a date, a text in quotes or an opening parenthesis")
A_LITERAL = gettext_noop("a number, a date or a text in quotes")
A_NAME = gettext_noop("a name")
AN_OPERATOR = gettext_noop("an operator such as ==, >= or and, or the end of the expression")
AN_OPERATOR_OR_CLOSE = gettext_noop("an operator or a closing parenthesis")
A_COMMA_OR_CLOSE = gettext_noop("a comma or a closing parenthesis")
A_COMMA_OR_BRACKET = gettext_noop("a comma or a closing bracket")
A_LIMIT = gettext_noop("a comparison such as >=95 or <=baseline*1.1")
A_LIST = gettext_noop("a list such as ['small', 'large']")


@lru_cache(maxsize=4096)
def parse(source: str) -> Expression:
    """Return the expression written in `source`; raise ExpressionError where it cannot be read."""
    return Expression(Parser(source).whole(), source)


@lru_cache(maxsize=1024)
def parse_limit(source: str) -> Expression:
    """Return a limit of one figure, `>=baseline-1`, as the expression `value >= baseline - 1`.

    The limit speaks of two names, `value` and `baseline`; without an operator in front it is refused.
    """
    parser = Parser(source)
    return Expression(parser.limit(FactCall("value", column=1)), source)


class Parser:
    """Walks once over the tokens of one expression; its methods return the node they have read."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokenize(source)
        self.at = 0
        self.depth = 0
        self.nodes = 0

    def whole(self) -> Node:
        """Read the whole text as one expression."""
        root = self.any_of()
        if self.token.kind != "end":
            raise self.unexpected(AN_OPERATOR)
        return root

    def limit(self, left: Node) -> Node:
        """Read a comparison whose left side is given, and the end of the text."""
        operator = self.take(COMPARISONS, A_LIMIT)
        root = Comparison(operator.text, left, self.sum(), column=operator.column)
        if self.token.kind != "end":
            raise self.unexpected(AN_OPERATOR)
        return root

    # conditions

    def any_of(self) -> Node:
        operands = self.joined("or", self.all_of)
        return operands[0] if len(operands) == 1 else self.made(Or(operands, column=operands[0].column))

    def all_of(self) -> Node:
        operands = self.joined("and", self.negation)
        return operands[0] if len(operands) == 1 else self.made(And(operands, column=operands[0].column))

    def joined(self, word: str, part: Callable[[], Node]) -> tuple[Node, ...]:
        operands = [part()]
        while self.accept(word):
            operands.append(part())
        return tuple(operands)

    def negation(self) -> Node:
        if token := self.accept("not"):
            return self.made(Not(self.nested(self.negation), column=token.column))
        return self.test()

    def test(self) -> Node:
        left = self.sum()
        if self.accept("in"):
            return self.made(Membership(left, self.choices(), column=left.column))
        if self.token.kind == "=":
            raise self.fault(SINGLE_EQUALS)
        if operator := self.accept(*COMPARISONS):
            right = self.sum()
            if self.token.kind in COMPARISONS:
                raise self.fault(CHAINED)
            return self.made(Comparison(operator.text, left, right, column=left.column))
        return left

    def choices(self) -> tuple[Literal, ...]:
        self.take(("[",), A_LIST)
        choices = [self.literal()]
        while self.accept(","):
            choices.append(self.literal())
        self.take(("]",), A_COMMA_OR_BRACKET)
        return tuple(choices)

    # arithmetic

    def sum(self) -> Node:
        return self.chain(("+", "-"), self.product)

    def product(self) -> Node:
        return self.chain(("*", "/"), self.signed)

    def chain(self, signs: tuple[str, ...], part: Callable[[], Node]) -> Node:
        node = part()
        while sign := self.accept(*signs):
            node = self.made(Arithmetic(sign.text, node, part(), column=node.column))
        return node

    def signed(self) -> Node:
        if not (token := self.accept("-")):
            return self.value()
        operand = self.nested(self.signed)
        if isinstance(operand, Literal) and isinstance(operand.value, Decimal):
            return Literal(-operand.value or Decimal(0), column=token.column)
        return self.made(Negative(operand, column=token.column))

    # values

    def value(self) -> Node:
        if self.token.kind == "word":
            return self.fact()
        if self.accept("("):
            inner = self.nested(self.any_of)
            self.take((")",), AN_OPERATOR_OR_CLOSE)
            return inner
        if self.token.kind not in LITERALS:
            raise self.unexpected(A_VALUE)
        return self.literal()

    def fact(self) -> FactCall:
        first = self.take(("word",), A_NAME)
        names, arguments = [first.text], self.arguments()
        while self.accept("."):
            names.append(self.take(("word",), A_NAME).text)
            arguments += self.arguments()
        return self.made(FactCall(".".join(names), self.in_order(arguments), column=first.column))

    def in_order(self, arguments: list[Argument]) -> tuple[Argument, ...]:
        """Return the unnamed arguments as written, then the named ones by name; refuse a name given twice."""
        named = sorted((argument for argument in arguments if argument.name), key=lambda argument: argument.name)
        for one, other in pairwise(named):
            if one.name == other.name:
                raise self.fault(TWICE, Token("word", other.name, other.literal.column))
        return (*(argument for argument in arguments if not argument.name), *named)

    def arguments(self) -> list[Argument]:
        if not self.accept("("):
            return []
        arguments: list[Argument] = []
        if self.accept(")"):
            return arguments
        arguments.append(self.argument())
        while self.accept(","):
            arguments.append(self.argument())
        self.take((")",), A_COMMA_OR_CLOSE)
        return arguments

    def argument(self) -> Argument:
        if not (word := self.accept("word")):
            return Argument(self.literal())
        if not (operator := self.accept("=", *COMPARISONS)):
            return Argument(self.made(Literal(word.text, column=word.column)))
        sign = "=" if operator.text == "==" else operator.text
        if bare := self.accept("word"):
            return Argument(self.made(Literal(bare.text, column=bare.column)), word.text, sign)
        return Argument(self.literal(), word.text, sign)

    def literal(self) -> Literal:
        sign = self.accept("-")
        token = self.take(("number",) if sign else LITERALS - {"-"}, A_LITERAL)
        value = self.literal_value(token)
        if sign and isinstance(value, Decimal):
            value = -value or Decimal(0)
        return self.made(Literal(value, column=(sign or token).column))

    def literal_value(self, token: Token) -> Value:
        match token.kind:
            case "number":
                if len(token.text) > MAX_DIGITS:
                    raise self.fault(TOO_PRECISE, token, limit=MAX_DIGITS)
                return Decimal(token.text)
            case "date":
                return self.day(token)
            case "text":
                return token.text[1:-1]
            case _:
                return token.kind == "true"

    def day(self, token: Token) -> date:
        try:
            return date.fromisoformat(token.text)
        except ValueError as error:
            raise self.fault(NO_SUCH_DATE, token) from error

    # the tokens

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def accept(self, *kinds: str) -> Token | None:
        """Take the next token when it is of one of these kinds."""
        token = self.token
        if token.kind not in kinds or token.kind == "end":
            return None
        self.at += 1
        return token

    def take(self, kinds: tuple[str, ...] | frozenset[str], expected: str) -> Token:
        """Take the next token, which must be of one of these kinds."""
        token = self.accept(*kinds)
        if token is None:
            raise self.unexpected(expected)
        return token

    # limits and faults

    def nested(self, part: Callable[[], NodeType]) -> NodeType:
        """Read a part one level deeper."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fault(TOO_DEEP, limit=MAX_DEPTH)
        node = part()
        self.depth -= 1
        return node

    def made(self, node: NodeType) -> NodeType:
        """Count a node and return it."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self.fault(TOO_MANY, limit=MAX_NODES)
        return node

    def unexpected(self, expected: str) -> ExpressionError:
        return self.fault(UNFINISHED if self.token.kind == "end" else UNEXPECTED, expected=Sentence(expected))

    def fault(
        self, text: str, token: Token | None = None, *, expected: Sentence | None = None, limit: int = 0
    ) -> ExpressionError:
        token = token or self.token
        values = {"column": token.column, "found": token.text, "expected": expected, "limit": limit}
        return ExpressionError(
            Sentence(text, values), source=self.source, column=token.column, found=token.text, expected=expected
        )
