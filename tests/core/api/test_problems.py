"""Whatever goes wrong below /api/ is answered as problem+json."""

import pytest
from django.test import Client

from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_an_address_that_leads_nowhere(cast: Cast) -> None:
    answer = Api(cast.alice).get("nonsense/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["request_id"]


def test_characters_that_no_database_stores(cast: Cast) -> None:
    answer = Client().get("/api/v1/projects/?search=%00")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_body_that_is_too_large(cast: Cast, settings) -> None:
    settings.ATTACHMENT_MAX_BYTES = 0
    answer = Api(cast.alice).post("projects/", {"name": "x" * 1_100_000})
    assert (answer.status_code, answer.json()["title"]) == (413, "too large")


def test_broken_json(cast: Cast) -> None:
    client = Api(cast.alice).client
    answer = client.post("/api/v1/projects/", "{", content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_json_that_is_nested_too_deep(cast: Cast) -> None:
    client = Api(cast.alice).client
    answer = client.post("/api/v1/projects/", "[" * 5000 + "]" * 5000, content_type="application/json")
    assert answer.status_code == 400


def test_another_kind_of_body(cast: Cast) -> None:
    answer = Api(cast.alice).client.post("/api/v1/projects/", "<a/>", content_type="application/xml")
    assert answer.status_code == 415


def test_a_page_that_leads_nowhere_keeps_its_page(cast: Cast) -> None:
    answer = Client().get("/nonsense/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")
