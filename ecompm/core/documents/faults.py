"""What is wrong with a document, said with file and line so that its author can mend it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ecompm.core.sentences import Sentence, gettext_noop

PLACE = gettext_noop("%(file)s, line %(line)s: %(sentence)s")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: file, line (from 1), the place as a path such as `tasks T07 deps`, and the sentence."""

    file: str
    line: int
    place: str
    sentence: Sentence

    def message(self, translate: Callable[[str], str]) -> str:
        """The sentence with its file and line in the reader's language."""
        values = {"file": self.file, "line": self.line, "sentence": self.sentence}
        return Sentence(PLACE, values).in_language(translate)

    def __str__(self) -> str:
        return self.message(str)


class DocumentError(ValueError):
    """A document that cannot be used; `faults` tells all that is wrong with it, in the order of the lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.line, fault.place)))
        super().__init__("\n".join(map(str, self.faults)))
