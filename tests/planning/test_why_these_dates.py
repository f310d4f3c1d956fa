"""A task says what sets its dates and what it endangers."""

from datetime import date

import pytest
from django.test import Client

from planning.models import Task
from planning.sentences import limit_text
from planning.services.paths import Explanation, explain_dates
from planning.services.tasks import change_task
from tests.cast import Cast
from tests.planning.stage import again, chain, task

pytestmark = pytest.mark.django_db


@pytest.fixture
def chained(plan: Cast) -> dict[str, Task]:
    """Design 2 d, Build 3 d, Test 2 d, Go-live; Texts 1 d before Test."""
    tasks = [task(plan, "Design", 2), task(plan, "Build", 3), task(plan, "Test", 2)]
    live, texts = task(plan, "Go-live", kind="milestone"), task(plan, "Texts", 1)
    chain(plan, *tasks, live)
    chain(plan, texts, tasks[2])
    return {one.name: again(one) for one in (*tasks, live, texts)}


def names(states: object) -> list[str]:
    return [one.name for one in states]  # type: ignore[attr-defined]


def why(one: Task) -> Explanation:
    return explain_dates(again(one))


def test_the_path_to_a_task_leaves_out_what_had_room(chained: dict[str, Task]) -> None:
    assert names(why(chained["Test"]).path) == ["Design", "Build", "Test"]
    assert names(why(chained["Texts"]).path) == ["Texts"]


def test_the_finish_of_the_plan_limits_what_nothing_else_does(chained: dict[str, Task]) -> None:
    found = why(chained["Texts"])
    assert (found.limit, found.limited, found.limit_day) == ("finish", None, date(2026, 5, 12))
    assert names(found.endangered) == ["Texts", "Test"]
    assert limit_text(found, chained["Texts"]).endswith("It can be 4\u202fd late before it endangers that.")


def test_a_deadline_further_on_explains_negative_float(plan: Cast, chained: dict[str, Task]) -> None:
    live = chained["Go-live"]
    change_task(live, by=plan.alice, version=live.version, deadline=date(2026, 5, 8))
    found = why(chained["Design"])
    assert (found.limit, found.limited.name, found.total_float) == ("deadline", "Go-live", -2 * 480)
    assert limit_text(found, chained["Design"]) == (
        "The deadline of T4 Go-live, 8 May, limits this task. It ends 2\u202fd too late for that."
    )


def test_a_constraint_of_its_own_limits_a_task(plan: Cast, chained: dict[str, Task]) -> None:
    test = chained["Test"]
    values = {"constraint": "FNLT", "constraint_date": date(2026, 5, 11)}
    changed = change_task(test, by=plan.alice, version=test.version, **values)
    assert limit_text(why(test), changed).startswith("Its own constraint, 11 May, limits this task.")


def test_what_is_done_or_has_parts_has_no_limit(plan: Cast, chained: dict[str, Task]) -> None:
    design = change_task(chained["Design"], by=plan.alice, version=chained["Design"].version, status="done")
    task(plan, "Search", 1, parent=again(chained["Texts"]))
    assert [why(design).limit, why(chained["Texts"]).limit] == ["", ""]
    assert names(why(chained["Texts"]).path) == ["Search"]


def test_the_page_says_it_and_is_linked_from_the_task(plan: Cast, client: Client, chained: dict[str, Task]) -> None:
    client.force_login(plan.vera)
    assert "/projects/SHOP/tasks/3/path/" in client.get("/projects/SHOP/tasks/3/").content.decode()
    page = client.get("/projects/SHOP/tasks/3/path/").content.decode()
    assert "There is no room" in page
    assert "Build" in page


def test_the_api_says_it(plan: Cast, client: Client, chained: dict[str, Task]) -> None:
    client.force_login(plan.vera)
    found = client.get(f"/api/v1/tasks/{chained['Test'].pk}/path/").json()
    assert [one["name"] for one in found["path"]] == ["Design", "Build", "Test"]
    assert (found["limit"], found["limited"], found["total_float_minutes"]) == ("finish", None, 0)


def test_a_guest_learns_nothing_of_tasks_that_are_not_shared(
    plan: Cast, client: Client, chained: dict[str, Task]
) -> None:
    plan.share_with_gus(chained["Test"])
    client.force_login(plan.gus)
    assert client.get(f"/api/v1/tasks/{chained['Test'].pk}/path/").status_code == 403
    assert client.get("/projects/SHOP/tasks/3/path/").status_code == 403
    assert "/path/" not in client.get("/projects/SHOP/tasks/3/").content.decode()
