"""Changing requirements."""

from collections.abc import Mapping, Sequence
from typing import Any

from projects.models import Project
from projects.services import items
from requirements.models import Requirement

CHANGE = "requirement.change"


def create_requirement(*, by: Any, project: Project, **values: Any) -> Requirement:
    """A new requirement; `tasks` are tasks of the same project."""
    return items.create_item(Requirement, by=by, project=project, grant=CHANGE, values=values)


def create_requirements(*, by: Any, project: Project, rows: Sequence[Mapping[str, Any]]) -> list[Requirement]:
    """Many requirements at once, from a template or a list; `tasks` are tasks of the same project."""
    return items.create_items(Requirement, by=by, project=project, grant=CHANGE, rows=rows)


def change_requirement(requirement: Requirement, *, by: Any, version: int, **values: Any) -> Requirement:
    """The changed requirement. Raises StaleVersion when `version` is not the stored one."""
    return items.change_item(requirement, by=by, grant=CHANGE, version=version, values=values)


def delete_requirement(requirement: Requirement, *, by: Any, version: int) -> None:
    items.delete_item(requirement, by=by, grant=CHANGE, version=version)
