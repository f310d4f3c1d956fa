"""Sharing single objects with guests, and what guests see of a project."""

import pytest
from django.urls import reverse

from projects.models import Share
from requirements.services import create_requirement
from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def requirement(cast: Cast):
    return create_requirement(by=cast.alice, project=cast.project, title="Guest checkout")


def gus(cast: Cast) -> int:
    return cast.project.memberships.get(user=cast.gus).pk


def test_a_shared_object_is_seen_until_sharing_stops(cast: Cast, requirement, client) -> None:
    client.force_login(cast.alice, backend=BACKEND)
    where = {"key": "SHOP", "object_type": "requirements.requirement", "object_id": requirement.pk}
    url = reverse("projects:shares", kwargs=where)
    client.post(url, {"guest": gus(cast)})
    assert Api(cast.gus).get(f"requirements/{requirement.pk}/").status_code == 200
    client.post(url, {"guest": gus(cast)})
    assert Api(cast.gus).get(f"requirements/{requirement.pk}/").status_code == 404


def test_the_front_page_of_a_guest_lists_what_is_shared(cast: Cast, requirement, client) -> None:
    create_requirement(by=cast.alice, project=cast.project, title="Hidden thing")
    cast.share_with_gus(requirement)
    client.force_login(cast.gus, backend=BACKEND)
    page = client.get("/projects/SHOP/").content.decode()
    assert "Guest checkout" in page
    assert "Hidden thing" not in page


def test_a_guest_sees_no_facts_of_the_project(cast: Cast, client) -> None:
    client.force_login(cast.gus, backend=BACKEND)
    assert client.get(reverse("projects:about", kwargs={"key": "SHOP"})).status_code == 403
    assert Api(cast.gus).get(f"projects/{cast.project.pk}/").status_code == 404


def test_only_guests_need_shares(cast: Cast, requirement) -> None:
    bob = cast.project.memberships.get(user=cast.bob).pk
    body = {"membership": bob, "object_type": "requirements.requirement", "object_id": requirement.pk}
    assert Api(cast.alice).post("shares/", body).status_code == 400


def test_what_does_not_exist_is_not_shared(cast: Cast) -> None:
    body = {"membership": gus(cast), "object_type": "requirements.requirement", "object_id": 999}
    assert Api(cast.alice).post("shares/", body).status_code == 404
    assert not Share.objects.exists()
