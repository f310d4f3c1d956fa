"""Paging through a list by cursor: every row once, in both directions, also among equal and empty values."""

import base64
import json

import pytest

from projects.models import Project
from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(cast: Cast) -> Api:
    dates = [None, "2027-03-01", None, "2027-01-01", "2027-03-01", None, "2027-02-01"]
    Project.objects.bulk_create(Project(key=f"P{n}", name="Same", wished_start=day) for n, day in enumerate(dates))
    return Api(cast.ada)


def walk(api: Api, link: str, step: str) -> list[str]:
    keys: list[str] = []
    while link:
        page = api.client.get(link).json()
        names = [row["key"] for row in page["results"]]
        keys = names + keys if step == "previous" else keys + names
        link = page[step]
    return keys


@pytest.mark.parametrize(
    "order", ["id", "name", "-name", "wished_start", "-wished_start", "wished_start,-key", "-updated_at"]
)
def test_pages_hold_every_row_once_in_the_order_of_one_large_page(api: Api, order: str) -> None:
    ordering = {} if order == "id" else {"ordering": order}
    whole = [row["key"] for row in api.rows("projects/", limit=200, **ordering)]
    query = "".join(f"&{name}={value}" for name, value in ordering.items())
    assert walk(api, f"/api/v1/projects/?limit=2{query}", "next") == whole
    assert len(whole) == 8


@pytest.mark.parametrize("order", ["name", "-wished_start", "wished_start"])
def test_previous_leads_back_to_the_start(api: Api, order: str) -> None:
    link, last = f"/api/v1/projects/?limit=3&ordering={order}", ""
    while link:
        last, link = link, api.client.get(link).json()["next"]
    whole = [row["key"] for row in api.rows("projects/", ordering=order)]
    assert walk(api, last, "previous") == whole


def test_empty_values_come_last(api: Api) -> None:
    for order in ("wished_start", "-wished_start"):
        days = [row["wished_start"] for row in api.rows("projects/", ordering=order)]
        assert days[-4:] == [None] * 4


def test_a_row_added_meanwhile_moves_no_other(api: Api) -> None:
    first = api.get("projects/", limit=4, ordering="-key").json()
    Project.objects.create(key="Z9", name="New")
    second = api.client.get(first["next"]).json()
    keys = [row["key"] for row in first["results"] + second["results"]]
    assert keys == ["SHOP", "P6", "P5", "P4", "P3", "P2", "P1", "P0"]


def test_the_last_page_has_no_next_and_the_first_no_previous(api: Api) -> None:
    page = api.get("projects/", limit=200).json()
    assert (page["next"], page["previous"]) == (None, None)


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "%%%",
        encoded([False, []]),
        encoded([False, [{"a": 1}]]),
        encoded([False, ["abc"]]),
        encoded([False, [10**17 * 9999]]),
        encoded({"a": 1}),
        base64.urlsafe_b64encode(b"[" * 3000).decode(),
    ],
)
def test_a_forged_cursor_is_refused(api: Api, cursor: str) -> None:
    assert api.get("projects/", cursor=cursor).status_code == 400


@pytest.mark.parametrize(("limit", "rows"), [("3", 3), ("0", 8), ("abc", 8), ("9" * 30, 8)])
def test_the_limit_is_a_wish(api: Api, limit: str, rows: int) -> None:
    assert len(api.rows("projects/", limit=limit)) == rows
