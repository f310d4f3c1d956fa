"""Language, time zone and looks follow the person."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db

FORM = {"name": "Alice", "language": "en", "time_zone": "UTC", "theme": "auto", "density": "default"}


@pytest.fixture
def browser(cast: Cast, client: Client) -> Client:
    client.force_login(cast.alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(browser: Client) -> str:
    return browser.get(reverse("accounts:profile")).content.decode()


def test_the_page_speaks_the_language_of_the_person(browser: Client) -> None:
    browser.post(reverse("accounts:profile"), {**FORM, "language": "vi"})
    assert '<html lang="vi"' in page(browser)


def test_theme_and_density_stand_on_the_page(browser: Client) -> None:
    browser.post(reverse("accounts:profile"), {**FORM, "theme": "dark", "density": "compact"})
    assert 'data-bs-theme="dark" data-density="compact"' in page(browser)


def test_instants_are_shown_in_the_zone_of_the_person(browser: Client, cast: Cast) -> None:
    from datetime import UTC, datetime

    from allauth.usersessions.models import UserSession

    browser.post(reverse("accounts:profile"), {**FORM, "time_zone": "Asia/Ho_Chi_Minh"})
    session = UserSession.objects.create(user=cast.alice, ip="10.0.0.1", session_key=browser.session.session_key)
    UserSession.objects.filter(pk=session.pk).update(created_at=datetime(2026, 7, 1, 20, 30, tzinfo=UTC))
    assert "2 Jul 2026, 03:30" in browser.get(reverse("usersessions_list")).content.decode()


def test_mails_can_be_switched_off(browser: Client, cast: Cast) -> None:
    browser.post(reverse("accounts:profile"), FORM)
    cast.alice.refresh_from_db()
    assert not cast.alice.notify_mentions


def test_the_api_refuses_a_zone_that_does_not_exist(cast: Cast) -> None:
    answer = Api(cast.alice).patch("me/", {"time_zone": "Mars/Base"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["time_zone"])


@pytest.mark.parametrize("field", ["role", "is_external", "email", "is_staff"])
def test_nobody_raises_themselves_over_the_api(cast: Cast, field: str) -> None:
    before = getattr(cast.bob, field)
    answer = Api(cast.bob).patch("me/", {field: "administrator", "theme": "dark"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    cast.bob.refresh_from_db()
    assert (getattr(cast.bob, field), cast.bob.theme) == (before, "auto")
