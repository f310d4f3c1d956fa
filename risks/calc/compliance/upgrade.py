"""A pack as a project took it, beside the pack as it is shipped now: compared control by control, by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of controls that are new, worded otherwise, or gone, each in the order of its pack."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def compare(taken: Mapping[str, str], shipped: Mapping[str, str]) -> Changes:
    """Return what differs; both map the id of a control to a mark of its words. Ids are never used again."""
    return Changes(
        new=tuple(name for name in shipped if name not in taken),
        changed=tuple(name for name, mark in shipped.items() if name in taken and taken[name] != mark),
        removed=tuple(name for name in taken if name not in shipped),
    )
