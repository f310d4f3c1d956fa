"""The recalculation schedules the plans that changed, and leaves the others alone."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from planning.models import Task, TaskLink
from planning.services.calendars import create_calendar
from planning.services.links import create_link, delete_link
from planning.services.moving import indent_task
from planning.services.resources import add_leave, create_resource
from planning.services.tasks import change_task, create_task, delete_task
from portfolio.services import recalculation
from projects.services.projects import change_project
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def scheduled(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The projects whose plan was scheduled since the plan of two linked tasks was recalculated."""
    one, two, _three = (make(cast, name) for name in ("Build", "Test", "Texts"))
    create_link(by=cast.alice, project=cast.project, predecessor=one, successor=two)
    recalculation.recalculate([cast.project.pk], TODAY)
    found: list[int] = []
    monkeypatch.setattr(recalculation, "schedule_projects", found.extend)
    return found


def make(cast: Cast, name: str) -> Task:
    return create_task(by=cast.alice, project=cast.project, name=name)


def first(**values: Any) -> Task:
    return Task.objects.select_related("project").filter(**values).order_by("number")[0]


def test_the_nightly_run_leaves_an_unchanged_plan(cast: Cast, scheduled: list[int]) -> None:
    recalculation.mark_all()
    assert recalculation.recalculate_dirty(TODAY) == 1
    assert scheduled == []


CHANGES: dict[str, Callable[[Cast], Any]] = {
    "a task is made": lambda cast: make(cast, "Launch"),
    "a task is longer": lambda cast: change_task(first(), by=cast.alice, version=first().version, duration=960),
    "a task is gone": lambda cast: delete_task(first(), by=cast.alice, version=first().version),
    "a task is part of another": lambda cast: indent_task(
        first(name="Texts"), by=cast.alice, version=first(name="Texts").version
    ),
    "a link is gone": lambda cast: delete_link(TaskLink.objects.get(), by=cast.alice, version=1),
    "a calendar": lambda cast: create_calendar(by=cast.alice, project=cast.project, name="Shifts", is_default=True),
    "a leave": lambda cast: add_leave(
        by=cast.alice,
        project=cast.project,
        resource=create_resource(by=cast.alice, project=cast.project, name="Ann"),
        first_day=date(2027, 1, 4),
        last_day=date(2027, 1, 5),
    ),
    "another start": lambda cast: change_project(
        cast.project, by=cast.alice, version=cast.project.version, wished_start=date(2027, 1, 4)
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_plan_is_scheduled(cast: Cast, scheduled: list[int], change: str) -> None:
    CHANGES[change](cast)
    recalculation.recalculate([cast.project.pk], TODAY)
    assert scheduled == [cast.project.pk]
    recalculation.recalculate([cast.project.pk], TODAY)
    assert scheduled == [cast.project.pk]


def test_figures_that_stay_the_same_are_not_written(cast: Cast, scheduled: list[int]) -> None:
    written: list[Any] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recalculation, "update_rows", lambda model, columns, rows: written.extend(rows))
        recalculation.recalculate([cast.project.pk], TODAY)
    assert written == []
