"""The simulated cost holds the labour of the people assigned, at their rates, and grows with the days it takes."""

from decimal import Decimal
from typing import Any

import pytest

from planning.models import Task
from planning.services.resources import change_resource, create_resource
from planning.services.staffing import assign
from planning.services.tasks import change_task, create_task
from risks.models import Simulation
from tests.cast import Cast
from tests.risks.test_simulation import DAY, facts, simulate, tasks

pytestmark = pytest.mark.django_db
__all__ = ["tasks"]


def staff(cast: Cast, task: Task, **values: Any) -> Any:
    """Somebody at 60 an hour, assigned to the task."""
    task.refresh_from_db()
    given = {"name": "Tomasz", "cost_rate": Decimal(60), **values}
    resource = create_resource(by=cast.alice, project=cast.project, **given)
    assign(by=cast.alice, project=cast.project, task=task, resource=resource)
    return resource


def cost(found: Simulation, level: str) -> float:
    return float(found.result["with"]["cost"][level])


def test_certain_work_costs_its_hours(cast: Cast, tasks: list[Task]) -> None:
    build = tasks[0]
    build.refresh_from_db()
    change_task(build, by=cast.alice, version=build.version, optimistic=None, pessimistic=None)
    staff(cast, build)
    found = simulate(cast)
    assert cost(found, "p50") == pytest.approx(10 * 8 * 60)
    assert found.result["priced"] == 1


def test_doubt_about_days_is_doubt_about_money(cast: Cast, tasks: list[Task]) -> None:
    staff(cast, tasks[0])
    found = simulate(cast)
    assert cost(found, "p80") > cost(found, "p50") > 10 * 8 * 60


def test_another_currency_is_left_out(cast: Cast, tasks: list[Task]) -> None:
    staff(cast, tasks[0], currency="VND")
    found = simulate(cast)
    assert (cost(found, "p80"), found.result["priced"]) == (0, 0)


def test_another_rate_makes_the_simulation_stale(cast: Cast, tasks: list[Task]) -> None:
    resource = staff(cast, tasks[0])
    simulate(cast)
    assert facts(cast, "simulation.p80_finish") is not None
    change_resource(resource, by=cast.alice, version=resource.version, cost_rate=Decimal(90))
    assert facts(cast, "simulation.p80_finish") is None


def test_tasks_of_one_team_run_long_together(cast: Cast, tasks: list[Task]) -> None:
    values = {"duration": 10 * DAY, "optimistic": 8 * DAY, "pessimistic": 20 * DAY}
    second = create_task(by=cast.alice, project=cast.project, name="Fill", **values)
    staff(cast, tasks[0], team="Checkout")
    staff(cast, second, name="Linh", team="Checkout")
    assert simulate(cast, correlate_by="team").result["groups"] == 1


def test_the_page_says_how_much_has_a_rate(cast: Cast, tasks: list[Task], client: Any) -> None:
    staff(cast, tasks[0])
    simulate(cast)
    client.force_login(cast.vera, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/projects/{cast.project.key}/risks/simulation/").content.decode()
    assert "What may work and risks cost?" in page
    assert "1 of 2 open tasks has a rate" in page
