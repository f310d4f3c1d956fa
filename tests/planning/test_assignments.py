"""Units and effort of assignments, and durations that follow from them."""

import pytest

from ecompm.core.errors import Invalid, NotAllowed
from planning.calc import DAY
from planning.models import Assignment, Task
from planning.services import staffing, undo
from planning.services.tasks import change_task
from tests.cast import Cast
from tests.planning.staff import assigned, worker
from tests.planning.stage import again, chain, task

pytestmark = pytest.mark.django_db


def driven(plan: Cast, days: float) -> Task:
    return task(plan, "Build", days, effort_driven=True)


def days(one: Task) -> float:
    return again(one).duration / DAY


def efforts() -> list[float]:
    return [one.work / DAY for one in Assignment.objects.select_related("task").order_by("pk")]


def changed(one: Assignment, cast: Cast, **values: object) -> Assignment:
    stored = Assignment.objects.select_related("project", "task").get(pk=one.pk)
    return staffing.change_assignment(stored, by=cast.alice, version=stored.version, **values)


def test_a_fixed_duration_stays_and_effort_follows_units(plan: Cast) -> None:
    build = task(plan, "Build", 4)
    assigned(plan, build, worker(plan, "Anna"), units=50)
    assert (days(build), efforts()) == (4, [2])


def test_effort_in_a_fixed_duration_becomes_units(plan: Cast) -> None:
    one = assigned(plan, task(plan, "Build", 4), worker(plan, "Anna"), effort=1 * DAY)
    assert (one.units, efforts()) == (25, [1])


def test_a_second_person_halves_an_effort_driven_task(plan: Cast) -> None:
    build = driven(plan, 4)
    assigned(plan, build, worker(plan, "Anna"))
    assigned(plan, build, worker(plan, "Ben"))
    assert (days(build), efforts()) == (2, [2, 2])


def test_half_the_units_double_the_duration(plan: Cast) -> None:
    build = driven(plan, 4)
    one = assigned(plan, build, worker(plan, "Anna"))
    changed(one, plan, units=50)
    assert (days(build), efforts()) == (8, [4])


def test_more_effort_takes_longer(plan: Cast) -> None:
    build = driven(plan, 4)
    one = assigned(plan, build, worker(plan, "Anna"))
    changed(one, plan, effort=6 * DAY)
    assert days(build) == 6


def test_who_leaves_hands_the_effort_over(plan: Cast) -> None:
    build = driven(plan, 4)
    one, _two = (assigned(plan, build, worker(plan, name)) for name in ("Anna", "Ben"))
    stored = Assignment.objects.select_related("project", "task").get(pk=one.pk)
    staffing.unassign(stored, by=plan.alice, version=stored.version)
    assert (days(build), efforts()) == (4, [4])


def test_a_duration_set_by_hand_stretches_the_effort(plan: Cast) -> None:
    build = driven(plan, 4)
    assigned(plan, build, worker(plan, "Anna"), units=50)
    change_task(again(build), by=plan.alice, version=again(build).version, duration=8 * DAY)
    assert (days(build), efforts()) == (8, [4])


def test_undoing_a_duration_brings_the_effort_back(plan: Cast) -> None:
    build = driven(plan, 4)
    assigned(plan, build, worker(plan, "Anna"))
    stored = change_task(again(build), by=plan.alice, version=again(build).version, duration=8 * DAY)
    undo.take_back(undo.last_change(stored, by=plan.alice), by=plan.alice)
    assert (days(build), efforts()) == (4, [4])


def test_a_task_becomes_effort_driven_with_the_effort_it_has(plan: Cast) -> None:
    build = task(plan, "Build", 4)
    one = assigned(plan, build, worker(plan, "Anna"), units=50)
    change_task(again(build), by=plan.alice, version=again(build).version, effort_driven=True)
    changed(one, plan, units=100)
    assert (days(build), efforts()) == (2, [2])


def test_successors_move_with_the_duration(plan: Cast) -> None:
    build, test = driven(plan, 4), task(plan, "Test", 1)
    chain(plan, build, test)
    assigned(plan, build, worker(plan, "Anna"))
    assigned(plan, build, worker(plan, "Ben"))
    assert again(test).start_day == again(build).finish_day.replace(day=6)


def test_a_summary_takes_nobody(plan: Cast) -> None:
    phase = task(plan, "Phase")
    task(plan, "Build", parent=phase)
    with pytest.raises(Invalid, match="field") as refused:
        assigned(plan, phase, worker(plan, "Anna"))
    assert "task" in refused.value.fields


def test_a_milestone_takes_no_effort(plan: Cast) -> None:
    live = task(plan, "Live", kind="milestone")
    with pytest.raises(Invalid) as refused:
        assigned(plan, live, worker(plan, "Anna"), effort=60)
    assert "effort" in refused.value.fields


def test_members_assign_and_viewers_do_not(plan: Cast) -> None:
    build, anna = task(plan, "Build"), worker(plan, "Anna")
    staffing.assign(by=plan.bob, project=plan.project, task=build, resource=anna)
    with pytest.raises(NotAllowed):
        staffing.assign(by=plan.vera, project=plan.project, task=build, resource=anna)
