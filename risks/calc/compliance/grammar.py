"""The little language in which compliance packs say when a control applies.

    expr = and_ { "or" and_ }      and_ = not_ { "and" not_ }      not_ = "not" not_ | test
    test = "(" expr ")" | "true" | "false" | name [ "==" text | "in" "[" text { "," text } "]" ]

Names are answers or named expressions, texts are `'lower_case_words'`. Values are three-valued after Kleene: an answer
nobody gave is None, unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Answer = bool | str
Answers = Mapping[str, Answer]

LONGEST = 500
DEEPEST = 20

_TOKEN = re.compile(r"\s*(?:(?P<mark>==|[()\[\],])|'(?P<text>[a-z0-9_]+)'|(?P<word>[a-z][a-z0-9_]*))")
_RESERVED = frozenset({"and", "or", "not", "in", "true", "false"})


class GrammarError(ValueError):
    """An expression that the language does not allow."""


@dataclass(frozen=True, slots=True)
class Constant:
    """`true` or `false`."""

    value: bool

    def evaluate(self, answers: Answers, named: Mapping[str, Node]) -> bool | None:
        """Return the constant."""
        return self.value

    def leaves(self) -> Iterator[Leaf]:
        """Return nothing: a constant asks no question."""
        return iter(())


@dataclass(frozen=True, slots=True)
class Name:
    """A yes-no answer or a named expression, standing alone."""

    name: str

    def evaluate(self, answers: Answers, named: Mapping[str, Node]) -> bool | None:
        """Return the value of the named expression or the answer; None while it is unknown."""
        if self.name in named:
            return named[self.name].evaluate(answers, {})
        answer = answers.get(self.name)
        return answer if isinstance(answer, bool) else None

    def leaves(self) -> Iterator[Leaf]:
        """Return itself."""
        yield self


@dataclass(frozen=True, slots=True)
class OneOf:
    """A choice compared with one text (`==`) or several (`in`)."""

    name: str
    choices: tuple[str, ...]

    def evaluate(self, answers: Answers, named: Mapping[str, Node]) -> bool | None:
        """Return whether the answer is one of the texts; None while it is unknown."""
        answer = answers.get(self.name)
        return None if answer is None else answer in self.choices

    def leaves(self) -> Iterator[Leaf]:
        """Return itself."""
        yield self


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a part."""

    part: Node

    def evaluate(self, answers: Answers, named: Mapping[str, Node]) -> bool | None:
        """Return the opposite; unknown stays unknown."""
        value = self.part.evaluate(answers, named)
        return None if value is None else not value

    def leaves(self) -> Iterator[Leaf]:
        """Return the questions of the part."""
        return self.part.leaves()


@dataclass(frozen=True, slots=True)
class Both:
    """Two parts joined: `and` is settled by a false one, `or` by a true one."""

    left: Node
    right: Node
    settled_by: bool

    def evaluate(self, answers: Answers, named: Mapping[str, Node]) -> bool | None:
        """Return the settling value if either part has it, unknown if either is unknown, else the other value."""
        values = (self.left.evaluate(answers, named), self.right.evaluate(answers, named))
        if self.settled_by in values:
            return self.settled_by
        return None if None in values else not self.settled_by

    def leaves(self) -> Iterator[Leaf]:
        """Return the questions of both parts."""
        yield from self.left.leaves()
        yield from self.right.leaves()


Leaf = Name | OneOf
Node = Constant | Name | OneOf | Not | Both


def parse(text: str) -> Node:
    """Return the tree of an expression; raise GrammarError for anything the grammar does not know."""
    parser = _Parser(_tokens(text))
    tree = parser.either(0)
    parser.take("end")
    return tree


def _tokens(text: str) -> list[tuple[str, str]]:
    """Return (kind, text) pairs; words of the language and marks are their own kind."""
    if len(text) > LONGEST:
        raise GrammarError("The expression is too long.")
    tokens, position, text = [], 0, text.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise GrammarError(f"Unexpected character at {position}: {text[position : position + 10]!r}.")
        kind, value = next((kind, value) for kind, value in match.groupdict().items() if value is not None)
        tokens.append((value if kind == "mark" or (kind == "word" and value in _RESERVED) else kind, value))
        position = match.end()
    return [*tokens, ("end", "")]


class _Parser:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.position = 0

    def sees(self, kind: str) -> bool:
        return self.tokens[self.position][0] == kind

    def take(self, kind: str) -> str:
        if not self.sees(kind):
            raise GrammarError(f"Expected {kind}, found {self.tokens[self.position][1] or 'the end'}.")
        self.position += 1
        return self.tokens[self.position - 1][1]

    def skip(self, kind: str) -> bool:
        seen = self.sees(kind)
        self.position += seen
        return seen

    def either(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise GrammarError("The expression is nested too deeply.")
        node = self.both(depth)
        while self.skip("or"):
            node = Both(node, self.both(depth), settled_by=True)
        return node

    def both(self, depth: int) -> Node:
        node = self.negation(depth)
        while self.skip("and"):
            node = Both(node, self.negation(depth), settled_by=False)
        return node

    def negation(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise GrammarError("The expression is nested too deeply.")
        return Not(self.negation(depth + 1)) if self.skip("not") else self.test(depth)

    def test(self, depth: int) -> Node:
        if self.skip("("):
            node = self.either(depth + 1)
            self.take(")")
            return node
        for word in ("true", "false"):
            if self.skip(word):
                return Constant(word == "true")
        name = self.take("word")
        if self.skip("=="):
            return OneOf(name, (self.take("text"),))
        return OneOf(name, self.texts()) if self.skip("in") else Name(name)

    def texts(self) -> tuple[str, ...]:
        self.take("[")
        found = [self.take("text")]
        while self.skip(","):
            found.append(self.take("text"))
        self.take("]")
        return tuple(found)
