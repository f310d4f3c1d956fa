"""The board: work by status, moved by its people."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from delivery.loaders import TOP, load_board
from delivery.services import block_task, move_card
from ecompm.core.errors import Invalid, NotAllowed
from planning.models import Task
from planning.services.plans import NewTask, add_plan
from planning.services.tasks import create_task
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BOARD = "/projects/SHOP/board/"


def task(cast: Cast, name: str, **values: Any) -> Task:
    return create_task(by=cast.alice, project=cast.project, name=name, **values)


def columns(cast: Cast, user: Any = None) -> dict[str, list[str]]:
    board = load_board(cast.project, user or cast.alice)
    return {column.status.value: [card.name for card in column.cards] for column in board}


def test_work_stands_in_the_column_of_its_status(cast: Cast) -> None:
    phase = task(cast, "Execution")
    build = task(cast, "Build", parent=phase)
    move_card(build, by=cast.bob, version=1, status="in_review")
    assert columns(cast) == {"todo": [], "in_progress": [], "in_review": ["Build"], "done": []}


def test_a_card_moves_in_front_of_another(cast: Cast) -> None:
    first, second, third = (task(cast, name) for name in ("One", "Two", "Three"))
    move_card(third, by=cast.bob, version=1, status="todo", before=first)
    assert columns(cast)["todo"] == ["Three", "One", "Two"]
    move_card(second, by=cast.bob, version=1, status="todo", before=Task.objects.get(pk=first.pk))
    assert columns(cast)["todo"] == ["Three", "Two", "One"]


def test_a_card_without_a_place_comes_last(cast: Cast) -> None:
    first = task(cast, "One")
    task(cast, "Two")
    move_card(first, by=cast.bob, version=1, status="in_progress")
    move_card(Task.objects.get(name="Two"), by=cast.bob, version=1, status="in_progress")
    assert columns(cast)["in_progress"] == ["One", "Two"]


def test_into_done_means_done(cast: Cast) -> None:
    done = move_card(task(cast, "One"), by=cast.bob, version=1, status="done")
    assert (done.percent, done.actual_finish is not None) == (100, True)


def test_a_viewer_moves_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        move_card(task(cast, "One"), by=cast.vera, version=1, status="done")


def test_there_are_only_the_columns_there_are(cast: Cast) -> None:
    with pytest.raises(Invalid):
        move_card(task(cast, "One"), by=cast.bob, version=1, status="limbo")


def test_a_block_names_its_reason_and_whom_it_waits_for(cast: Cast) -> None:
    blocked = block_task(task(cast, "One"), by=cast.bob, version=1, reason="No data", waits_for=cast.alice)
    assert (blocked.blocked_reason, blocked.waits_for) == ("No data", cast.alice)
    free = block_task(blocked, by=cast.bob, version=blocked.version, reason="", waits_for=cast.alice)
    assert (free.blocked_reason, free.waits_for, free.blocked_since) == ("", None, None)


def test_a_guest_sees_shared_cards_alone(cast: Cast) -> None:
    cast.share_with_gus(task(cast, "One"))
    task(cast, "Two")
    assert columns(cast, cast.gus)["todo"] == ["One"]


def test_a_long_column_shows_its_top_and_counts_the_rest(cast: Cast, django_assert_num_queries) -> None:
    add_plan(by=cast.alice, project=cast.project, tasks=[NewTask(str(k), f"Task {k}") for k in range(TOP + 30)])
    with django_assert_num_queries(4):  # the role, the tops, their cards, the counts
        todo = load_board(cast.project, cast.bob)[0]
    assert (len(todo.cards), todo.count, todo.has_more) == (TOP, TOP + 30, False)


def test_a_very_long_column_is_not_counted_to_its_end(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_plan(by=cast.alice, project=cast.project, tasks=[NewTask(str(k), f"Task {k}") for k in range(TOP + 9)])
    monkeypatch.setattr("delivery.loaders.COUNTED", TOP + 5)
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    todo = client.get(f"/api/v1/boards/{cast.project.pk}/").json()[0]
    assert (todo["count"], todo["has_more"]) == (TOP + 5, True)
    assert f"{TOP + 5}+" in client.get(BOARD).content.decode()


@pytest.mark.postgres
def test_postgresql_reads_columns_by_their_index(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    work = Task.objects.filter(project=cast.project, is_summary=False)
    assert "task_on_board" in work.filter(status="todo").order_by("board_position", "pk")[:TOP].explain()
    assert "task_done_newest" in work.filter(status="done").order_by("-status_since", "-pk")[:TOP].explain()


def test_done_work_stands_newest_first(cast: Cast) -> None:
    for name in ("One", "Two"):
        move_card(task(cast, name), by=cast.bob, version=1, status="done")
    assert columns(cast)["done"] == ["Two", "One"]


def test_the_api_takes_few_statements(cast: Cast, client: Client, django_assert_max_num_queries) -> None:
    task(cast, "One", owner=cast.bob)
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    with django_assert_max_num_queries(6):
        answer = client.get(f"/api/v1/boards/{cast.project.pk}/").json()
    assert (answer[0]["status"], answer[0]["count"]) == ("todo", 1)
    assert answer[0]["tasks"][0]["owner"] == cast.bob.pk


def test_cards_are_grouped_by_owner(cast: Cast, client: Client) -> None:
    task(cast, "One", owner=cast.bob)
    task(cast, "Two")
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    html = client.get(BOARD).content.decode()
    assert html.index("Bob") < html.index("One") < html.index("Nobody") < html.index("Two")


def test_without_script_a_button_of_the_card_moves_it(cast: Cast, client: Client) -> None:
    one = task(cast, "One")
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"{BOARD}{one.number}/move/?version=1&by=phase", {"status": "in_progress"})
    assert answer.headers["Location"] == f"{BOARD}?by=phase"
    assert Task.objects.get().status == "in_progress"


def test_a_stale_card_is_said_and_not_moved(cast: Cast, client: Client) -> None:
    one = task(cast, "One")
    move_card(one, by=cast.alice, version=1, status="done")
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"{BOARD}{one.number}/move/", {"status": "todo", "version": "1"})
    assert answer.status_code == 409
    assert Task.objects.get().status == "done"
