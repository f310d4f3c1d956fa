"""Load over time: hours by week for each person, role and team, and what causes too much."""

from datetime import date

import pytest

from ecompm.core.facts import FactRun
from planning.load_map import LoadMap
from planning.loaders.staff import load_staff
from planning.services import resources, staffing, tasks
from projects.services.projects import create_project
from tests.cast import Cast
from tests.planning.staff import assigned, away, worker
from tests.planning.stage import MONDAY, task

pytestmark = pytest.mark.django_db
NEXT = date(2026, 5, 11)


def shown(plan: Cast, by: str = "resource") -> LoadMap:
    return LoadMap(load_staff([plan.project.pk])[plan.project.pk], MONDAY, 2, by)


def cells(found: LoadMap) -> dict[str, list[tuple[float, float]]]:
    return {row.label: [(cell.asked, cell.there) for cell in row.cells] for row in found.rows}


def fact(plan: Cast, name: str) -> object:
    return FactRun([plan.project.pk], MONDAY).values(name)[plan.project.pk]


def test_hours_by_week_against_what_is_there(plan: Cast) -> None:
    anna = worker(plan, "Anna", max_units=50)
    assigned(plan, task(plan, "Design", 7), anna, units=50)
    assert cells(shown(plan)) == {"Anna": [(20, 20), (8, 20)]}


def test_leave_lowers_what_is_there(plan: Cast) -> None:
    away(plan, worker(plan, "Anna"), date(2026, 5, 12), date(2026, 5, 13))
    assert cells(shown(plan)) == {"Anna": [(0, 40), (0, 24)]}


def test_after_the_last_day_nothing_is_there(plan: Cast) -> None:
    worker(plan, "Anna", available_until=date(2026, 5, 5))
    assert cells(shown(plan)) == {"Anna": [(0, 16), (0, 0)]}


def test_teams_and_roles_are_sums(plan: Cast) -> None:
    for name in ("Anna", "Ben"):
        assigned(plan, task(plan, name, 5), worker(plan, name, team="Shop"))
    worker(plan, "Developer", kind="role")
    assert cells(shown(plan, "team")) == {"Shop": [(80, 80), (0, 80)], "Without a team": [(0, 40), (0, 40)]}
    assert list(cells(shown(plan, "role"))) == ["Developer", "Without a role"]


def test_a_cause_names_the_day_and_the_tasks(plan: Cast) -> None:
    anna = worker(plan, "Anna")
    assigned(plan, task(plan, "Design", 2), anna)
    assigned(plan, task(plan, "Build", 1), anna, units=50)
    found = shown(plan)
    (cause,) = found.causes(found.rows[0], MONDAY)
    assert (cause.day, cause.asked, cause.there) == (MONDAY, 12, 8)
    assert [(one.number, one.name, one.hours) for one in cause.tasks] == [(1, "Design", 8), (2, "Build", 4)]


def test_a_week_in_which_all_fits_but_one_day_is_marked(plan: Cast) -> None:
    anna = worker(plan, "Anna")
    assigned(plan, task(plan, "Design", 1), anna)
    assigned(plan, task(plan, "Build", 1), anna)
    first, second = shown(plan).rows[0].cells
    assert (first.percent, first.over_days, first.band) == (40, 1, 3)
    assert (second.over_days, second.band) == (0, 0)


def test_work_in_another_project_counts_but_is_not_told(plan: Cast) -> None:
    bob = worker(plan, "Bob", user=plan.bob)
    assigned(plan, task(plan, "Design", 1), bob)
    other = create_project(by=plan.charlie, key="SECRET", name="Secret", wished_start=MONDAY, country="VN")

    hidden = tasks.create_task(by=plan.charlie, project=other, name="Hidden", duration=480)
    twin = resources.create_resource(by=plan.charlie, project=other, user=plan.bob)
    staffing.assign(by=plan.charlie, project=other, task=hidden, resource=twin)
    found = shown(plan)
    (cause,) = found.causes(found.rows[0], MONDAY)
    assert [(one.number, one.name) for one in cause.tasks] == [(1, "Design"), (None, "Other projects")]


def test_what_is_cancelled_asks_nothing(plan: Cast) -> None:
    assigned(plan, task(plan, "Design", 5, status="cancelled"), worker(plan, "Anna"))
    assert cells(shown(plan)) == {"Anna": [(0, 40), (0, 40)]}


def test_the_fact_counts_resources_that_are_asked_for_too_much(plan: Cast) -> None:
    assert fact(plan, "resources.overallocated") is None
    anna, ben = worker(plan, "Anna"), worker(plan, "Ben")
    for name in ("Design", "Build"):
        assigned(plan, task(plan, name, 2), anna)
    assigned(plan, task(plan, "Test"), ben)
    assert fact(plan, "resources.overallocated") == 1


def test_facts_of_placeholders_and_of_work_without_anybody(plan: Cast) -> None:
    assigned(plan, task(plan, "Design"), worker(plan, "Developer", kind="role"))
    task(plan, "Build")
    assert (fact(plan, "resources.placeholders"), fact(plan, "resources.unassigned_pct")) == (1, 50)


@pytest.mark.parametrize("count", [2, 12])
def test_the_staff_is_read_in_the_same_number_of_queries(plan: Cast, count: int, django_assert_num_queries) -> None:
    for number in range(count):
        one = worker(plan, f"Person {number}")
        away(plan, one, MONDAY, MONDAY)
        assigned(plan, task(plan, f"Task {number}"), one)
    with django_assert_num_queries(5):
        load_staff([plan.project.pk])
