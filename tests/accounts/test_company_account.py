"""Signing in with a company account (OpenID Connect), with a provider that runs beside the test."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from accounts.services.people import create_person
from tests.accounts.oidc import CLIENT, SECRET, Provider, running
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN, CALLBACK = "/accounts/oidc/acme/login/", "/accounts/oidc/acme/login/callback/"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture
def acme(provider: Provider, settings: Any) -> dict[str, Any]:
    """The settings that OIDC_PROVIDERS gives; a test may change how far the provider is trusted."""
    trust = {"signup": False, "email_authentication": False, "server_url": provider.address}
    app = {"provider_id": "acme", "name": "Acme", "client_id": CLIENT, "secret": SECRET, "settings": trust}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    return trust


def come_back(client: Client) -> str:
    """Press the button of the provider; returns the address that the provider sends the browser back to."""
    away = client.post(LOGIN)
    assert away.status_code == 302
    back = urlsplit(httpx.get(away["Location"]).headers["Location"])
    return f"{back.path}?{back.query}"


def sign_in(client: Client) -> HttpResponse:
    return client.get(come_back(client), follow=True)


def signed_in(client: Client) -> User | None:
    return User.objects.filter(pk=client.session.get("_auth_user_id")).first()


def test_the_sign_in_page_offers_the_company_account(client: Client, acme: dict[str, Any]) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert f'href="{LOGIN}' in page
    assert "Acme" in page


def test_a_trusted_provider_brings_new_people(client: Client, provider: Provider, acme: dict[str, Any]) -> None:
    acme["signup"] = True
    provider.person["name"] = "Dora Maar"
    sign_in(client)
    dora = User.objects.get()
    assert signed_in(client) == dora
    assert (dora.email, dora.name, dora.has_usable_password()) == ("dora@example.com", "Dora Maar", False)


def test_the_second_time_it_is_the_same_account(client: Client, provider: Provider, acme: dict[str, Any]) -> None:
    acme["signup"] = True
    sign_in(client)
    provider.person["email"] = "dora.maar@example.com"  # whoever changes her name stays who she is
    other = Client()
    sign_in(other)
    assert User.objects.count() == 1
    assert signed_in(other) == signed_in(client)


def test_a_provider_that_may_not_bring_people_brings_none(client: Client, acme: dict[str, Any]) -> None:
    assert "invitation" in sign_in(client).content.decode()
    assert not User.objects.exists()


def test_a_trusted_address_opens_the_existing_account(client: Client, acme: dict[str, Any]) -> None:
    dora = create_person(email="dora@example.com", name="Dora", password=PASSWORD)
    acme["email_authentication"] = True
    sign_in(client)
    assert signed_in(client) == dora


@pytest.mark.parametrize("trusted", [True, False])
def test_an_address_that_is_only_claimed_opens_nothing(
    client: Client, provider: Provider, acme: dict[str, Any], trusted: bool
) -> None:
    """Not one that the provider hasn't verified, and none of a provider that isn't trusted with addresses."""
    create_person(email="dora@example.com", name="Dora", password=PASSWORD)
    acme.update(email_authentication=trusted, signup=True)
    provider.person["email_verified"] = not trusted
    sign_in(client)
    assert signed_in(client) is None


@pytest.mark.parametrize("claims", [{"aud": "another client"}, {"iss": "https://elsewhere.example.com"}, {"exp": 1}])
def test_a_token_for_others_or_of_yesterday_is_refused(
    client: Client, provider: Provider, acme: dict[str, Any], claims: dict[str, Any]
) -> None:
    acme["signup"] = True
    provider.claims = claims
    assert sign_in(client).status_code < 500
    assert signed_in(client) is None


def test_an_answer_that_nobody_asked_for_is_refused(client: Client, acme: dict[str, Any]) -> None:
    """The state belongs to the browser that began: a link with somebody else's code signs nobody in."""
    acme["signup"] = True
    stolen = come_back(client)
    other = Client()
    assert other.get(stolen).status_code < 500
    assert signed_in(other) is None


def test_a_code_works_once(client: Client, acme: dict[str, Any]) -> None:
    acme["signup"] = True
    back = come_back(client)
    client.get(back)
    client.logout()
    assert client.get(back).status_code < 500
    assert signed_in(client) is None


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "{provider}/broken"])
def test_a_provider_that_is_down_is_told(
    client: Client, provider: Provider, acme: dict[str, Any], address: str
) -> None:
    acme["server_url"] = address.format(provider=provider.address) + "/.well-known/none"
    answer = client.post(LOGIN)
    assert answer.status_code == 503
    assert "can’t be reached right now" in answer.content.decode().replace("&#x27;", "’")


def test_the_way_back_is_the_own_address(client: Client, acme: dict[str, Any]) -> None:
    asked = parse_qs(urlsplit(client.post(LOGIN)["Location"]).query)
    assert asked["redirect_uri"] == [f"http://testserver{CALLBACK}"]
