"""The risk breakdown structure: groups of causes, and the categories that a risk can have below each.

Two levels, as in the PMI practice standard for project risk management: technical, management, commercial, external.
"""

from collections.abc import Mapping
from typing import Final

TREE: Final[Mapping[str, tuple[str, ...]]] = {
    "technical": ("technology", "integration", "data", "security", "performance", "quality"),
    "management": ("people", "schedule", "operations", "logistics"),
    "commercial": ("strategic", "vendor", "finance", "payment"),
    "external": ("market", "seo", "legal"),
}
"""Groups and their categories, in the order in which they are listed. No group is called like a category."""

GROUP_OF: Final[Mapping[str, str]] = {leaf: group for group, leaves in TREE.items() for leaf in leaves}


def leaves_of(code: str) -> tuple[str, ...]:
    """The categories that a group or a category stands for. Raises KeyError for what is neither."""
    if code in GROUP_OF:
        return (code,)
    return TREE[code]
