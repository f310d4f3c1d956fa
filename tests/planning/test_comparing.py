"""Any two baselines, or a baseline and the plan, side by side."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ecompm.core.errors import Invalid
from planning.models import Baseline, Task
from planning.services.baselines import take_baseline
from planning.services.comparing import Comparison, compare
from planning.services.plans import NewTask, add_plan
from planning.services.tasks import change_task, delete_task
from projects.services.projects import create_project
from tests.cast import Cast
from tests.planning.stage import again, chain, task

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(plan: Cast) -> list[Baseline]:
    """Design grew by two days between the first and the second baseline; since then Build went and Texts came."""
    design, build, live = task(plan, "Design", 3), task(plan, "Build", 2), task(plan, "Go-live", kind="milestone")
    chain(plan, design, build, live)
    first = take_baseline(by=plan.alice, project=plan.project, name="Agreed")
    change_task(again(design), by=plan.alice, version=1, duration=5 * 480)
    second = take_baseline(by=plan.alice, project=plan.project, name="Replanned", change_request="C4")
    task(plan, "Texts")
    delete_task(again(build), by=plan.alice, version=again(build).version)
    return [first, second]


def changes(found: Comparison) -> dict[str, str]:
    return {row.shown.name: row.change for row in found.rows}


def test_two_baselines(two: list[Baseline]) -> None:
    found = compare(*two)
    assert changes(found) == {"Design": "moved", "Build": "moved", "Go-live": "moved"}
    assert (found.finish_before, found.finish_after, found.finish_days) == (date(2026, 5, 8), date(2026, 5, 12), 2)


def test_backwards_the_signs_turn(two: list[Baseline]) -> None:
    assert compare(two[1], two[0]).finish_days == -2


def test_a_baseline_and_the_plan(two: list[Baseline]) -> None:
    found = compare(two[1])
    assert changes(found) == {"Design": "same", "Go-live": "moved", "Texts": "added", "Build": "removed"}
    assert [found.count(change) for change in ("same", "moved", "added", "removed")] == [1, 1, 1, 1]


def test_what_is_cancelled_is_gone(plan: Cast) -> None:
    design = task(plan, "Design", 3)
    first = take_baseline(by=plan.alice, project=plan.project, name="Agreed")
    change_task(design, by=plan.alice, version=1, status="cancelled")
    assert changes(compare(first)) == {"Design": "removed"}


def test_baselines_of_two_projects_are_refused(two: list[Baseline], plan: Cast) -> None:
    project = create_project(by=plan.alice, key="OTHER", name="Another shop")
    other = take_baseline(by=plan.alice, project=project, name="Theirs")
    with pytest.raises(Invalid):
        compare(two[0], other)


def test_the_page_compares_what_its_address_names(two: list[Baseline], plan: Cast, client: Client) -> None:
    client.force_login(plan.vera)
    page = client.get("/projects/SHOP/plan/baselines/?from=1&to=2").content.decode()
    assert "The finish moves from" in page
    assert "change request C4" in page
    assert "Texts" not in page


def test_the_page_survives_any_address(two: list[Baseline], plan: Cast, client: Client) -> None:
    client.force_login(plan.vera)
    assert client.get("/projects/SHOP/plan/baselines/?from=99&to=x&all=1").status_code == 200


def test_unchanged_tasks_are_shown_on_demand(two: list[Baseline], plan: Cast, client: Client) -> None:
    client.force_login(plan.vera)
    plain, whole = (client.get(f"/projects/SHOP/plan/baselines/{q}").content.decode() for q in ("", "?all=1"))
    assert ["Design" in plain, "Design" in whole] == [False, True]


def test_the_api_compares_with_another_baseline(two: list[Baseline], plan: Cast, client: Client) -> None:
    client.force_login(plan.vera)
    first, second = two
    rows = client.get(f"/api/v1/baselines/{first.pk}/compare/?to={second.pk}").json()
    assert rows[0]["name"] == "Design"
    assert [rows[0][name] for name in ("change", "was_finish", "finish", "finish_days", "duration_minutes")] == [
        "moved", "2026-05-06", "2026-05-08", 2, 960,
    ]  # fmt: skip


@pytest.mark.parametrize("to", ["0", "abc", "9" * 30])
def test_the_api_refuses_a_baseline_that_is_not_there(two: list[Baseline], plan: Cast, client: Client, to: str) -> None:
    client.force_login(plan.vera)
    assert client.get(f"/api/v1/baselines/{two[0].pk}/compare/?to={to}").status_code == 400


def test_the_list_of_tasks_has_variances(two: list[Baseline], plan: Cast, client: Client) -> None:
    design = Task.objects.get(name="Design")
    change_task(design, by=plan.alice, version=design.version, duration=6 * 480)
    client.force_login(plan.vera)
    address = "/projects/SHOP/tasks/?columns=agreed_finish&columns=finish_days&columns=duration_minutes"
    assert "+1\u202fd" in client.get(address).content.decode()


def test_more_tasks_take_no_more_queries(plan: Cast) -> None:
    counts = []
    for size in (5, 50):
        have = Task.objects.count()
        add_plan(by=plan.alice, project=plan.project, tasks=[NewTask(str(k), f"Task {k}") for k in range(have, size)])
        baseline = take_baseline(by=plan.alice, project=plan.project, name="Agreed")
        with CaptureQueriesContext(connection) as caught:
            compare(baseline)
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 6
