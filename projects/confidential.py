"""Fields of which not everybody who sees the object may know the value, such as what an hour of somebody costs.

A model names them in `confidential_fields`, each with the grant it takes.
"""

from collections.abc import Mapping
from typing import Any

from django.apps import apps

from projects.models import Project

MASK = "•••"


class Confidential:
    """What one person may know of such fields; one query for each grant that is asked for."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self._projects: dict[str, set[int]] = {}

    def shown(self, object_type: str, project_id: int | None, changes: Mapping[str, Any]) -> dict[str, Any]:
        """The changes of an audit line, with masks for values that the person may not know."""
        grants = _grants(object_type)
        return {
            name: pair if name not in grants or self._may(grants[name], project_id) else _masked(pair)
            for name, pair in changes.items()
        }

    def _may(self, grant: str, project_id: int | None) -> bool:
        if grant not in self._projects:
            self._projects[grant] = set(Project.objects.allowed(self.user, grant).values_list("pk", flat=True))
        return project_id in self._projects[grant]


def _grants(object_type: str) -> Mapping[str, str]:
    try:
        return getattr(apps.get_model(object_type), "confidential_fields", {})
    except (LookupError, ValueError):
        return {}


def _masked(pair: Any) -> Any:
    return [None if value in (None, "", []) else MASK for value in pair] if isinstance(pair, list) else MASK
