"""What the language says when it does not understand: where, what it found, what would fit, which names it knows."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable

from ecompm.core.sentences import Sentence

SNIPPET = 40  # characters shown on either side of the fault


class ExpressionError(ValueError):
    """A fault in an expression, told so that its author can mend it.

    `column` counts characters of `source` from 1. `found` is the piece that did not fit (empty at the end of the
    text), `expected` a sentence part or None, `known` the names that would fit, closest first.
    """

    def __init__(
        self,
        sentence: Sentence,
        *,
        source: str,
        column: int,
        found: str = "",
        expected: Sentence | None = None,
        known: Iterable[str] = (),
    ) -> None:
        self.sentence, self.source, self.column, self.found, self.expected = sentence, source, column, found, expected
        self.known = by_closeness(found, known)
        super().__init__(str(sentence))

    def message(self, translate: Callable[[str], str]) -> str:
        """Return the whole message in the reader's language."""
        return self.sentence.in_language(translate)

    @property
    def pointer(self) -> str:
        """The line at fault, shortened to its surroundings, and beneath it a caret; for a fixed-width font."""
        at = min(max(self.column - 1, 0), len(self.source))
        start = max(self.source.rfind("\n", 0, at) + 1, at - SNIPPET)
        line = self.source[start : at + SNIPPET].split("\n", 1)[0]
        return f"{line}\n{' ' * (at - start)}^"


def closest(name: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Return the few known names that look most like `name`, best first; empty when none is near."""
    return tuple(difflib.get_close_matches(name, sorted(set(known)), n=limit, cutoff=0.6))


def by_closeness(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return all known names, those most like `name` first, then the rest by alphabet."""
    names = sorted(set(known))
    close = closest(name, names)
    return (*close, *(other for other in names if other not in close))
