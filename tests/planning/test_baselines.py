"""The plan as it was agreed."""

from datetime import date

import pytest

from ecompm.core.errors import NotAllowed
from planning.services.baselines import current_baseline, take_baseline
from planning.services.comparing import compare
from planning.services.tasks import change_task, delete_task
from tests.cast import Cast
from tests.planning.stage import again, chain, task

pytestmark = pytest.mark.django_db


def test_a_baseline_keeps_its_dates_when_the_plan_moves(plan: Cast) -> None:
    design, build = task(plan, "Design", 3), task(plan, "Build", 2)
    chain(plan, design, build)
    baseline = take_baseline(by=plan.alice, project=plan.project, name="Agreed", reason="Steering committee, 4 May")
    change_task(again(design), by=plan.alice, version=1, duration=5 * 480)
    assert [row.finish.date() for row in baseline.rows.all()] == [date(2026, 5, 6), date(2026, 5, 8)]


def test_variances_are_working_days(plan: Cast) -> None:
    design, build = task(plan, "Design", 3), task(plan, "Build", 2)
    chain(plan, design, build)
    baseline = take_baseline(by=plan.alice, project=plan.project, name="Agreed")
    change_task(again(design), by=plan.alice, version=1, duration=6 * 480)
    task(plan, "Texts")
    rows = {row.shown.name: row for row in compare(baseline).rows}
    assert (rows["Design"].start_days, rows["Design"].finish_days, rows["Design"].duration_minutes) == (0, 3, 1440)
    assert (rows["Build"].start_days, rows["Build"].finish_days) == (3, 3)
    assert (rows["Texts"].change, rows["Texts"].finish_days) == ("added", None)


def test_a_deleted_task_stays_readable_in_the_baseline(plan: Cast) -> None:
    design = task(plan, "Design", 3)
    baseline = take_baseline(by=plan.alice, project=plan.project, name="Agreed")
    delete_task(design, by=plan.alice, version=1)
    row = baseline.rows.get()
    assert (row.task_id, row.name, row.number) == (None, "Design", 1)


def test_the_latest_baseline_counts(plan: Cast) -> None:
    take_baseline(by=plan.alice, project=plan.project, name="Agreed")
    second = take_baseline(by=plan.alice, project=plan.project, name="Agreed again")
    assert current_baseline(plan.project.pk) == second


def test_only_managers_take_one(plan: Cast) -> None:
    with pytest.raises(NotAllowed):
        take_baseline(by=plan.bob, project=plan.project, name="Mine")
