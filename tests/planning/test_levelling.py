"""Levelling the stored plan: preview, apply, undo, lift."""

from datetime import date

import pytest
from django.test import Client

from ecompm.core import jobs
from ecompm.core.errors import Conflict, Invalid, NotAllowed, NotFound
from ecompm.core.models import Job
from planning.models import Task
from planning.services import levelling, undo
from planning.services.levelling import Options
from planning.services.tasks import change_task
from projects.models import Project
from tests.cast import Cast
from tests.planning.staff import assigned, worker
from tests.planning.stage import MONDAY, again, chain, task

pytestmark = pytest.mark.django_db
LEVEL = Options()


@pytest.fixture
def busy(plan: Cast) -> Cast:
    """Anna is asked for three days of design and two of content at once; the gate follows both."""
    anna = worker(plan, "Anna")
    design, content = task(plan, "Design", 3), task(plan, "Content", 2)
    live = task(plan, "Live", kind="milestone", gate="G2")
    for one in (design, content):
        assigned(plan, one, anna)
        chain(plan, one, live)
    return plan


def named(name: str) -> Task:
    return Task.objects.select_related("project").get(name=name)


def previewed(cast: Cast, **options: bool) -> levelling.Preview:
    return levelling.preview_levelling(cast.project, by=cast.alice, on=MONDAY, options=Options(**options))


def applied(cast: Cast, **options: bool) -> int:
    entry = levelling.apply_levelling(by=cast.alice, project=cast.project, options=Options(**options))
    return entry.pk


def test_the_preview_says_what_moves_and_stores_nothing(busy: Cast) -> None:
    found = previewed(busy)
    assert [(move.name, move.minutes, move.after) for move in found.moves] == [("Design", 2 * 480, date(2026, 5, 6))]
    assert (found.finish_before, found.finish_after, found.finish_days) == (date(2026, 5, 6), date(2026, 5, 8), 2)
    assert [(one.name, one.gate, one.days) for one in found.milestones] == [("Live", "G2", 2)]
    assert (found.before, found.after) == ((200, 1, 2, 16), (100, 0, 0, 0))
    assert named("Design").start_day == MONDAY


def test_applied_dates_are_those_of_the_preview(busy: Cast) -> None:
    found = previewed(busy)
    levelling.apply_levelling(by=busy.alice, project=busy.project, options=LEVEL, mark=found.mark)
    assert (named("Design").start_day, named("Live").finish_day) == (date(2026, 5, 6), date(2026, 5, 8))
    assert previewed(busy).before.days == 0


def test_another_plan_than_the_previewed_one_is_not_applied(busy: Cast) -> None:
    mark = previewed(busy).mark
    change_task(named("Design"), by=busy.alice, version=1, duration=480)
    with pytest.raises(Conflict, match="since the preview"):
        levelling.apply_levelling(by=busy.alice, project=busy.project, options=LEVEL, mark=mark)


def test_undo_brings_the_dates_back_and_redo_takes_them_again(busy: Cast) -> None:
    done = applied(busy)
    back = undo.take_back(done, by=busy.alice)
    assert (named("Design").start_day, named("Design").not_before) == (MONDAY, None)
    undo.take_back(back.entry, by=busy.alice, settled=(done,))
    assert named("Design").start_day == date(2026, 5, 6)


def test_an_undo_is_the_persons_own_and_of_the_last_levelling(busy: Cast) -> None:
    first = applied(busy)
    applied(busy, within_float=True)
    with pytest.raises(Conflict, match="again since"):
        undo.take_back(first, by=busy.alice)
    with pytest.raises(NotFound):
        undo.take_back(first, by=busy.bob)


def test_lifting_lets_tasks_start_early_again(busy: Cast) -> None:
    applied(busy)
    levelling.lift_levelling(by=busy.alice, project=busy.project)
    assert named("Design").start_day == MONDAY
    with pytest.raises(Invalid, match="No task is held back"):
        levelling.lift_levelling(by=busy.alice, project=busy.project)


def test_within_float_the_end_stays(busy: Cast) -> None:
    found = previewed(busy, within_float=True)
    assert found.finish_days == 0
    assert [name for _number, name in found.unresolved] == ["Content"]


