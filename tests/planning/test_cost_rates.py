"""What an hour of somebody costs may change from a day on; costs follow the days on which the work is done."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from planning.loaders.work import load_work
from planning.models import Resource, Task
from planning.services.resources import change_resource
from planning.services.scenarios import add_change, create_scenario
from planning.services.what_if import compare_scenarios
from risks.loaders.rates import load_rates
from tests.cast import Cast
from tests.planning.staff import assigned, worker
from tests.planning.stage import again, task

pytestmark = pytest.mark.django_db
LATER = [{"since": "2026-05-06", "rate": "200.00"}]


@pytest.fixture
def design(plan: Cast) -> Task:
    """Four days of Anna from Monday 4 May on; her hour costs 100 and from Wednesday on 200."""
    design = task(plan, "Design", 4)
    assigned(plan, design, worker(plan, "Anna", cost_rate=Decimal(100), cost_rates=LATER))
    return again(design)


def cost(plan: Cast, one: Task) -> Decimal | None:
    return load_work(plan.project)[one.pk].cost


def test_each_day_costs_what_it_costs_then(plan: Cast, design: Task) -> None:
    assert cost(plan, design) == 2 * 800 + 2 * 1600


def test_a_rate_from_a_later_day_on_is_no_rate_before(plan: Cast, design: Task) -> None:
    change_resource(Resource.objects.get(), by=plan.alice, version=1, cost_rate=None)
    assert cost(plan, design) == 2 * 1600


def test_a_scenario_that_moves_the_work_moves_its_cost(plan: Cast, design: Task) -> None:
    scenario = create_scenario(by=plan.alice, project=plan.project, name="Later")
    moved = {"constraint": "SNET", "constraint_date": date(2026, 5, 6)}
    add_change(by=plan.alice, project=plan.project, scenario=scenario, task=design, **moved)
    found = compare_scenarios(plan.project, [scenario])[scenario.pk]
    assert (found.live.cost, found.then.cost) == (4800, 6400)


def test_the_simulation_takes_the_rate_of_the_first_day(plan: Cast, design: Task) -> None:
    change_resource(
        Resource.objects.get(), by=plan.alice, version=1, cost_rates=[{"since": "2026-05-01", "rate": "60"}]
    )
    assert load_rates(plan.project)[design.pk] == 1


def test_rates_stand_in_the_order_of_their_days(plan: Cast) -> None:
    rates = [{"since": "2027-01-01", "rate": 90}, {"since": "2026-07-01", "rate": "80.5"}]
    assert worker(plan, "Anna", cost_rates=rates).cost_rates == [
        {"since": "2026-07-01", "rate": "80.50"}, {"since": "2027-01-01", "rate": "90.00"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rates",
    [
        "none",
        [1],
        [{"since": "2026-07-01"}],
        [{"since": "1.7.2026", "rate": "80"}],
        [{"since": "2026-02-30", "rate": "80"}],
        [{"since": 5, "rate": "80"}],
        [{"since": "2026-07-01", "rate": "NaN"}],
        [{"since": "2026-07-01", "rate": "-1"}],
        [{"since": "2026-07-01", "rate": True}],
        [{"since": "2026-07-01", "rate": "1e9"}],
        [{"since": "2026-07-01", "rate": "0.001"}],
        [{"since": "2026-07-01", "rate": "80"}] * 2,
        [{"since": f"20{k}-07-01", "rate": "80"} for k in range(10, 61)],
    ],
)
def test_what_is_no_rate_is_refused(plan: Cast, client: Client, rates: Any) -> None:
    with pytest.raises(ValidationError):
        worker(plan, "Anna", cost_rates=rates)
    client.force_login(plan.alice)
    body = {"project": plan.project.pk, "name": "Ben", "cost_rates": rates}
    answer = client.post("/api/v1/resources/", body, content_type="application/json")
    assert (answer.status_code, "cost_rates" in answer.content.decode()) == (400, True)


def test_they_are_typed_one_a_line(plan: Cast, client: Client) -> None:
    client.force_login(plan.alice)
    data = {"name": "Anna", "kind": "person", "max_units": "100", "cost_rates": "2026-07-01 95\n2027-01-01 99.50"}
    assert client.post("/projects/SHOP/resources/new/", {**data, "cost_rates": "soon 95"}).status_code == 422
    assert client.post("/projects/SHOP/resources/new/", data).status_code == 302
    assert Resource.objects.get().rates.on(date(2026, 12, 31)) == 95
    assert "2027-01-01 99.50" in client.get("/projects/SHOP/resources/1/edit/").content.decode()
    assert "€99.50" in client.get("/projects/SHOP/resources/1/").content.decode()


def test_they_are_for_who_may_know_rates(plan: Cast, client: Client, design: Task) -> None:
    seen = {}
    for person in (plan.alice, plan.vera):
        client.force_login(person)
        seen[person.name] = client.get("/api/v1/resources/").json()["results"][0]["cost_rates"]
    assert seen == {"Alice": LATER, "Vera": None}
