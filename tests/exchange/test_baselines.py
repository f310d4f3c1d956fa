"""The baselines 0 to 10 of a file come in under their numbers and go out under them."""

from decimal import Decimal

import pytest

from exchange.mspdi import read
from exchange.services.exporting import export_plan
from planning.models import Baseline, BaselineTask
from planning.services.baselines import current_baseline, take_baseline
from tests.cast import Cast
from tests.exchange.bombs import dated
from tests.exchange.mspdi.files import with_tasks
from tests.exchange.stage import imported
from tests.planning.staff import assigned, worker
from tests.planning.stage import open_plan, task

pytestmark = pytest.mark.django_db


def frozen(number: int, day: int, more: str = "") -> str:
    dates = f"<Start>2026-03-0{day}T08:00:00</Start><Finish>2026-03-0{day}T17:00:00</Finish>"
    return f"<Baseline><Number>{number}</Number>{dates}<Duration>PT8H0M0S</Duration>{more}</Baseline>"


THREE = with_tasks(dated(1, frozen(0, 2, "<Work>PT4H0M0S</Work><Cost>12345</Cost>") + frozen(3, 3) + frozen(10, 4)))


def numbers(content: bytes) -> list[int]:
    plan, _report = read(content)
    return [one.number for task in plan.tasks for one in task.baselines]


def test_each_comes_in_and_the_first_counts(cast: Cast) -> None:
    project = imported(cast, THREE)
    taken = Baseline.objects.filter(project=project).order_by("number").values_list("name", "source_number")
    assert list(taken) == [
        ("Baseline 10 of the file", 10), ("Baseline 3 of the file", 3), ("Baseline of the file", 0),
    ]  # fmt: skip
    counts = current_baseline(project.pk)
    assert counts is not None
    assert counts.source_number == 0


def test_work_and_cost_come_in_where_the_file_has_them(cast: Cast) -> None:
    imported(cast, THREE)
    rows = BaselineTask.objects.order_by("baseline__source_number").values_list("work", "cost")
    assert list(rows) == [(240, Decimal("123.45")), (None, None), (None, None)]


def test_they_go_out_under_their_numbers(cast: Cast) -> None:
    project = imported(cast, THREE)
    assert numbers(export_plan(project, by=cast.alice)) == [0, 3, 10]


def test_a_new_one_is_number_zero_and_the_former_moves(cast: Cast) -> None:
    project = imported(cast, THREE)
    take_baseline(by=cast.alice, project=project, name="Agreed")
    plan, _report = read(export_plan(project, by=cast.alice))
    assert {one.number: one.work_minutes for one in plan.tasks[1].baselines} == {0: 0, 1: 240, 3: None, 10: None}


def test_costs_go_out_with_who_may_know_them(cast: Cast) -> None:
    project = open_plan(cast)
    assigned(cast, task(cast, "Design", 2), worker(cast, "Anna", cost_rate=Decimal(100)))
    take_baseline(by=cast.alice, project=project, name="Agreed")
    told = {}
    for person in (cast.alice, cast.bob):
        plan, _report = read(export_plan(project, by=person))
        told[person.name] = [(one.work_minutes, one.cost) for one in plan.tasks[1].baselines]
    assert told == {"Alice": [(960, 1600)], "Bob": [(960, None)]}


def test_all_eleven_survive_the_round_trip(cast: Cast) -> None:
    content = with_tasks(dated(1, "".join(frozen(number, 2 + number % 7) for number in range(11))))
    first = imported(cast, content)
    out = export_plan(first, by=cast.alice)
    second = imported(cast, out, key="TWICE")
    assert numbers(out) == numbers(export_plan(second, by=cast.alice)) == list(range(11))
    kept = [
        list(BaselineTask.objects.filter(baseline__project=one).values_list("baseline__source_number", "start"))
        for one in (first, second)
    ]
    assert sorted(kept[0]) == sorted(kept[1])
