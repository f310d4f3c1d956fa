"""Finding projects over the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.models import Project
from projects.services.projects import create_project
from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(cast: Cast) -> Api:
    create_project(by=cast.alice, key="PAY", name="Pay by invoice", kind="payment", tags=["psp", "2027"])
    create_project(by=cast.alice, key="OLD", name="Old shop", visibility="internal", tags=["psp"])
    Project.objects.filter(key="OLD").update(archived_at=timezone.now(), status="closed")
    return Api(cast.alice)


@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        ({}, ["SHOP", "PAY", "OLD"]),
        ({"search": "shop"}, ["SHOP", "OLD"]),
        ({"search": "invoice pay"}, ["PAY"]),
        ({"kind": "payment"}, ["PAY"]),
        ({"status": ["active", "closed"]}, ["SHOP", "PAY", "OLD"]),
        ({"status": "closed"}, ["OLD"]),
        ({"visibility": "internal"}, ["OLD"]),
        ({"archived": "true"}, ["OLD"]),
        ({"archived": "false"}, ["SHOP", "PAY"]),
        ({"tags": "PSP"}, ["PAY", "OLD"]),
        ({"tags": "psp,2027"}, ["PAY"]),
        ({"ordering": "key"}, ["OLD", "PAY", "SHOP"]),
        ({"ordering": "-name"}, ["PAY", "OLD", "SHOP"]),
    ],
)
def test_a_filter_keeps_what_fits(api: Api, filters: dict, keys: list[str]) -> None:
    assert [row["key"] for row in api.rows("projects/", **filters)] == keys


@pytest.mark.parametrize(("name", "value"), [("statsu", "closed"), ("status", "nonsense"), ("ordering", "password")])
def test_a_filter_that_does_not_exist_is_refused(api: Api, name: str, value: str) -> None:
    answer = api.get("projects/", **{name: value})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [name])


def test_a_list_costs_the_same_for_three_and_for_thirty(api: Api, cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            api.get("projects/", limit=200)
        return len(seen)

    few = queries()
    for number in range(27):
        create_project(by=cast.alice, key=f"P{number:02}", name="More", tags=["psp"])
    assert queries() == few
