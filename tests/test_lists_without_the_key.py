"""A list whose column of keys is hidden still leads to the pages of its rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from controlling.services.issues import create_issue
from planning.services.resources import create_resource
from requirements.services import create_requirement
from risks.services.register import create_risk
from risks.services.security import create_finding
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FINDING = {"title": "Slow", "cvss": Decimal("5.0"), "found_on": date(2026, 11, 2), "source": "scan"}


@pytest.mark.parametrize(
    ("address", "make", "values"),
    [
        ("risks:list", create_risk, {"title": "Slow"}),
        ("risks:findings", create_finding, FINDING),
        ("requirements:list", create_requirement, {"title": "Slow"}),
        ("controlling:issues", create_issue, {"title": "Slow", "raised_on": date(2026, 11, 2)}),
        ("planning:resources", create_resource, {"name": "Slow"}),
    ],
)
def test_the_name_leads_to_the_page(client: Client, cast: Cast, address: str, make, values: dict[str, object]) -> None:
    made = make(by=cast.alice, project=cast.project, **values)
    client.force_login(cast.bob)
    head = "name" if "name" in values else "title"
    html = client.get(reverse(address, args=["SHOP"]), {"columns": head, "sort": head}).content.decode()
    assert f'<a class="name" href="{made.get_absolute_url()}">Slow</a>' in html
