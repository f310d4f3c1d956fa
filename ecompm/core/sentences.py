"""Translatable sentences made where Django may not be imported (the language, the calculations).

Such code names the English sentence and its values; the page, the API or the command that shows it translates it:
`sentence.in_language(gettext)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def gettext_noop(message: str) -> str:
    """Return the message unchanged; the name makes `makemessages` collect it."""
    return message


@dataclass(frozen=True)
class Sentence:
    """An English sentence with named values, translated by whoever shows it."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_language(self, translate: Callable[[str], str]) -> str:
        """Return the sentence as `translate` renders it, with its values (and the sentences among them) filled in."""
        values = {
            name: value.in_language(translate) if isinstance(value, Sentence) else value
            for name, value in self.values.items()
        }
        return translate(self.text) % values if values else translate(self.text)

    def __str__(self) -> str:
        return self.in_language(str)
