"""Sessions end when they should: at a new password, at deactivation, at the owner's wish."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from accounts.services.people import create_person, deactivate_person
from ecompm.core.users import InstanceRole
from tests.cast import PASSWORD, person

pytestmark = pytest.mark.django_db
NEW = "another long password 42"


@pytest.fixture
def alice():
    return create_person(email="alice@example.com", name="Alice", password=PASSWORD)


def signed_in(email: str = "alice@example.com") -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    return client


def works(client: Client) -> bool:
    return client.get(reverse("accounts:profile")).status_code == 200


def test_a_new_password_ends_all_other_sessions(alice) -> None:
    here, there = signed_in(), signed_in()
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post(reverse("account_change_password"), form).status_code == 302
    assert (works(here), works(there)) == (True, False)


def test_deactivation_ends_sessions_now(alice) -> None:
    client = signed_in()
    deactivate_person(alice, by=person("Ada", role=InstanceRole.ADMINISTRATOR))
    assert not works(client)


def test_one_signs_another_browser_out(alice) -> None:
    here, there = signed_in(), signed_in()
    other = UserSession.objects.get(session_key=there.session.session_key)
    here.post(reverse("accounts:end_session", kwargs={"pk": other.pk}))
    assert (works(here), works(there)) == (True, False)


def test_nobody_ends_the_sessions_of_others(alice) -> None:
    create_person(email="eve@example.com", name="Eve", password=PASSWORD)
    alices = signed_in()
    target = UserSession.objects.get(session_key=alices.session.session_key)
    answer = signed_in("eve@example.com").post(reverse("accounts:end_session", kwargs={"pk": target.pk}))
    assert (answer.status_code, works(alices)) == (404, True)


def test_signing_out_everywhere_else_keeps_this_browser(alice) -> None:
    here, there = signed_in(), signed_in()
    here.post(reverse("usersessions_list"))
    assert (works(here), works(there)) == (True, False)
