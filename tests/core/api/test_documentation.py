"""The pages that describe the API: every resource, its operations and fields, for strangers as well."""

import json

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def described(client: Client) -> str:
    return client.get("/api/schema/", headers={"Accept": "application/vnd.oai.openapi+json"}).content.decode()


def test_every_resource_of_the_description_has_a_page(client: Client) -> None:
    index = read(client, "/api/docs/")
    paths = {path.split("/")[3] for path in json.loads(described(client))["paths"]}
    assert len(paths) > 40
    for name in paths:
        assert f'href="/api/docs/{name}/"' in index
        assert f"/api/v1/{name}/" in read(client, f"/api/docs/{name}/")


def test_an_operation_says_what_goes_in_and_comes_out(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice, backend="django.contrib.auth.backends.ModelBackend")
    page = read(client, "/api/docs/gate-votes/")
    assert "POST /api/v1/gate-votes/" in page
    assert "go, conditional_go, hold, recycle, stop" in page
    assert "Idempotency-Key" in page
    assert "Search or jump to" in page  # the frame of the product


def test_only_what_is_written_for_users_describes_an_operation(client: Client) -> None:
    """The docstrings of base classes tell builders how to subclass them."""
    assert "create_service" not in described(client)


def test_an_unknown_resource_is_not_found(client: Client) -> None:
    assert client.get("/api/docs/nothing/").status_code == 404
