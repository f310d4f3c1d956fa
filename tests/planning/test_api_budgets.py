"""How many statements the API needs: the same for a hundred tasks as for a thousand."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planning.models import Task
from planning.services.plans import NewTask, add_plan
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SIZES = (100, 1000)
CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@pytest.fixture
def api(cast: Cast, client: Client) -> Client:
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    return client


def statements(cast: Cast, ask: Callable[[], Any], status: int) -> list[int]:
    """Statements of a request at each size of the plan, without those that only begin and end transactions."""
    counts = []
    for size in SIZES:
        have = Task.objects.count()
        add_plan(by=cast.alice, project=cast.project, tasks=[NewTask(str(k), f"Task {k}") for k in range(have, size)])
        with CaptureQueriesContext(
            connection,
        ) as caught:
            answer = ask()
        assert answer.status_code == status, answer.content
        counts.append(len([q for q in caught.captured_queries if not q["sql"].startswith(CONTROL)]))
    return counts


def address(task: Task) -> str:
    return f"/api/v1/tasks/{task.pk}/"


def test_a_list_of_a_hundred(cast: Cast, api: Client) -> None:
    url = f"/api/v1/tasks/?project={cast.project.pk}&limit=100&ordering=position"
    few, many = statements(cast, lambda: api.get(url), 200)
    assert few == many <= 6


def test_a_filtered_list(cast: Cast, api: Client) -> None:
    url = f"/api/v1/tasks/?project={cast.project.pk}&status=todo&owner={cast.bob.pk}&critical=true&search=task"
    few, many = statements(cast, lambda: api.get(url), 200)
    assert few == many <= 6


def test_the_board(cast: Cast, api: Client) -> None:
    few, many = statements(cast, lambda: api.get(f"/api/v1/boards/{cast.project.pk}/"), 200)
    assert few == many <= 6


def test_a_row_of_a_list_is_short(cast: Cast, api: Client) -> None:
    words = {"description": "word " * 60}
    add_plan(by=cast.alice, project=cast.project, tasks=[NewTask(str(k), f"Task {k}", None, words) for k in range(100)])
    assert len(api.get(f"/api/v1/tasks/?project={cast.project.pk}&limit=100").content) < 60_000


def test_one_task(cast: Cast, api: Client) -> None:
    few, many = statements(cast, lambda: api.get(address(Task.objects.first())), 200)
    assert few == many <= 6


def test_creating_a_task(cast: Cast, api: Client) -> None:
    body = {"project": cast.project.pk, "name": "Size guide"}
    few, many = statements(cast, lambda: api.post("/api/v1/tasks/", body, "application/json"), 201)
    assert few == many <= 14


def test_changing_a_status(cast: Cast, api: Client) -> None:
    def change() -> Any:
        task = Task.objects.filter(status="todo").first()
        with CaptureQueriesContext(connection):
            return api.patch(
                address(task), {"status": "in_progress"}, "application/json", headers={"If-Match": task.etag}
            )

    few, many = statements(cast, change, 200)
    assert few == many <= 12 + 1  # the first statement reads the task to change
