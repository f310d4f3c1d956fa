"""Invitations: one mail, one use, one address, until they expire."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from ecompm.core import outbox
from ecompm.core.errors import Conflict
from ecompm.core.models import AuditEntry, OutboxEvent
from projects.models import Invitation, Membership
from projects.services.invitations import invite, withdraw
from tests.api_client import Api
from tests.cast import PASSWORD, Cast
from tests.mail import delivered, link_in

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
NEW = {"name": "Nora", "password": "a long enough password 7"}


@pytest.fixture
def link(cast: Cast) -> str:
    invite(by=cast.alice, project=cast.project, email="Nora@Example.com", role="viewer")
    return link_in(delivered()[0])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_one_mail_goes_to_the_address(cast: Cast, link: str) -> None:
    outbox.relay()
    outbox.relay()
    assert [message.to for message in delivered()] == [["nora@example.com"]]


def test_the_secret_is_stored_nowhere(link: str) -> None:
    secret = link.strip("/").split("/")[-1]
    stored = [Invitation.objects.values(), OutboxEvent.objects.values(), AuditEntry.objects.values()]
    assert secret not in str([list(rows) for rows in stored])


def test_a_new_person_makes_an_account_and_is_in(cast: Cast, link: str) -> None:
    client = Client()
    answer = client.post(link, NEW)
    nora = User.objects.get(email="nora@example.com")
    assert answer["Location"] == f"/projects/{cast.project.key}/"
    assert Membership.objects.get(user=nora).role == "viewer"
    assert client.get(reverse("projects:members", kwargs={"key": "SHOP"})).status_code == 200


def test_the_link_works_once(link: str) -> None:
    Client().post(link, NEW)
    assert Client().get(link).status_code == 404
    assert Client().post(link, {**NEW, "name": "Thief"}).status_code == 404


def test_a_weak_password_makes_no_account(link: str) -> None:
    answer = Client().post(link, {"name": "Nora", "password": "short"})
    assert answer.status_code == 422
    assert not User.objects.filter(email="nora@example.com").exists()


def test_somebody_else_can_not_use_it(cast: Cast, link: str) -> None:
    signed_in(cast.charlie).post(link)
    assert not Membership.objects.filter(user=cast.charlie).exists()


def test_a_known_person_signs_in_first_and_accepts(cast: Cast) -> None:
    invite(by=cast.alice, project=cast.project, email="charlie@example.com")
    link = link_in(delivered()[0])
    page = Client().get(link)
    assert page.context["case"] == "sign_in"
    assert Client().post(link, NEW).status_code == 200
    signed_in(cast.charlie).post(link)
    assert Membership.objects.get(user=cast.charlie).role == "member"


def test_an_expired_invitation_is_worthless(link: str) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(link).status_code == 404


def test_a_withdrawn_invitation_is_worthless(cast: Cast, link: str) -> None:
    withdraw(Invitation.objects.select_related("project").get(), by=cast.alice)
    assert Client().get(link).status_code == 404


def test_inviting_again_makes_the_first_link_worthless(cast: Cast, link: str) -> None:
    invite(by=cast.alice, project=cast.project, email="nora@example.com")
    assert Client().get(link).status_code == 404
    assert Client().get(link_in(delivered()[1])).status_code == 200


def test_members_are_not_invited_again(cast: Cast) -> None:
    with pytest.raises(Conflict):
        invite(by=cast.alice, project=cast.project, email="BOB@example.com")


def test_the_answer_does_not_tell_whether_there_is_an_account(cast: Cast) -> None:
    api = Api(cast.alice)
    bodies = [
        api.post("invitations/", {"project": cast.project.pk, "email": email, "role": "member"}).json()
        for email in ("charlie@example.com", "nobody@example.com")
    ]
    assert [set(body) for body in bodies] == [set(bodies[0])] * 2
    assert {body["role"] for body in bodies} == {"member"}


def test_guests_are_from_outside(cast: Cast) -> None:
    assert invite(by=cast.alice, project=cast.project, email="x@example.com", role="guest").is_external


def test_an_administrator_invites_to_the_instance(cast: Cast) -> None:
    signed_in(cast.ada).post(reverse("projects:invite_person"), {"email": "nora@example.com"})
    client = Client()
    assert client.post(link_in(delivered()[0]), NEW)["Location"] == "/"
    assert not Membership.objects.filter(user__email="nora@example.com").exists()


def test_the_invited_person_signs_in_with_the_new_password(link: str) -> None:
    Client().post(link, {"name": "Nora", "password": PASSWORD})
    answer = Client().post(reverse("account_login"), {"login": "nora@example.com", "password": PASSWORD})
    assert answer.status_code == 302
