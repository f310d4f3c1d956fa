"""A change to the plan is scheduled with it."""

from datetime import date

import pytest

from planning.models import Task
from planning.services.calendars import create_calendar
from planning.services.plans import NewLink, NewTask, add_plan
from planning.services.scheduling import schedule_projects
from planning.services.tasks import change_task
from projects.models import Project
from tests.cast import Cast
from tests.planning.stage import MONDAY, again, chain, link, task

pytestmark = pytest.mark.django_db


def test_a_new_task_has_dates(plan: Cast) -> None:
    design = task(plan, "Design", 3)
    assert (design.start_day, design.finish_day) == (MONDAY, date(2026, 5, 6))


def test_a_link_puts_the_successor_behind(plan: Cast) -> None:
    design, build = task(plan, "Design", 3), task(plan, "Build", 2)
    chain(plan, design, build)
    assert again(build).start_day == date(2026, 5, 7)


def test_a_longer_task_pushes_and_a_shorter_one_pulls(plan: Cast) -> None:
    design, build = task(plan, "Design", 3), task(plan, "Build", 2)
    chain(plan, design, build)
    longer = change_task(again(design), by=plan.alice, version=1, duration=5 * 480)
    assert again(build).start_day == date(2026, 5, 11)
    change_task(longer, by=plan.alice, version=longer.version, duration=480)
    assert again(build).start_day == date(2026, 5, 5)


def test_a_summary_spans_its_parts(plan: Cast) -> None:
    phase = task(plan, "Execution")
    first, second = task(plan, "Build", 3, parent=phase), task(plan, "Test", 2, parent=again(phase))
    link(plan, first, second)
    whole = again(phase)
    assert (whole.is_summary, whole.start_day, whole.finish_day, whole.duration) == (
        True,
        MONDAY,
        date(2026, 5, 8),
        2400,
    )


def test_public_holidays_are_not_worked(plan: Cast) -> None:
    Project.objects.filter(pk=plan.project.pk).update(country="DE")
    assert task(plan, "Design", 9).finish_day == date(2026, 5, 15)  # Ascension Day, 14 May, is free


def test_the_calendar_of_the_project_moves_the_plan(plan: Cast) -> None:
    design = task(plan, "Design", 3)
    closed = [{"from": "2026-05-05", "to": "2026-05-06", "shifts": []}]
    create_calendar(by=plan.alice, project=plan.project, name="Ours", is_default=True, exceptions=closed)
    assert again(design).finish_day == date(2026, 5, 8)


def test_a_freeze_without_shifts_only_marks_days(plan: Cast) -> None:
    design = task(plan, "Design", 3)
    freeze = [{"from": "2026-05-05", "to": "2026-05-06", "name": "Sale"}]
    create_calendar(by=plan.alice, project=plan.project, name="Ours", is_default=True, exceptions=freeze)
    assert again(design).finish_day == date(2026, 5, 6)


def test_a_plan_with_only_a_wished_finish_runs_back_from_it(plan: Cast) -> None:
    Project.objects.filter(pk=plan.project.pk).update(wished_start=None, wished_finish=date(2026, 5, 29))
    plan.project.refresh_from_db()
    assert task(plan, "Design", 3).start_day == date(2026, 5, 27)


def test_cancelled_work_takes_no_time(plan: Cast) -> None:
    design, build = task(plan, "Design", 3), task(plan, "Build", 2)
    chain(plan, design, build)
    change_task(again(design), by=plan.alice, version=1, status="cancelled")
    assert again(build).start_day == MONDAY


def test_what_is_left_of_a_started_task_follows_its_percent(plan: Cast) -> None:
    design = task(plan, "Design", 4)
    started = change_task(design, by=plan.alice, version=1, percent=50, actual_start=date(2026, 5, 6))
    assert (started.start_day, started.finish_day) == (date(2026, 5, 6), date(2026, 5, 11))


def test_a_deadline_that_is_missed_is_negative_float(plan: Cast) -> None:
    assert task(plan, "Design", 3, deadline=date(2026, 5, 5)).total_float == -480


def test_a_second_run_writes_nothing(plan: Cast) -> None:
    chain(plan, task(plan, "Design", 3), task(plan, "Build", 2))
    assert schedule_projects([plan.project.pk])[plan.project.pk].changes == []


def test_only_rows_that_changed_are_written(plan: Cast) -> None:
    first, second = task(plan, "Design", 3), task(plan, "Build", 2)
    Task.objects.filter(pk=second.pk).update(start=date(2020, 1, 1))
    outcome = schedule_projects([plan.project.pk])[plan.project.pk]
    assert [change.after.id for change in outcome.changes] == [second.pk]
    assert again(first).start_day == again(second).start_day == MONDAY


def test_many_projects_take_as_many_statements_as_one(plan: Cast, django_assert_max_num_queries) -> None:
    task(plan, "Design", 3)
    others = [Project.objects.create(key=f"P{k}", name=f"Shop {k}", country="") for k in range(30)]
    with django_assert_max_num_queries(9):  # six, and the savepoint that a transaction is in tests
        schedule_projects([plan.project.pk, *(other.pk for other in others)])


def test_a_plan_that_cannot_be_solved_does_not_stop_the_others(plan: Cast) -> None:
    design = task(plan, "Design", 3)
    other = Project.objects.create(key="OTHER", name="Other", country="", wished_start=MONDAY)
    Task.objects.create(project=other, number=1, name="For ever", duration=2**31 - 1, position=1, wbs="1")
    Task.objects.filter(pk=design.pk).update(start=None)
    schedule_projects([other.pk, plan.project.pk])
    assert again(design).start_day == MONDAY


def test_a_whole_plan_is_made_and_scheduled_at_once(plan: Cast) -> None:
    tasks = [
        NewTask("P", "Execution"),
        NewTask("A", "Build", "P", {"duration": 960}),
        NewTask("G", "Go-live", None, {"kind": "milestone", "duration": 0}),
    ]
    made = add_plan(by=plan.alice, project=plan.project, tasks=tasks, links=[NewLink("A", "G", lag=480)])
    assert [made[key].wbs for key in "PAG"] == ["1", "1.1", "2"]
    assert (made["G"].start_day, made["G"].start.hour) == (date(2026, 5, 6), 17)


def test_a_large_plan_is_left_to_the_recalculation(plan: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planning.services.scheduling.IMMEDIATE", 1)
    task(plan, "Photos", 1)
    assert again(task(plan, "Texts", 1)).start_day == MONDAY
    waiting = task(plan, "Design", 3)
    assert again(waiting).start is None
    schedule_projects([plan.project.pk])
    assert again(waiting).start_day == MONDAY
