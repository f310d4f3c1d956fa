"""What a check reports."""

from typing import NamedTuple

from ecompm.core.sentences import Sentence


class Finding(NamedTuple):
    """Something wrong: its line in the file, its place as a path, and what it is."""

    line: int
    place: str
    sentence: Sentence
