"""What waits for a person, over all projects."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from delivery import work
from delivery.services import block_task
from delivery.work import Section, WorkItem, work_of
from planning.services.tasks import change_task, create_task
from projects.models import Project, ProjectRole
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 5, 4)


@pytest.fixture
def only_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sources of other apps have tests of their own."""
    monkeypatch.setattr(work, "_sources", [work.tasks_of, work.waited_for])


@pytest.fixture
def plan(cast: Cast, only_tasks: None) -> Cast:
    Project.objects.filter(pk=cast.project.pk).update(wished_start=MONDAY, country="")
    cast.project.refresh_from_db()
    return cast


def task(cast: Cast, name: str, **values: Any) -> Any:
    return create_task(by=cast.alice, project=cast.project, name=name, **{"owner": cast.bob, **values})


def titles(items: list[WorkItem]) -> list[str]:
    return [item.title.split(" ", 1)[1] for item in items]


def test_work_is_sorted_by_its_day(plan: Cast) -> None:
    task(plan, "Late")
    task(plan, "Now", duration=960)
    task(plan, "Friday", duration=2400)
    task(plan, "Next week", duration=3840)
    mine = work_of(plan.bob, date(2026, 5, 5))
    assert [titles(part) for part in (mine.overdue, mine.today, mine.week, mine.later)] == [
        ["Late"], ["Now"], ["Friday"], ["Next week"],
    ]  # fmt: skip


def test_what_is_done_or_belongs_to_others_is_left_out(plan: Cast) -> None:
    change_task(task(plan, "Done"), by=plan.alice, version=1, status="done")
    task(plan, "Hers", owner=plan.alice)
    assert work_of(plan.bob, MONDAY).count == 0


def test_work_of_a_role_belongs_to_who_plays_it_until_somebody_owns_it(plan: Cast) -> None:
    role = ProjectRole.objects.create(project=plan.project, code="DEV", name="Developers", person=plan.bob)
    task(plan, "Build", owner=None, role=role)
    task(plan, "Test", owner=plan.alice, role=role)
    assert titles(work_of(plan.bob, MONDAY).today) == ["Build"]


def test_who_is_waited_for_learns_it_today(plan: Cast) -> None:
    block_task(task(plan, "Import", duration=4800), by=plan.bob, version=1, reason="No data", waits_for=plan.alice)
    item = work_of(plan.alice, MONDAY).today[0]
    assert item.why == "Bob waits for you: No data"


def test_closed_and_archived_projects_ask_for_nothing(plan: Cast) -> None:
    task(plan, "Build")
    Project.objects.filter(pk=plan.project.pk).update(status="closed")
    assert work_of(plan.bob, MONDAY).count == 0


def test_who_left_the_project_has_no_work_in_it(plan: Cast) -> None:
    task(plan, "Build")
    plan.project.memberships.filter(user=plan.bob).delete()
    assert work_of(plan.bob, MONDAY).count == 0


def test_other_apps_add_what_they_know_of(plan: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def votes(user: Any, on: date) -> Iterator[WorkItem]:
        yield WorkItem("SHOP", "G3 Go / no-go", "/gate/", section=Section.REVIEW, due=on)

    monkeypatch.setattr(work, "_sources", [votes])
    assert [item.title for item in work_of(plan.bob, MONDAY).reviews] == ["G3 Go / no-go"]


def test_the_page_says_where_to_start(plan: Cast, client: Client) -> None:
    task(plan, "Build the shop")
    client.force_login(plan.bob, backend="django.contrib.auth.backends.ModelBackend")
    html = client.get("/my-work/").content.decode()
    assert "One thing waits for you." in html
    assert "T1 Build the shop" in html
    assert "overdue" in html
