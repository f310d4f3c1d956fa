"""What the frame of every page shows of projects."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F

from projects.models import Notification, Project

SHOWN = 8
# Further columns of these projects that apps above add when they start: name in the rail and path of the field.
COLUMNS: dict[str, str] = {}


def parts(user: Any) -> dict[str, Any]:
    """The projects of the person for the rail, their own first, the last touched on top; and what is unread.

    Unread notifications are counted when the top bar is written, so that parts of a page don't ask for them.
    """
    own = Project.objects.allowed(user, "project.enter").current().filter(memberships__user_id=user.pk)
    columns = {name: F(path) for name, path in COLUMNS.items()}
    projects = list(own.order_by("-updated_at", "-pk").values("key", "name", **columns)[:SHOWN])
    return {"projects": projects, "unread": lambda: Notification.objects.unread().count_own(user)}


def titles(user: Any) -> Iterable[tuple[int, str]]:
    """Every project that the person reaches, as id and title."""
    rows = Project.objects.allowed(user, "project.enter").order_by("key").values_list("pk", "key", "name")
    return [(pk, f"{key} {name}") for pk, key, name in rows]
