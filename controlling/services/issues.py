"""Handling issues."""

from typing import Any

from controlling.models import Issue
from projects.models import Project
from projects.services import items

CHANGE = "issue.change"


def create_issue(*, by: Any, project: Project, **values: Any) -> Issue:
    return items.create_item(Issue, by=by, project=project, grant=CHANGE, values=values)


def change_issue(issue: Issue, *, by: Any, version: int, **values: Any) -> Issue:
    """The changed issue. Raises ValidationError for one that is resolved without saying how."""
    return items.change_item(issue, by=by, grant=CHANGE, version=version, values=values)


def delete_issue(issue: Issue, *, by: Any, version: int) -> None:
    items.delete_item(issue, by=by, grant=CHANGE, version=version)
