"""Who is told of tasks: the new owner, and whom a blocked task waits for."""

from typing import Any

import pytest

from delivery.services import block_task
from planning.services.tasks import create_task
from projects import notices
from projects.models import Notification
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def told(someone: Any) -> list[tuple[str, str]]:
    return [(notices.text(row.kind, row.parameters), row.path) for row in Notification.objects.own(someone)]


def test_the_owner_and_who_is_waited_for_are_told_with_the_way_to_the_task(cast: Cast) -> None:
    task = create_task(by=cast.alice, project=cast.project, name="Copy prices", owner=cast.bob)
    block_task(task, by=cast.bob, version=task.version, reason="No data", waits_for=cast.alice)
    assert told(cast.bob) == [("Alice gave you T1 Copy prices", "/projects/SHOP/tasks/1/")]
    assert told(cast.alice) == [("Bob says that T1 Copy prices waits for you", "/projects/SHOP/tasks/1/")]
