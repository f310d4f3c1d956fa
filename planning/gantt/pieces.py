"""The pieces of a block, each signed by what it holds: whoever tells which signs are shown gets only the others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, NamedTuple

SIGN = 8
"""Characters of a sign."""

MOST_NEAR = 4
"""Blocks in view at most; more are not compared."""


class Piece(NamedTuple):
    """A row, what lies under its bar, its bar, or a progress line: an element with an id, and the sign of it."""

    sign: str
    html: str


def sign(text: str) -> str:
    return blake2b(text.encode(), digest_size=SIGN // 2).hexdigest()


def piece(name: str, html: str) -> Piece:
    """An element that begins with `<name `, with its sign as `data-h`."""
    own = sign(html)
    return Piece(own, f'<{name} data-h="{own}"{html[len(name) + 1 :]}')


@dataclass(frozen=True)
class Seen:
    """What the page of whoever makes a change shows: its frame, the signs of the blocks in view, and the blocks that
    are there but out of view."""

    frame: str
    near: Mapping[int, list[str]]
    far: frozenset[int]

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Seen":
        """What a page says, `near` as `0:SIGNS;1:SIGNS`; what can't be understood is left out."""
        named = (part.partition(":") for part in data.get("near", "").split(";")[:MOST_NEAR])
        near = {int(number): _cut(signs) for number, _colon, signs in named if _is_block(number)}
        far = frozenset(int(text) for text in data.get("far", "").split(",") if _is_block(text))
        return cls(data.get("frame", ""), near, far)


def unseen(pieces: Iterable[Piece], signs: list[str]) -> list[str]:
    """The pieces that are not shown as they are now."""
    return [one.html for one, shown in zip(pieces, signs, strict=True) if one.sign != shown]


def _cut(signs: str) -> list[str]:
    return [signs[k : k + SIGN] for k in range(0, len(signs), SIGN)]


def _is_block(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7
