"""What the reader says when it refuses a file, and the place in the file it speaks of."""

from dataclasses import dataclass
from typing import Any


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation and return it unchanged: this package works without Django."""
    return message


@dataclass(frozen=True, slots=True)
class Place:
    """One element of the file, named as the file names it: its kind, UID (if it has one) and name."""

    kind: str
    uid: int | None = None
    name: str = ""

    def __str__(self) -> str:
        uid = "" if self.uid is None else f" {self.uid}"
        name = f" “{self.name}”" if self.name else ""
        return f"{self.kind}{uid}{name}"


class MspdiError(ValueError):
    """The file cannot be read. `str()` is the whole sentence in English.

    For a translated sentence translate `message`, fill in `params` and put `place` (which is notation, not prose)
    in front, as `__str__` does.
    """

    def __init__(self, message: str, place: Place | None = None, **params: Any) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.params = params

    def __str__(self) -> str:
        sentence = self.message % self.params
        return f"{self.place}: {sentence}" if self.place else sentence
