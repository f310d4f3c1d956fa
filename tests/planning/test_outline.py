"""The work breakdown structure keeps its order, its codes and its summaries."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecompm.core.errors import Invalid
from planning.models import Task
from planning.services import moving
from planning.services.outline import DEEPEST, GAP, Node, Outline
from tests.cast import Cast
from tests.planning.stage import again, task


def outline(cast: Cast) -> list[str]:
    return [f"{one.wbs} {one.name}" for one in Task.objects.of(cast.project)]


def step(cast: Cast, one: Task, service: Any) -> Task:
    stored = again(one)
    return service(stored, by=cast.alice, version=stored.version)


@pytest.fixture
def three(plan: Cast) -> list[Task]:
    return [task(plan, name) for name in ("Design", "Build", "Test")]


@pytest.mark.django_db
def test_a_new_task_comes_last_in_its_parent(plan: Cast, three: list[Task]) -> None:
    task(plan, "Sketch", parent=three[0])
    task(plan, "Colours", parent=again(three[0]))
    assert outline(plan) == ["1 Design", "1.1 Sketch", "1.2 Colours", "2 Build", "3 Test"]


@pytest.mark.django_db
def test_indent_makes_a_part_of_the_task_above(plan: Cast, three: list[Task]) -> None:
    step(plan, three[1], moving.indent_task)
    assert outline(plan) == ["1 Design", "1.1 Build", "2 Test"]
    assert again(three[0]).is_summary


@pytest.mark.django_db
def test_outdent_undoes_it_and_gives_the_duration_back(plan: Cast) -> None:
    design, build = task(plan, "Design", 5), task(plan, "Build", 2)
    step(plan, build, moving.indent_task)
    assert again(design).duration == 960
    step(plan, build, moving.outdent_task)
    assert outline(plan) == ["1 Design", "2 Build"]
    assert (again(design).is_summary, again(design).duration) == (False, 2400)


@pytest.mark.django_db
def test_up_and_down_change_places(plan: Cast, three: list[Task]) -> None:
    step(plan, three[2], moving.move_up)
    assert outline(plan) == ["1 Design", "2 Test", "3 Build"]
    step(plan, three[0], moving.move_down)
    assert outline(plan) == ["1 Test", "2 Design", "3 Build"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "service"),
    [(0, moving.indent_task), (0, moving.outdent_task), (0, moving.move_up), (2, moving.move_down)],
)
def test_where_there_is_no_place_it_says_so(plan: Cast, three: list[Task], place: int, service: Any) -> None:
    with pytest.raises(Invalid):
        step(plan, three[place], service)


@pytest.mark.django_db
def test_a_task_cannot_become_part_of_its_own_part(plan: Cast, three: list[Task]) -> None:
    part = task(plan, "Sketch", parent=three[0])
    with pytest.raises(Invalid):
        moving.move_task(again(three[0]), by=plan.alice, version=1, parent=part)


@pytest.mark.django_db
def test_a_plan_is_only_so_deep(plan: Cast) -> None:
    parent = None
    for _level in range(DEEPEST):
        parent = task(plan, "Deeper", parent=parent)
    with pytest.raises(Invalid):
        task(plan, "Too deep", parent=parent)


@pytest.mark.django_db
def test_many_insertions_at_one_place_keep_the_order(plan: Cast, three: list[Task]) -> None:
    for k in range(15):
        task(plan, f"Part {k}", parent=again(three[0]))
    names = [one.name for one in Task.objects.of(plan.project)]
    assert names == ["Design", *(f"Part {k}" for k in range(15)), "Build", "Test"]


def nodes(parents: list[int]) -> list[Node]:
    """A plan in which task k is part of an earlier task, or of none."""
    plan = Outline([Node(k, None, GAP * (k + 1), "", 1, False) for k in range(len(parents))])
    for k, parent in enumerate(parents):
        if parent % (k + 1) != k and len(list(plan.below(k))) < DEEPEST:
            plan.put(k, parent % (k + 1))
    return [Node(one.id, one.parent, plan.position[one.id], "", 0, False) for one in plan._places(None, "", 1)]


@given(st.lists(st.integers(0, 30), min_size=2, max_size=20), st.integers(0, 99), st.integers(0, 99))
def test_a_move_keeps_every_task_and_the_order_of_positions(parents: list[int], mover: int, target: int) -> None:
    try:
        stored = nodes(parents)
    except Invalid:
        return
    plan = Outline(sorted(stored, key=lambda node: node.position))
    before = plan.order()
    mover, target = mover % len(parents), target % len(parents)
    if target in set(plan.below(mover)):
        with pytest.raises(Invalid):
            plan.put(mover, target)
        return
    plan.put(mover, target)
    order = plan.order()
    assert sorted(order) == sorted(before)
    assert [plan.position[one] for one in order] == sorted(plan.position[one] for one in order)
    assert order.index(mover) > order.index(target)
