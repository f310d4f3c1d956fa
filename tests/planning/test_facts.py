"""What the plan tells other apps."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ecompm.core.facts import FactRun
from planning.services.baselines import take_baseline
from planning.services.tasks import change_task
from projects.models import ProjectRole
from tests.cast import Cast
from tests.planning.stage import MONDAY, again, chain, task

pytestmark = pytest.mark.django_db


def fact(cast: Cast, name: str, on: date = MONDAY) -> Any:
    return FactRun([cast.project.pk], on).values(name)[cast.project.pk]


def test_an_empty_plan_has_no_figures(plan: Cast) -> None:
    assert fact(plan, "schedule.finish") is None
    assert fact(plan, "schedule.overdue") is None
    assert fact(plan, "tasks.open") == 0


def test_finish_and_critical_tasks(plan: Cast) -> None:
    chain(plan, task(plan, "Design", 3), task(plan, "Build", 4))
    task(plan, "Texts", 1)
    assert fact(plan, "schedule.start") == MONDAY
    assert fact(plan, "schedule.finish") == date(2026, 5, 12)
    assert fact(plan, "schedule.critical_count") == 2


def test_progress_is_weighted_by_duration(plan: Cast) -> None:
    long, _short = task(plan, "Build", 3), task(plan, "Texts", 1)
    change_task(long, by=plan.alice, version=long.version, percent=50)
    assert fact(plan, "schedule.progress_pct") == 37.5


def test_overdue_counts_open_work_planned_before_the_day(plan: Cast) -> None:
    task(plan, "Design", 1)
    done = task(plan, "Texts", 1)
    change_task(done, by=plan.alice, version=1, status="done")
    assert fact(plan, "schedule.overdue", on=date(2026, 5, 4)) == 0
    assert fact(plan, "schedule.overdue", on=date(2026, 5, 5)) == 1


def test_a_missed_deadline_is_negative_float(plan: Cast) -> None:
    task(plan, "Design", 5, deadline=date(2026, 5, 6))
    assert fact(plan, "schedule.negative_float") == 1


def test_only_tasks_that_dangle_in_the_middle_lack_logic(plan: Cast) -> None:
    chain(plan, task(plan, "Design", 3), task(plan, "Build", 4), task(plan, "Test", 2))
    assert fact(plan, "schedule.missing_logic_pct") == 0
    task(plan, "Texts", 1)
    assert fact(plan, "schedule.missing_logic_pct") == 25


def test_a_loose_task_written_first_is_not_the_start_of_the_plan(plan: Cast) -> None:
    task(plan, "Texts", 1)
    chain(plan, task(plan, "Design", 3), task(plan, "Build", 4), task(plan, "Test", 2))
    assert fact(plan, "schedule.missing_logic_pct") == 25


def test_links_of_a_summary_hold_for_its_parts(plan: Cast) -> None:
    phase = task(plan, "Execution")
    task(plan, "Build", 4, parent=phase)
    chain(plan, task(plan, "Design", 3), again(phase), task(plan, "Test", 2))
    assert fact(plan, "schedule.missing_logic_pct") == 0


def test_without_a_baseline_slip_is_unknown(plan: Cast) -> None:
    task(plan, "Design", 3)
    assert fact(plan, "schedule.baseline_set") is False
    assert fact(plan, "schedule.slip_days") is None


def test_slip_is_counted_in_working_days_against_the_latest_baseline(plan: Cast) -> None:
    build = task(plan, "Build", 3)
    take_baseline(by=plan.alice, project=plan.project, name="Agreed")
    change_task(build, by=plan.alice, version=build.version, duration=6 * 480)
    assert fact(plan, "schedule.slip_days") == 3
    take_baseline(by=plan.alice, project=plan.project, name="Agreed again")
    assert fact(plan, "schedule.slip_days") == 0


def test_open_work_slips_with_every_day_that_passes(plan: Cast) -> None:
    task(plan, "Build", 3, ref="T05")
    take_baseline(by=plan.alice, project=plan.project, name="Agreed")
    assert fact(plan, "task.slip_days('T05')", on=date(2026, 5, 8)) == 2


@pytest.mark.parametrize("name", ["T05", "T1", "1"])
def test_a_task_is_found_by_its_id_in_the_template_or_its_number(plan: Cast, name: str) -> None:
    build = task(plan, "Build", 3, ref="T05")
    assert fact(plan, f"task('{name}').done") is False
    change_task(build, by=plan.alice, version=1, status="done")
    assert fact(plan, f"task('{name}').done") is True
    assert fact(plan, "task('T99').done") is None


def test_next_milestone(plan: Cast) -> None:
    chain(plan, task(plan, "Build", 3), task(plan, "Go-live", kind="milestone"))
    assert fact(plan, "schedule.next_milestone_name") == "Go-live"
    assert fact(plan, "schedule.next_milestone") == date(2026, 5, 6)


def test_a_role_is_filled_by_a_person(plan: Cast) -> None:
    role = ProjectRole.objects.create(project=plan.project, code="PM", name="Project manager")
    assert fact(plan, "roles.filled('PM')") is False
    ProjectRole.objects.filter(pk=role.pk).update(person=plan.bob)
    assert fact(plan, "roles.filled('PM')") is True
    assert fact(plan, "roles.filled('XX')") is None


def test_facts_take_the_same_statements_for_many_projects(
    plan: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    task(plan, "Build", 3)
    take_baseline(by=plan.alice, project=plan.project, name="Agreed")
    with django_assert_max_num_queries(4):
        FactRun(range(1, 500), MONDAY).values("schedule.slip_days")
