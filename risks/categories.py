"""The risk breakdown structure in words."""

from django.utils.translation import gettext as _

from risks.calc.categories import GROUP_OF, TREE
from risks.models import Risk

Choices = list[tuple[str, str]]


def group_name(category: str) -> str:
    """The group of a category in the active language."""
    return str(Risk.CategoryGroup(GROUP_OF[category]).label)


def path(category: str) -> str:
    """Group and category, such as “Technical › Security”."""
    return f"{group_name(category)} › {Risk.Category(category).label}"


def grouped() -> list[tuple[str, Choices]]:
    """The categories below their groups, as choices of a form."""
    return [
        (str(Risk.CategoryGroup(group).label), [(leaf, str(Risk.Category(leaf).label)) for leaf in leaves])
        for group, leaves in TREE.items()
    ]


def asked() -> list[tuple[str, Choices]]:
    """The same to filter by: each group can be chosen as a whole."""
    return [
        (name, [(group, _("%(group)s, all") % {"group": name}), *leaves])
        for group, (name, leaves) in zip(TREE, grouped(), strict=True)
    ]
