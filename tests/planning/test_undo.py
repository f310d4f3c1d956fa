"""The last change of a task can be taken back."""

import pytest

from ecompm.core.errors import Conflict, NotFound
from planning.models import Task
from planning.services import moving, undo
from planning.services.links import set_predecessors
from planning.services.tasks import change_task
from tests.api_client import Api
from tests.cast import Cast
from tests.planning.stage import again, chain, task

pytestmark = pytest.mark.django_db


def take_back(cast: Cast, one: Task) -> Task:
    entry = undo.last_change(one, by=cast.alice)
    assert entry
    back = undo.take_back(entry, by=cast.alice).task
    assert back
    return back


def test_values_come_back_with_what_followed_from_them(plan: Cast) -> None:
    design = task(plan, "Design", 3)
    done = change_task(design, by=plan.alice, version=1, status="done")
    back = take_back(plan, done)
    assert (back.status, back.percent, back.actual_finish) == ("todo", 0, None)


def test_dates_come_back_with_a_duration(plan: Cast) -> None:
    design, build = task(plan, "Design", 3), task(plan, "Build", 2)
    chain(plan, design, build)
    was = again(build).start
    longer = change_task(again(design), by=plan.alice, version=1, duration=9600)
    assert again(build).start != was
    take_back(plan, longer)
    assert again(build).start == was


def test_an_owner_comes_back(plan: Cast) -> None:
    design = task(plan, "Design", owner=plan.bob)
    take_back(plan, change_task(design, by=plan.alice, version=1, owner=None))
    assert again(design).owner == plan.bob


def test_links_come_back(plan: Cast) -> None:
    design, build = task(plan, "Design", 3), task(plan, "Build", 2)
    chain(plan, design, build)
    lifted, _ripple = set_predecessors(again(build), by=plan.alice, version=1, text="")
    take_back(plan, lifted)
    assert again(build).predecessor_links.count() == 1


def test_a_moved_task_goes_back_to_its_place(plan: Cast) -> None:
    tasks = [task(plan, name) for name in ("Design", "Build", "Test")]
    moved = moving.indent_task(tasks[1], by=plan.alice, version=1)
    take_back(plan, moved)
    assert [one.wbs for one in map(again, tasks)] == ["1", "2", "3"]


def test_what_somebody_changed_since_stays(plan: Cast) -> None:
    design = task(plan, "Design")
    changed = change_task(design, by=plan.alice, version=1, name="Concept")
    change_task(changed, by=plan.bob, version=2, name="Draft")
    with pytest.raises(Conflict):
        undo.take_back(undo.last_change(changed, by=plan.alice) or 0, by=plan.alice)
    assert again(design).name == "Draft"


def test_a_token_works_for_its_maker_alone(plan: Cast) -> None:
    changed = change_task(task(plan, "Design"), by=plan.alice, version=1, name="Concept")
    with pytest.raises(NotFound):
        undo.entry_of(undo.token_for(changed, by=plan.alice), by=plan.bob)
    with pytest.raises(NotFound):
        undo.entry_of("forged", by=plan.alice)
    with pytest.raises(NotFound):
        undo.take_back(undo.last_change(changed, by=plan.alice) or 0, by=plan.bob)


def test_a_new_task_is_removed_again(plan: Cast) -> None:
    design = task(plan, "Design")
    undo.take_back(undo.creation_of(design) or 0, by=plan.alice)
    assert not Task.objects.filter(pk=design.pk).exists()


def test_a_task_that_got_parts_since_stays(plan: Cast) -> None:
    phase = task(plan, "Execution")
    task(plan, "Build", parent=phase)
    with pytest.raises(Conflict):
        undo.take_back(undo.creation_of(phase) or 0, by=plan.alice)


def test_taking_back_what_was_taken_back_makes_the_change_again(plan: Cast) -> None:
    design = change_task(task(plan, "Design"), by=plan.alice, version=1, name="Concept")
    back = undo.take_back(undo.last_change(design, by=plan.alice) or 0, by=plan.alice)
    undo.take_back(back.entry or 0, by=plan.alice)
    assert again(design).name == "Concept"


def test_over_the_api_a_change_is_taken_back_and_made_again(plan: Cast) -> None:
    design, api = task(plan, "Design", 3), Api(plan.alice)
    address = f"tasks/{design.pk}/"
    api.patch(address, {"name": "Draft"}, etag=design.etag)
    names = [api.post(f"{address}undo/", {}, If_Match=again(design).etag).json()["name"] for _ in range(3)]
    assert names == ["Design", "Draft", "Design"]


def test_over_the_api_only_own_changes_of_the_seen_version_are_taken_back(plan: Cast) -> None:
    design = task(plan, "Design", 3)
    draft = change_task(design, by=plan.bob, version=1, name="Draft")
    address = f"tasks/{design.pk}/undo/"
    assert Api(plan.bob).post(address, {}, If_Match=f'"{design.pk}-1"').status_code == 412
    assert Api(plan.alice).post(address, {}, If_Match=draft.etag).status_code == 409
    assert Api(plan.bob).post(address, {}, If_Match=draft.etag).json()["name"] == "Design"
