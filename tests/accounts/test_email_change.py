"""A new e-mail address needs the password again, and counts only once its mail was confirmed."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.services.people import create_person
from tests.cast import PASSWORD
from tests.mail import delivered, link_in

pytestmark = pytest.mark.django_db
FORM = {"action_add": "", "email": "alice@new.example.com"}


@pytest.fixture
def browser() -> Client:
    create_person(email="alice@example.com", name="Alice", password=PASSWORD)
    client = Client()
    client.post(reverse("account_login"), {"login": "alice@example.com", "password": PASSWORD})
    return client


def address() -> str:
    return User.objects.get().email


def test_a_stolen_session_changes_no_address(browser: Client) -> None:
    assert browser.post(reverse("account_email"), FORM)["Location"].startswith(reverse("account_reauthenticate"))
    assert delivered() == []


def test_the_address_changes_when_the_link_is_followed(browser: Client) -> None:
    browser.post(browser.post(reverse("account_email"), FORM)["Location"], {"password": PASSWORD})
    browser.post(reverse("account_email"), FORM)
    assert address() == "alice@example.com"
    browser.post(link_in(next(mail for mail in delivered() if mail.to == ["alice@new.example.com"])))
    assert address() == "alice@new.example.com"
