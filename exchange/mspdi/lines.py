"""XML as lines of text: elements without attributes are all the format needs."""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

# Characters that XML cannot hold; texts of other origin may have them.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A bare carriage return would be read back as a line feed.
KEPT = {"\r": "&#13;"}


def leaf(name: str, text: str) -> str:
    """Return one element that holds a text."""
    return f"<{name}>{escape(FORBIDDEN.sub('', text), KEPT)}</{name}>"


def leaves(columns: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the elements that hold a text; empty ones are left out."""
    return (leaf(name, text) for name, text in columns if text)


def branch(name: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield an element around other lines."""
    yield f"<{name}>"
    yield from lines
    yield f"</{name}>"
