"""Cuts the text of an expression into numbers, dates, quoted texts, words and signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ecompm.core.expressions.errors import ExpressionError
from ecompm.core.sentences import Sentence, gettext_noop

MAX_LENGTH: Final = 1000
RESERVED: Final = frozenset({"and", "or", "not", "in", "true", "false"})

# Each alternative is a plain run of characters, so the time is linear in the length of the text.
TOKEN = re.compile(
    r"""
      (?P<blank> [ \t\r\n]+ )
    | (?P<date> \d{4}-\d{2}-\d{2}\w* )
    | (?P<number> \d+(?:\.\d+)? )
    | (?P<word> [A-Za-z_][A-Za-z0-9_]* )
    | (?P<text> '[^'\x00-\x1f\x7f\ud800-\udfff]*' | "[^"\x00-\x1f\x7f\ud800-\udfff]*" )
    | (?P<sign> [<>=!]= | [-+*/()<>.,=\[\]] )
    """,
    re.VERBOSE | re.ASCII,
)

TOO_LONG = gettext_noop("The expression has %(length)s characters; at most %(limit)s are allowed.")
NO_END = gettext_noop(
    "The text that begins at column %(column)s has no closing quote, or contains a control character."
)
STRANGE = gettext_noop("The character %(found)s at column %(column)s has no meaning in an expression.")


@dataclass(frozen=True)
class Token:
    """One piece: `kind` is number, date, text, word, end, or the sign or reserved word itself."""

    kind: str
    text: str
    column: int


def tokenize(source: str) -> list[Token]:
    """Return the tokens of the text and a last one of kind `end`; raise ExpressionError at the first strange sign."""
    if len(source) > MAX_LENGTH:
        sentence = Sentence(TOO_LONG, {"length": len(source), "limit": MAX_LENGTH})
        raise ExpressionError(sentence, source=source, column=MAX_LENGTH + 1)
    tokens: list[Token] = []
    at = 0
    while at < len(source):
        match = TOKEN.match(source, at)
        if match is None:
            raise _strange(source, at)
        if match.lastgroup != "blank":
            tokens.append(_token(match))
        at = match.end()
    return [*tokens, Token("end", "", len(source) + 1)]


def _token(match: re.Match[str]) -> Token:
    kind, text = match.lastgroup or "", match.group()
    if kind == "sign" or text in RESERVED:
        kind = text
    return Token(kind, text, match.start() + 1)


def _strange(source: str, at: int) -> ExpressionError:
    found, column = source[at], at + 1
    text = NO_END if found in "'\"" else STRANGE
    return ExpressionError(
        Sentence(text, {"found": ascii(found) if not found.isprintable() else found, "column": column}),
        source=source,
        column=column,
        found=found,
    )
