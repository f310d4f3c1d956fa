"""Rows of many projects, sorted into theirs."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any


def grouped(rows: Iterable[Any], key: Callable[[Any], int]) -> dict[int, list[Any]]:
    """The rows by key, in their order; a key without rows has an empty list."""
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
