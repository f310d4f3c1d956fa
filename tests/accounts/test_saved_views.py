"""A person keeps the state of a list under a name, and only their own."""

import pytest
from django.test import Client

from accounts.models import SavedView
from tests.cast import Cast

pytestmark = pytest.mark.django_db
VIEW = {"table": "requirements", "name": "Open musts", "query": "priority=must", "next": "/projects/SHOP/requirements/"}


@pytest.fixture
def alice(cast: Cast, client: Client) -> Client:
    client.force_login(cast.alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_saved_view_stands_in_the_list(alice: Client) -> None:
    answer = alice.post("/account/views/save/", VIEW)
    assert answer.url == "/projects/SHOP/requirements/?priority=must"
    assert "Open musts" in alice.get("/projects/SHOP/requirements/").content.decode()


def test_the_same_name_again_replaces_it(alice: Client) -> None:
    alice.post("/account/views/save/", VIEW)
    alice.post("/account/views/save/", {**VIEW, "query": "status=proposed"})
    assert [view.query for view in SavedView.objects.all()] == ["status=proposed"]


def test_nobody_else_sees_it(cast: Cast, alice: Client) -> None:
    alice.post("/account/views/save/", VIEW)
    bob = Client()
    bob.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    assert "Open musts" not in bob.get("/projects/SHOP/requirements/").content.decode()


def test_another_site_is_no_way_back(alice: Client) -> None:
    assert alice.post("/account/views/save/", {**VIEW, "next": "https://evil.example/"}).url == "/?priority=must"
