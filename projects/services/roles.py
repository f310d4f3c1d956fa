"""Roles in the work of a project, and who plays them."""

from collections.abc import Mapping, Sequence
from typing import Any

from projects.models import Project, ProjectRole
from projects.services import items


def create_role(*, by: Any, project: Project, **values: Any) -> ProjectRole:
    return items.create_item(ProjectRole, by=by, project=project, grant="role.change", values=values)


def create_roles(*, by: Any, project: Project, rows: Sequence[Mapping[str, Any]]) -> list[ProjectRole]:
    """The roles of a new project, made at once."""
    return items.create_items(ProjectRole, by=by, project=project, grant="role.change", rows=rows)


def change_role(role: ProjectRole, *, by: Any, version: int, **values: Any) -> ProjectRole:
    return items.change_item(role, by=by, grant="role.change", version=version, values=values)


def delete_role(role: ProjectRole, *, by: Any, version: int) -> None:
    items.delete_item(role, by=by, grant="role.change", version=version)
