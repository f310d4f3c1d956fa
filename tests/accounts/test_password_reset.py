"""A forgotten password: the same answer for everybody, one mail that leaves no secret, a link that works once."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.services.people import create_person
from ecompm.core.models import OutboxEvent
from tests.cast import PASSWORD
from tests.mail import delivered, link_in

pytestmark = pytest.mark.django_db
NEW = "another long password 42"


@pytest.fixture(autouse=True)
def alice():
    return create_person(email="alice@example.com", name="Alice", password=PASSWORD)


def ask(email: str):
    return Client().post(reverse("account_reset_password"), {"email": email})


def test_the_answer_does_not_tell_whether_there_is_an_account() -> None:
    known, unknown = ask("alice@example.com"), ask("nobody@example.com")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in delivered()] == [["alice@example.com"]]


def test_the_link_sets_a_new_password_once() -> None:
    ask("alice@example.com")
    link = link_in(delivered()[0])
    client = Client()
    form = client.get(link)["Location"]
    assert client.post(form, {"password1": NEW, "password2": NEW}).status_code == 302
    answer = Client().post(reverse("account_login"), {"login": "alice@example.com", "password": NEW})
    assert answer.status_code == 302
    assert b"invalid" in Client().get(link, follow=True).content


def test_the_link_leads_to_the_configured_address_whatever_host_was_named(settings) -> None:
    settings.BASE_URL, settings.ALLOWED_HOSTS = "https://pm.example.com", ["*"]
    headers = {"host": "evil.example", "x-forwarded-host": "evil.example"}
    Client(headers=headers).post(reverse("account_reset_password"), {"email": "alice@example.com"})
    body = delivered()[0].body
    assert "https://pm.example.com/accounts/password/reset/" in body
    assert "evil.example" not in body


def test_the_mail_is_readable_neither_before_nor_after_it_left() -> None:
    ask("alice@example.com")
    event = OutboxEvent.objects.get(topic="mail.written")
    assert "password/reset" not in str(event.payload)
    delivered()
    event.refresh_from_db()
    assert set(event.payload) == {"to", "subject"}


def test_a_weak_password_is_refused() -> None:
    ask("alice@example.com")
    client = Client()
    form = client.get(link_in(delivered()[0]))["Location"]
    assert client.post(form, {"password1": "short", "password2": "short"}).context["form"].errors
