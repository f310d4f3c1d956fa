"""What if somebody else did it, or somebody more: assignments are tried beside the plan and applied like the rest."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from ecompm.core.errors import Conflict, Invalid
from planning.models import Assignment, Resource, Scenario, ScenarioAssignment, Task
from planning.services.applying import apply_scenario, take_back
from planning.services.resources import delete_resource
from planning.services.scenarios import add_assignment, add_change, conflicts, create_scenario, look_over
from planning.services.staffing import change_assignment
from planning.services.tasks import change_task
from planning.services.what_if import WhatIf, compare_scenarios
from tests.cast import Cast
from tests.planning.staff import assigned, away, worker
from tests.planning.stage import again, chain, task

pytestmark = pytest.mark.django_db
DAY = 480


@pytest.fixture
def build(plan: Cast) -> Task:
    """Build takes Anna four days of full-time work that drives its duration; Go-live follows."""
    build, live = task(plan, "Build", 4, effort_driven=True), task(plan, "Go-live", kind="milestone")
    chain(plan, build, live)
    assigned(plan, build, worker(plan, "Anna", cost_rate=Decimal(100)), effort=4 * DAY)
    return again(build)


@pytest.fixture
def ben(plan: Cast) -> Resource:
    return worker(plan, "Ben", cost_rate=Decimal(50))


def tried(cast: Cast, one: Task, who: Resource, **values: Any) -> Scenario:
    scenario = create_scenario(by=cast.alice, project=cast.project, name="What if")
    add_assignment(by=cast.bob, project=cast.project, scenario=scenario, task=one, resource=who, **values)
    return scenario


def beside(cast: Cast, scenario: Scenario) -> WhatIf:
    return compare_scenarios(cast.project, [scenario])[scenario.pk]


def applied(cast: Cast, scenario: Scenario) -> Scenario:
    return apply_scenario(scenario, by=cast.alice, version=scenario.version)


def on(one: Task) -> list[tuple[Any, ...]]:
    rows = Assignment.objects.filter(task=one).order_by("resource__name")
    return list(rows.values_list("resource__name", "units", "effort"))


def anna() -> Resource:
    return Resource.objects.get(name="Anna")


def test_one_more_shares_the_effort_and_the_plan_ends_earlier(plan: Cast, build: Task, ben: Resource) -> None:
    found = beside(plan, tried(plan, build, ben))
    assert (found.live.finish, found.then.finish) == (date(2026, 5, 7), date(2026, 5, 5))
    assert on(build) == [("Anna", 100, 4 * DAY)]


def test_load_and_cost_stand_beside_those_of_the_plan(plan: Cast, build: Task, ben: Resource) -> None:
    found = beside(plan, tried(plan, build, ben))
    assert [(name, was.peak, now.peak) for name, was, now in found.people] == [("Anna", 80, 40), ("Ben", 0, 40)]
    assert (found.live.cost, found.then.cost) == (3200, 2400)


def test_somebody_taken_off_leaves_the_effort_to_the_others(plan: Cast, build: Task, ben: Resource) -> None:
    assigned(plan, build, ben)
    found = beside(plan, tried(plan, again(build), anna(), left_out=True))
    assert (found.live.finish, found.then.finish) == (date(2026, 5, 5), date(2026, 5, 7))
    assert [name for name, _was, now in found.people if now.peak] == ["Ben"]


def test_who_is_away_holds_the_task_back(plan: Cast, build: Task, ben: Resource) -> None:
    away(plan, ben, date(2026, 5, 4), date(2026, 5, 8))
    scenario = tried(plan, build, ben)
    add_assignment(by=plan.bob, project=plan.project, scenario=scenario, task=build, resource=anna(), left_out=True)
    assert beside(plan, scenario).then.finish == date(2026, 5, 14)


def test_more_than_somebody_can_do_is_counted(plan: Cast, ben: Resource) -> None:
    design, texts = task(plan, "Design", 5), task(plan, "Texts", 5)
    assigned(plan, design, ben)
    name, was, now = beside(plan, tried(plan, texts, ben)).people[0]
    assert (name, was, now) == ("Ben", (100, 0), (200, 1))


@pytest.mark.parametrize(
    ("values", "also"),
    [
        ({}, {}),
        ({"units": 50}, {}),
        ({"effort": 2 * DAY}, {}),
        ({"units": 25, "effort": DAY}, {"duration": 6 * DAY}),
        ({}, {"duration": 2 * DAY}),
    ],
)
@pytest.mark.parametrize("driven", [True, False])
def test_applied_it_is_what_was_promised(
    plan: Cast, build: Task, ben: Resource, values: dict[str, int], also: dict[str, int], *, driven: bool
) -> None:
    if not driven:
        build = change_task(build, by=plan.alice, version=build.version, effort_driven=False)
    scenario = tried(plan, build, ben, **values)
    add_assignment(by=plan.bob, project=plan.project, scenario=scenario, task=build, resource=anna(), units=80)
    if also:
        add_change(by=plan.bob, project=plan.project, scenario=scenario, task=build, **also)
    promised = beside(plan, scenario).then
    applied(plan, scenario)
    other = beside(plan, create_scenario(by=plan.alice, project=plan.project, name="Now")).live
    assert (promised.finish, promised.load, promised.cost) == (other.finish, other.load, other.cost)


def test_it_is_taken_back_as_it_was(plan: Cast, build: Task, ben: Resource) -> None:
    scenario = tried(plan, build, ben)
    add_assignment(by=plan.bob, project=plan.project, scenario=scenario, task=build, resource=anna(), left_out=True)
    done = applied(plan, scenario)
    assert on(build) == [("Ben", 100, 4 * DAY)]
    take_back(done, by=plan.alice, version=done.version)
    assert on(build) == [("Anna", 100, 4 * DAY)]
    assert again(build).duration == 4 * DAY


def test_what_somebody_changed_since_is_not_taken_back(plan: Cast, build: Task, ben: Resource) -> None:
    done = applied(plan, tried(plan, build, ben))
    one = Assignment.objects.select_related("task", "project").get(resource=ben)
    change_assignment(one, by=plan.bob, version=one.version, units=50)
    with pytest.raises(Conflict, match="T1"):
        take_back(done, by=plan.alice, version=done.version)


def test_who_is_gone_cannot_be_brought_back(plan: Cast, build: Task, ben: Resource) -> None:
    assigned(plan, build, ben)
    done = applied(plan, tried(plan, again(build), anna(), left_out=True))
    delete_resource(anna(), by=plan.alice, version=1)
    with pytest.raises(Conflict):
        take_back(done, by=plan.alice, version=done.version)
    assert on(build) == [("Ben", 100, 4 * DAY)]


def test_another_assignment_in_the_plan_stops_it_until_it_is_looked_over(plan: Cast, build: Task) -> None:
    scenario = tried(plan, build, anna(), units=50)
    one = Assignment.objects.select_related("task", "project").get()
    change_assignment(one, by=plan.bob, version=one.version, units=80)
    assert [change.task.name for change in conflicts(scenario)] == ["Build"]
    with pytest.raises(Conflict):
        applied(plan, scenario)
    looked = look_over(scenario, by=plan.bob, version=scenario.version)
    applied(plan, looked)
    assert on(build) == [("Anna", 50, 4 * DAY)]


def test_what_would_change_nothing_is_refused(plan: Cast, build: Task, ben: Resource) -> None:
    with pytest.raises(Invalid):
        tried(plan, build, anna())
    with pytest.raises(Invalid):
        tried(plan, build, ben, left_out=True)
    with pytest.raises(ValidationError):
        tried(plan, build, anna(), left_out=True, units=50)
    with pytest.raises(Invalid):
        tried(plan, Task.objects.get(name="Go-live"), ben, effort=DAY)
    assert not ScenarioAssignment.objects.exists()


def test_a_change_is_made_on_its_form(plan: Cast, client: Client, build: Task, ben: Resource) -> None:
    scenario = create_scenario(by=plan.alice, project=plan.project, name="What if")
    client.force_login(plan.bob)
    address = "/projects/SHOP/plan/scenarios/1/assignments/"
    data = {"task": build.pk, "resource": ben.pk, "units": "50", "effort": ""}
    assert client.post(f"{address}new/", {**data, "units": "0"}).status_code == 422
    assert client.post(f"{address}new/", data).status_code == 302
    one = scenario.assignments.get()
    assert client.post(f"{address}{one.pk}/", {"units": "75", "version": 1}).status_code == 302
    assert "Ben as well, 75" in client.get("/projects/SHOP/plan/scenarios/1/").content.decode()
    assert client.post(f"{address}{one.pk}/remove/", {"version": 2}).status_code == 302
    assert not scenario.assignments.exists()


def test_the_api_tells_load_by_person(plan: Cast, client: Client, build: Task, ben: Resource) -> None:
    client.force_login(plan.vera)
    found = client.get(f"/api/v1/scenarios/{tried(plan, build, ben).pk}/compare/").json()
    assert found["load"][0] == {
        "name": "Anna", "plan_peak_pct": 80, "scenario_peak_pct": 40, "plan_overfull_weeks": 0,
        "scenario_overfull_weeks": 0,
    }  # fmt: skip
