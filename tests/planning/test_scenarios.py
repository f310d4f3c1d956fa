"""What if: computed beside the plan, applied to it in one go or dropped."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ecompm.core.errors import Conflict, Invalid, NotAllowed, StaleVersion
from ecompm.core.models import AuditEntry
from planning.models import Scenario, ScenarioChange, Task
from planning.services.applying import apply_scenario, take_back
from planning.services.resources import create_resource
from planning.services.scenarios import (
    add_change,
    alter_change,
    conflicts,
    create_scenario,
    drop_scenario,
    look_over,
    plan_stamp,
)
from planning.services.staffing import assign
from planning.services.tasks import change_task, delete_task
from planning.services.what_if import WhatIf, compare_scenarios
from tests.cast import Cast
from tests.planning.stage import again, chain, link, task

pytestmark = pytest.mark.django_db
DAY = 480


@pytest.fixture
def chained(plan: Cast) -> dict[str, Task]:
    """Design 2 d, Build 3 d, Go-live; Texts 1 d beside them. Bob builds and writes."""
    design, build = task(plan, "Design", 2, owner=plan.alice), task(plan, "Build", 3, owner=plan.bob)
    live, texts = task(plan, "Go-live", kind="milestone"), task(plan, "Texts", 1, owner=plan.bob)
    chain(plan, design, build, live)
    return {one.name: again(one) for one in (design, build, live, texts)}


@pytest.fixture
def slower(plan: Cast, chained: dict[str, Task]) -> Scenario:
    """Design takes two days longer."""
    return what_if(plan, chained["Design"], duration=4 * DAY)


def what_if(cast: Cast, one: Task, **values: Any) -> Scenario:
    scenario = create_scenario(by=cast.alice, project=cast.project, name="What if")
    add_change(by=cast.bob, project=cast.project, scenario=scenario, task=one, **values)
    return scenario


def beside(cast: Cast, scenario: Scenario) -> WhatIf:
    return compare_scenarios(cast.project, [scenario])[scenario.pk]


def apply(cast: Cast, scenario: Scenario) -> Scenario:
    return apply_scenario(scenario, by=cast.alice, version=scenario.version)


def test_a_longer_task_moves_what_follows_and_nothing_is_stored(plan: Cast, slower: Scenario) -> None:
    found = beside(plan, slower)
    assert (found.live.finish, found.then.finish, found.finish_days) == (date(2026, 5, 8), date(2026, 5, 12), 2)
    assert [row.shown.name for row in found.moved] == ["Design", "Build", "Go-live"]
    assert Task.objects.get(name="Go-live").finish_day == date(2026, 5, 8)


def test_gates_and_the_critical_path_are_compared(plan: Cast, chained: dict[str, Task]) -> None:
    found = beside(plan, what_if(plan, chained["Texts"], duration=9 * DAY))
    live = chained["Go-live"].pk
    assert (found.live.gates[live], found.then.gates[live]) == (date(2026, 5, 8), date(2026, 5, 8))
    assert found.live.critical == tuple(chained[name].pk for name in ("Design", "Build", "Go-live"))
    assert found.then.critical == (chained["Texts"].pk,)


def test_a_constraint_and_a_deadline_are_tried(plan: Cast, chained: dict[str, Task]) -> None:
    build = chained["Build"]
    found = beside(
        plan, what_if(plan, build, constraint="SNET", constraint_date=date(2026, 5, 11), deadline=date(2026, 5, 8))
    )
    assert (found.then.finish, found.live.negative) == (date(2026, 5, 13), 0)
    assert found.then.negative == 1


def test_a_task_left_out_takes_no_time(plan: Cast, chained: dict[str, Task]) -> None:
    found = beside(plan, what_if(plan, chained["Build"], left_out=True))
    assert found.finish_days == -3
    assert [row.change for row in found.rows if row.shown.name == "Build"] == ["removed"]


def test_another_owner_moves_the_load(plan: Cast, chained: dict[str, Task]) -> None:
    found = beside(plan, what_if(plan, chained["Build"], owner=plan.alice))
    assert [found.live.load[-one.pk].peak for one in (plan.alice, plan.bob)] == [40, 80]
    assert [found.then.load[-one.pk].peak for one in (plan.alice, plan.bob)] == [100, 20]


def test_weeks_beyond_what_one_can_do_are_counted(plan: Cast, chained: dict[str, Task]) -> None:
    found = beside(plan, what_if(plan, chained["Texts"], duration=5 * DAY))
    assert (found.live.overfull, found.then.overfull, found.then.peak) == (0, 1, 160)


def test_assigned_work_costs_what_its_time_costs(plan: Cast, slower: Scenario, chained: dict[str, Task]) -> None:
    agency = create_resource(by=plan.alice, project=plan.project, name="Agency", kind="agency", cost_rate=Decimal(100))
    assign(by=plan.alice, project=plan.project, task=chained["Design"], resource=agency, units=50)
    found = beside(plan, slower)
    assert (found.live.cost, found.then.cost) == (800, 1600)
    assert (found.live.load[agency.pk].peak, found.then.load[agency.pk].peak) == (20, 40)


def test_who_may_not_know_rates_sees_no_cost(plan: Cast, client: Client, slower: Scenario) -> None:
    agency = create_resource(by=plan.alice, project=plan.project, name="Agency", kind="agency", cost_rate=Decimal(100))
    assign(by=plan.alice, project=plan.project, task=Task.objects.get(name="Design"), resource=agency)
    told = {}
    for person in (plan.alice, plan.vera):
        client.force_login(person)
        told[person.name] = client.get(f"/api/v1/scenarios/{slower.pk}/compare/").json()["plan"]["cost"]
        page = client.get("/projects/SHOP/plan/scenarios/1/").content.decode()
        assert ("Cost of the assigned work" in page) == (person == plan.alice)
    assert told == {"Alice": "1600.00", "Vera": None}


def test_applied_it_is_the_plan(plan: Cast, slower: Scenario, chained: dict[str, Task]) -> None:
    change = {"left_out": True}
    add_change(by=plan.bob, project=plan.project, scenario=slower, task=chained["Texts"], **change)
    promised = beside(plan, slower).then.finish
    applied = apply(plan, slower)
    assert Task.objects.get(name="Go-live").finish_day == promised
    assert Task.objects.get(name="Texts").status == "cancelled"
    assert (applied.state, applied.applied_by) == ("applied", plan.alice)


def test_it_is_taken_back_as_it_was(plan: Cast, slower: Scenario, chained: dict[str, Task]) -> None:
    add_change(by=plan.bob, project=plan.project, scenario=slower, task=chained["Texts"], left_out=True)
    before = list(Task.objects.order_by("pk").values("duration", "status", "status_since", "start", "finish", "owner"))
    applied = apply(plan, slower)
    back = take_back(applied, by=plan.alice, version=applied.version)
    fields = ("duration", "status", "status_since", "start", "finish", "owner")
    assert list(Task.objects.order_by("pk").values(*fields)) == before
    assert back.is_open


def test_what_somebody_changed_since_is_not_taken_back(plan: Cast, slower: Scenario) -> None:
    applied = apply(plan, slower)
    design = Task.objects.get(name="Design")
    change_task(design, by=plan.bob, version=design.version, name="Concept")
    with pytest.raises(Conflict, match="T1"):
        take_back(applied, by=plan.alice, version=applied.version)


def test_applying_is_all_or_nothing(plan: Cast, slower: Scenario, chained: dict[str, Task]) -> None:
    live = chained["Go-live"]
    add_change(by=plan.bob, project=plan.project, scenario=slower, task=live, duration=DAY)  # milestones take no time
    with pytest.raises(Invalid):
        apply(plan, slower)
    assert again(chained["Design"]).duration == 2 * DAY


def test_another_value_in_the_plan_stops_it_until_it_is_looked_over(plan: Cast, slower: Scenario) -> None:
    design = Task.objects.get(name="Design")
    change_task(design, by=plan.bob, version=design.version, duration=3 * DAY)
    assert [change.task.name for change in conflicts(slower)] == ["Design"]
    with pytest.raises(Conflict):
        apply(plan, slower)
    looked = look_over(slower, by=plan.bob, version=slower.version)
    assert conflicts(looked) == []
    apply(plan, looked)
    assert again(design).duration == 4 * DAY


def test_other_changes_of_the_plan_are_told_and_stop_nothing(plan: Cast, slower: Scenario) -> None:
    change_task(Task.objects.get(name="Texts"), by=plan.bob, version=1, name="Copy")
    assert slower.plan_stamp != plan_stamp(plan.project.pk)
    assert apply(plan, slower).state == "applied"


def test_a_new_link_changes_the_stamp(plan: Cast, chained: dict[str, Task]) -> None:
    before = plan_stamp(plan.project.pk)
    link(plan, chained["Texts"], chained["Go-live"])
    assert plan_stamp(plan.project.pk) != before


def test_a_deleted_task_is_no_change_any_more(plan: Cast, slower: Scenario) -> None:
    design = Task.objects.get(name="Design")
    delete_task(design, by=plan.alice, version=design.version)
    assert slower.changes.count() == 0
    with pytest.raises(Invalid):
        apply(plan, slower)


def test_dropped_it_leaves_the_plan_alone(plan: Cast, slower: Scenario) -> None:
    drop_scenario(slower, by=plan.bob, version=slower.version)
    assert (Scenario.objects.count(), ScenarioChange.objects.count()) == (0, 0)
    assert Task.objects.get(name="Design").duration == 2 * DAY


def test_an_applied_scenario_stays_as_it_is(plan: Cast, slower: Scenario) -> None:
    apply(plan, slower)
    change = ScenarioChange.objects.select_related("scenario", "task", "project").get()
    with pytest.raises(Conflict):
        alter_change(change, by=plan.bob, version=change.version, duration=DAY)


def test_summaries_and_empty_changes_are_refused(plan: Cast, slower: Scenario, chained: dict[str, Task]) -> None:
    with pytest.raises(ValidationError):
        add_change(by=plan.bob, project=plan.project, scenario=slower, task=chained["Texts"])
    task(plan, "Search", parent=again(chained["Texts"]))
    with pytest.raises(Invalid):
        add_change(by=plan.bob, project=plan.project, scenario=slower, task=again(chained["Texts"]), duration=DAY)


def test_members_try_and_managers_apply(plan: Cast, slower: Scenario) -> None:
    with pytest.raises(NotAllowed):
        apply_scenario(slower, by=plan.bob, version=slower.version)
    with pytest.raises(NotAllowed):
        create_scenario(by=plan.vera, project=plan.project, name="Mine")


def test_two_who_apply_at_once_apply_once(plan: Cast, slower: Scenario) -> None:
    apply(plan, slower)
    with pytest.raises(StaleVersion):
        apply_scenario(slower, by=plan.alice, version=1)


def test_the_trail_tells_it(plan: Cast, slower: Scenario) -> None:
    apply(plan, slower)
    verbs = AuditEntry.objects.filter(object_type="planning.scenario").values_list("verb", flat=True)
    assert sorted(verbs) == ["applied", "created"]


def test_the_trail_names_what_is_tried(slower: Scenario) -> None:
    told = AuditEntry.objects.get(object_type="planning.scenariochange", verb="created")
    assert told.object_label == "N1 · T1 Design"


def test_the_page_shows_both_and_applies(plan: Cast, client: Client, slower: Scenario) -> None:
    client.force_login(plan.alice)
    assert "+2\u202fd" in client.get("/projects/SHOP/plan/scenarios/").content.decode()
    page = client.get("/projects/SHOP/plan/scenarios/1/").content.decode()
    assert "The plan would end on" in page
    answer = client.post("/projects/SHOP/plan/scenarios/1/step/apply/", {"version": 1}, follow=True)
    assert "The scenario is the plan now." in answer.content.decode()


def test_a_change_is_made_on_its_form(plan: Cast, client: Client, slower: Scenario, chained: dict[str, Task]) -> None:
    client.force_login(plan.bob)
    address = "/projects/SHOP/plan/scenarios/1/changes/"
    data = {"task": chained["Build"].pk, "duration": "5 d", "constraint": ""}
    assert client.post(f"{address}new/", {**data, "duration": ""}).status_code == 422
    assert client.post(f"{address}new/", data).status_code == 302
    assert client.post(f"{address}2/", {"duration": "6 d", "version": 1}).status_code == 302
    assert ScenarioChange.objects.get(task=chained["Build"]).duration == 6 * DAY
    assert client.post(f"{address}2/remove/", {"version": 2}).status_code == 302
    assert slower.changes.count() == 1


def test_the_api_compares(plan: Cast, client: Client, slower: Scenario) -> None:
    client.force_login(plan.vera)
    found = client.get(f"/api/v1/scenarios/{slower.pk}/compare/").json()
    assert (found["plan"]["finish"], found["scenario"]["finish"]) == ("2026-05-08", "2026-05-12")
    assert found["moved"][0]["finish_days"] == 2


def test_more_scenarios_take_no_more_queries(plan: Cast, slower: Scenario, chained: dict[str, Task]) -> None:
    counts = []
    for more in (0, 5):
        for _k in range(more):
            what_if(plan, chained["Build"], duration=DAY, owner=plan.alice)
        with CaptureQueriesContext(connection) as caught:
            compare_scenarios(plan.project, list(Scenario.objects.all()))
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 16
