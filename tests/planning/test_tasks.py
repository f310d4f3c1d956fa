"""Rules of a single task: its story is one, its kind decides what it may hold."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from ecompm.core.errors import Conflict, Invalid, NotAllowed, NotFound, StaleVersion
from ecompm.core.models import AuditEntry
from planning.models import Task
from planning.services.tasks import change_task, create_task, delete_task, preview_change
from projects.models import Project
from projects.services.projects import create_project
from tests.cast import Cast
from tests.planning.stage import MONDAY, again, chain, task

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 6, 1, 10, tzinfo=UTC)


def change(cast: Cast, one: Task, **values: Any) -> Task:
    stored = again(one)
    return change_task(stored, by=cast.alice, version=stored.version, at=LATER, **values)


def test_done_is_a_hundred_percent_and_has_dates(plan: Cast) -> None:
    done = change(plan, task(plan, "Design", 3), status="done")
    assert (done.percent, done.actual_start, done.actual_finish) == (100, MONDAY, date(2026, 6, 1))


def test_a_hundred_percent_is_done(plan: Cast) -> None:
    assert change(plan, task(plan, "Design"), percent=100).status == "done"


def test_progress_begins_a_task(plan: Cast) -> None:
    begun = change(plan, task(plan, "Design"), percent=20)
    assert (begun.status, begun.actual_start, begun.status_since) == ("in_progress", date(2026, 6, 1), LATER)


def test_back_to_do_forgets_what_was_done(plan: Cast) -> None:
    design = change(plan, task(plan, "Design"), status="done")
    back = change(plan, design, status="todo")
    assert (back.percent, back.actual_start, back.actual_finish) == (0, None, None)


def test_a_done_task_that_is_reopened_is_not_finished(plan: Cast) -> None:
    design = change(plan, task(plan, "Design"), status="done")
    open_again = change(plan, design, status="in_progress")
    assert open_again.percent < 100
    assert open_again.actual_finish is None


def test_nothing_happened_in_the_future(plan: Cast) -> None:
    with pytest.raises(Invalid):
        change(plan, task(plan, "Design"), actual_finish=date(2026, 6, 2))


def test_done_work_is_not_blocked(plan: Cast) -> None:
    design = change(plan, task(plan, "Design"), blocked_reason="No data", waits_for=plan.bob)
    assert design.blocked_since == LATER
    done = change(plan, design, status="done")
    assert (done.blocked_reason, done.waits_for) == ("", None)


def test_a_milestone_takes_no_time(plan: Cast) -> None:
    live = task(plan, "Go-live", kind="milestone")
    assert live.duration == 0
    with pytest.raises(Invalid):
        change(plan, live, duration=480)


def test_a_milestone_that_becomes_a_task_takes_a_day(plan: Cast) -> None:
    assert change(plan, task(plan, "Go-live", kind="milestone"), kind="task").duration == 480


def test_the_values_of_a_summary_follow_from_its_parts(plan: Cast) -> None:
    phase = task(plan, "Execution")
    task(plan, "Build", 3, parent=phase)
    with pytest.raises(Invalid) as refused:
        change(plan, phase, percent=50)
    assert "percent" in refused.value.fields
    assert change(plan, phase, name="Build phase").name == "Build phase"


def test_a_milestone_with_parts_becomes_a_summary(plan: Cast) -> None:
    live = task(plan, "Go-live", kind="milestone")
    task(plan, "Switch DNS", parent=live)
    assert again(live).kind == "task"


def test_a_start_day_holds_an_automatic_task_back(plan: Cast) -> None:
    held = change(plan, task(plan, "Design"), start=date(2026, 5, 20))
    assert (held.constraint, held.start_day) == ("SNET", date(2026, 5, 20))
    assert change(plan, held, start=None).start_day == MONDAY


def test_a_start_day_places_a_manual_task_whatever_its_links_say(plan: Cast) -> None:
    design, build = task(plan, "Design", 3), task(plan, "Build", 2)
    chain(plan, design, build)
    placed = change(plan, build, manual=True, start=MONDAY)
    assert placed.start_day == MONDAY


def test_a_new_duration_widens_its_estimates(plan: Cast) -> None:
    design = task(plan, "Design", 3, optimistic=960, pessimistic=2400)
    assert change(plan, design, duration=4800).pessimistic == 4800
    assert change(plan, design, duration=480).optimistic == 480


def test_a_parent_of_another_project_is_refused(plan: Cast) -> None:
    other = create_project(by=plan.alice, key="OTHER", name="Other")
    foreign = create_task(by=plan.alice, project=other, name="Foreign")
    with pytest.raises(Invalid):
        task(plan, "Design", parent=foreign)


def test_deleting_a_summary_deletes_its_parts_and_closes_the_gap(plan: Cast) -> None:
    phase, next_phase = task(plan, "Planning"), task(plan, "Execution")
    task(plan, "Design", parent=phase)
    delete_task(again(phase), by=plan.alice, version=again(phase).version)
    assert [(one.name, one.wbs) for one in Task.objects.all()] == [("Execution", "1")]
    assert again(next_phase).number == 2


def test_a_stale_change_is_refused(plan: Cast) -> None:
    design = task(plan, "Design")
    change(plan, design, name="Concept")
    with pytest.raises(StaleVersion):
        change_task(design, by=plan.alice, version=1, name="Draft")


def test_a_viewer_may_not_change_and_a_stranger_not_see(plan: Cast) -> None:
    design = task(plan, "Design")
    with pytest.raises(NotAllowed):
        change_task(design, by=plan.vera, version=1, name="x")
    with pytest.raises(NotFound):
        change_task(design, by=plan.charlie, version=1, name="x")


def test_a_closed_project_keeps_its_plan(plan: Cast) -> None:
    design = task(plan, "Design")
    Project.objects.filter(pk=plan.project.pk).update(status="closed")
    with pytest.raises(Conflict):
        change_task(again(design), by=plan.alice, version=1, name="x")


def test_each_change_leaves_one_line_in_the_trail(plan: Cast) -> None:
    design = task(plan, "Design")
    before = AuditEntry.objects.count()
    change(plan, design, percent=20)
    line = AuditEntry.objects.latest("id")
    assert AuditEntry.objects.count() == before + 1
    assert line.changes["percent"] == [0, 20]
    assert line.changes["status"] == ["todo", "in_progress"]


def test_a_preview_tells_the_ripple_and_saves_nothing(plan: Cast) -> None:
    design, build, live = task(plan, "Design", 3), task(plan, "Build", 2), task(plan, "Go-live", kind="milestone")
    chain(plan, design, build, live)
    ripple = preview_change(again(design), by=plan.alice, version=1, duration=5 * 480)
    assert {one.id: one.days for one in ripple.moved} == {design.pk: 2, build.pk: 2, live.pk: 2}
    assert [one.id for one in ripple.milestones] == [live.pk]
    assert ripple.finish_days == 2
    assert again(design).duration == 3 * 480