def test_the_more_important_task_comes_first(busy: Cast) -> None:
    change_task(named("Design"), by=busy.alice, version=1, priority=900)
    assert [move.name for move in previewed(busy).moves] == ["Content"]
    assert [move.name for move in previewed(busy, by_priority=False).moves] == ["Design"]


def test_a_gate_that_is_fixed_keeps_its_date(busy: Cast) -> None:
    change_task(named("Live"), by=busy.alice, version=named("Live").version, constraint="MFO",
                constraint_date=date(2026, 5, 7))  # fmt: skip
    found = previewed(busy)
    assert [(one.before, one.after) for one in found.milestones] == [(date(2026, 5, 7), date(2026, 5, 7))]
    assert [name for _number, name in found.unresolved] == ["Content"]
    applied(busy)
    assert all(named(name).total_float >= 0 for name in ("Design", "Content", "Live"))


def test_a_gate_with_room_before_it_lets_tasks_wait(busy: Cast) -> None:
    change_task(named("Live"), by=busy.alice, version=named("Live").version, constraint="MFO",
                constraint_date=date(2026, 5, 11))  # fmt: skip
    assert (previewed(busy).unresolved, previewed(busy).after.days) == ((), 0)


def test_what_asks_for_more_than_there_is_stays_named(plan: Cast) -> None:
    assigned(plan, task(plan, "Design"), worker(plan, "Anna"), units=150)
    assert previewed(plan).unresolved == ((1, "Design"),)


def test_a_plan_counted_back_from_its_end_is_refused(busy: Cast) -> None:
    Project.objects.filter(pk=busy.project.pk).update(wished_start=None, wished_finish=date(2026, 6, 1))
    busy.project.refresh_from_db()
    with pytest.raises(Invalid, match="counted back"):
        previewed(busy)


def test_nobody_assigned_is_nothing_to_level(plan: Cast) -> None:
    task(plan, "Design")
    with pytest.raises(Invalid, match="Nobody is assigned"):
        previewed(plan)


def test_viewers_preview_and_managers_apply(busy: Cast) -> None:
    levelling.preview_levelling(busy.project, by=busy.vera, on=MONDAY, options=LEVEL)
    with pytest.raises(NotAllowed):
        levelling.apply_levelling(by=busy.bob, project=busy.project, options=LEVEL)


def test_the_job_levels_once(busy: Cast) -> None:
    job = levelling.start_levelling(by=busy.alice, project=busy.project, options=Options(longer=True))
    jobs.run(job.pk)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result["moved"]) == ("done", 1)
    assert again(named("Design")).start_day == date(2026, 5, 6)


def test_a_longer_search_stops_when_asked_to(busy: Cast) -> None:
    job = levelling.start_levelling(by=busy.alice, project=busy.project, options=Options(longer=True))
    Job.objects.filter(pk=job.pk).update(cancel_requested=True)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert named("Design").start_day == MONDAY


def test_without_the_solver_a_longer_search_is_still_no_worse(busy: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levelling, "is_available", lambda: False)
    job = levelling.start_levelling(by=busy.alice, project=busy.project, options=Options(longer=True))
    jobs.run(job.pk)
    assert named("Live").finish_day == date(2026, 5, 8)


def test_the_page_says_what_the_solver_would_add(busy: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(busy.alice, backend="django.contrib.auth.backends.ModelBackend")
    page = f"/projects/{busy.project.key}/plan/levelling/"
    for installed in (True, False):
        monkeypatch.setattr(levelling, "is_available", lambda found=installed: found)
        assert ("OR-Tools" in client.get(page).content.decode()) is not installed


def test_the_page_counts_what_would_move_even_if_it_lies_in_the_past(busy: Cast, client: Client) -> None:
    client.force_login(busy.alice, backend="django.contrib.auth.backends.ModelBackend")
    assert "1 task would move" in client.get(f"/projects/{busy.project.key}/plan/levelling/").content.decode()


def test_only_who_waits_is_held_back_and_the_rest_follows_by_links(busy: Cast) -> None:
    applied(busy)
    assert list(Task.objects.exclude(not_before=None).values_list("name", flat=True)) == ["Design"]
