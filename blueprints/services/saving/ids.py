"""Ids of a template for rows that may have none, or none that a template allows."""

import re
from typing import Any, Final

ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,19}", re.ASCII)


class Ids:
    """Hands out ids: the one a row had in its template, else its letter and number, each once."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def all(self, rows: Any, letter: str) -> dict[int, str]:
        """The id of each row (with `pk`, `ref` and `number`) by its key. Ids from a template come first."""
        rows = list(rows)
        kept = {row.pk: row.ref for row in rows if ID.fullmatch(row.ref) and self._take(row.ref)}
        return {row.pk: kept.get(row.pk) or self._made(letter, row.number) for row in rows}

    def _made(self, letter: str, number: int) -> str:
        name = f"{letter}{number:02}"
        while not self._take(name):
            letter += "n"
            name = f"{letter}{number:02}"
        return name

    def _take(self, name: str) -> bool:
        fresh = name not in self.taken
        self.taken.add(name)
        return fresh
