"""The page of the plan's health names what offends and leads to where it is mended."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planning.models import Task
from planning.services.baselines import take_baseline
from planning.services.health import CheckResult, plan_health
from planning.services.plans import NewTask, add_plan
from planning.services.tasks import change_task
from tests.cast import Cast
from tests.planning.stage import MONDAY, again, chain, task

pytestmark = pytest.mark.django_db


def check(cast: Cast, name: str, on: date = MONDAY, long_days: int = 15) -> CheckResult:
    found = plan_health(cast.project, on=on, long_days=long_days)
    return next(one for one in found.results if one.check == name)


@pytest.fixture
def chained(plan: Cast) -> list[Task]:
    tasks = [task(plan, name, 2, owner=plan.bob) for name in ("Design", "Build", "Test")]
    chain(plan, *tasks)
    return [again(one) for one in tasks]


def test_a_sound_plan_fails_no_check(plan: Cast, chained: list[Task]) -> None:
    found = plan_health(plan.project, on=MONDAY)
    assert [len(found.results), found.failed] == [14, []]


def test_a_loose_task_is_named(plan: Cast, chained: list[Task]) -> None:
    task(plan, "Texts", owner=plan.bob)
    logic = check(plan, "logic")
    assert (logic.healthy, [one.name for one in logic.offenders]) == (False, ["Texts"])
    assert not logic.offenders[0].preceded


def test_work_of_nobody_offends(plan: Cast, chained: list[Task]) -> None:
    change_task(chained[1], by=plan.alice, version=chained[1].version, owner=None)
    assert [one.name for one in check(plan, "resources").offenders] == ["Build"]


def test_what_counts_as_long_can_be_chosen(plan: Cast, chained: list[Task]) -> None:
    change_task(chained[2], by=plan.alice, version=chained[2].version, duration=20 * 480)
    assert check(plan, "high_duration").healthy is False
    assert check(plan, "high_duration", long_days=20).healthy


def test_work_that_should_have_begun_has_invalid_dates(plan: Cast, chained: list[Task]) -> None:
    late = check(plan, "invalid_dates", on=date(2026, 5, 7))
    assert [one.name for one in late.offenders] == ["Design", "Build"]


def test_work_that_began_today_is_in_time(plan: Cast, chained: list[Task]) -> None:
    change_task(chained[0], by=plan.alice, version=chained[0].version, actual_start=MONDAY)
    assert check(plan, "invalid_dates").healthy


def test_missed_tasks_are_judged_by_the_latest_baseline(plan: Cast, chained: list[Task]) -> None:
    assert check(plan, "missed_tasks").healthy is None
    take_baseline(by=plan.alice, project=plan.project, name="Agreed")
    change_task(chained[0], by=plan.alice, version=chained[0].version, duration=5 * 480)
    missed = check(plan, "missed_tasks", on=date(2026, 5, 7))
    assert [(one.name, one.agreed) for one in missed.offenders] == [("Design", date(2026, 5, 5))]


def test_a_wished_finish_before_the_end_of_the_plan_lowers_the_index(plan: Cast, chained: list[Task]) -> None:
    plan.project.wished_finish = date(2026, 5, 8)
    plan.project.save()
    index = check(plan, "critical_path_length_index")
    assert index.value == pytest.approx(5 / 6)
    assert [one.name for one in index.offenders] == ["Design", "Build", "Test"]


def test_the_page_leads_to_the_field_that_mends(plan: Cast, client: Client, chained: list[Task]) -> None:
    loose = task(plan, "Texts", owner=plan.bob)
    client.force_login(plan.bob)
    page = client.get("/projects/SHOP/plan/health/").content.decode()
    assert f'href="/projects/SHOP/tasks/{loose.number}/edit/#id_predecessors"' in page
    assert 'id="id_predecessors"' in client.get(f"/projects/SHOP/tasks/{loose.number}/edit/").content.decode()


def test_a_viewer_reads_without_being_asked_to_mend(plan: Cast, client: Client, chained: list[Task]) -> None:
    task(plan, "Texts")
    client.force_login(plan.vera)
    page = client.get("/projects/SHOP/plan/health/").content.decode()
    assert "Texts" in page
    assert "/edit/" not in page


def test_an_empty_plan_has_nothing_to_judge(plan: Cast, client: Client) -> None:
    client.force_login(plan.alice)
    assert "no open work to judge" in client.get("/projects/SHOP/plan/health/?long=nonsense").content.decode()


def test_the_api_names_faults(plan: Cast, client: Client, chained: list[Task]) -> None:
    loose = task(plan, "Texts", owner=plan.bob)
    client.force_login(plan.vera)
    rows = client.get(f"/api/v1/plan-health/{plan.project.pk}/").json()
    assert next(row["check"] for row in rows if row["healthy"] is False) == "logic"
    assert rows[0]["offenders"][0] | {"fault": ""} == {
        "task": loose.pk, "number": loose.number, "name": "Texts", "fault": "",
    }  # fmt: skip
    assert client.get(f"/api/v1/plan-health/{plan.project.pk}/?long_days=0").status_code == 400


def test_a_large_plan_takes_no_more_queries(plan: Cast) -> None:
    counts = []
    for size in (5, 50):
        have = Task.objects.count()
        add_plan(by=plan.alice, project=plan.project, tasks=[NewTask(str(k), f"Task {k}") for k in range(have, size)])
        with CaptureQueriesContext(connection) as caught:
            plan_health(plan.project, on=MONDAY)
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 8
