"""Finding "@Bob Builder" in a text."""

import re
from collections.abc import Iterable
from typing import Any


def mentioned(text: str, people: Iterable[Any]) -> list[Any]:
    """The people whose whole name or e-mail address follows an @. The longest name wins; namesakes all count."""
    found: dict[int, Any] = {}
    names = sorted(((name, person) for person in people for name in (person.name, person.email) if name), key=_longest)
    rest = text
    for name, group in _grouped(names):
        rest, hits = re.subn(rf"@{re.escape(name)}(?!\w)", " ", rest, flags=re.IGNORECASE)
        if hits:
            found |= {person.pk: person for person in group}
    return list(found.values())


def _longest(entry: tuple[str, Any]) -> tuple[int, str]:
    return -len(entry[0]), entry[0].casefold()


def _grouped(names: list[tuple[str, Any]]) -> Iterable[tuple[str, list[Any]]]:
    groups: dict[str, tuple[str, list[Any]]] = {}
    for name, person in names:
        groups.setdefault(name.casefold(), (name, []))[1].append(person)
    return groups.values()
