"""What of control waits for a person: their open issues."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from controlling.models import Issue
from delivery.work import WorkItem, work_source


@work_source
def issues(user: Any, on: date) -> Iterator[WorkItem]:
    rows = Issue.objects.allowed(user, "issue.view").filter(owner=user, status=Issue.Status.OPEN)
    for issue in rows.select_related("project"):
        yield WorkItem(
            project_key=issue.project.key,
            title=str(issue),
            href=issue.get_absolute_url(),
            kind=_("Issue"),
            icon="flag",
            why=issue.get_severity_display(),
            due=issue.due_on,
        )
