"""Who may not know what an hour of somebody costs doesn't learn it from the trail either."""

from decimal import Decimal

import pytest
from django.test import Client

from planning.services.resources import change_resource
from tests.cast import Cast
from tests.planning.staff import worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(plan: Cast) -> str:
    """The history of Anna, whose rate has changed."""
    anna = worker(plan, "Anna", cost_rate=Decimal("87.65"))
    change_resource(anna, by=plan.alice, version=1, cost_rate=Decimal("98.76"))
    return f"/projects/SHOP/activity/?kind=planning.resource&object={anna.pk}"


def test_the_trail_of_the_api_masks_rates(plan: Cast, client: Client, address: str) -> None:
    seen = {}
    for person in (plan.alice, plan.vera):
        client.force_login(person)
        rows = client.get("/api/v1/audit/?object_type=planning.resource&verb=changed").json()["results"]
        one = client.get(f"/api/v1/audit/{rows[0]['id']}/").json()
        assert one == rows[0]
        seen[person.name] = rows[0]["changes"]["cost_rate"]
    assert seen == {"Alice": ["87.65", "98.76"], "Vera": ["•••", "•••"]}


def test_the_history_on_the_page_masks_rates(plan: Cast, client: Client, address: str) -> None:
    seen = {}
    for person in (plan.alice, plan.vera):
        client.force_login(person)
        answer = client.get(address)
        assert answer.status_code == 200
        seen[person.name] = "98.76" in answer.content.decode()
    assert seen == {"Alice": True, "Vera": False}
