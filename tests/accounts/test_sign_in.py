"""Signing in: by e-mail and password, the same answer for known and unknown accounts, a lock for who guesses."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.services.people import create_person
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def alice():
    return create_person(email="alice@example.com", name="Alice", password=PASSWORD)


def attempt(email: str, password: str, address: str = "10.0.0.1") -> HttpResponse:
    return Client(REMOTE_ADDR=address).post(reverse("account_login"), {"login": email, "password": password})


def test_the_right_password_opens_the_start_page() -> None:
    answer = attempt("Alice@Example.com", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_known_and_unknown_accounts_get_the_same_answer() -> None:
    known, unknown = attempt("alice@example.com", "wrong"), attempt("nobody@example.com", "wrong")
    said = [
        page.context["form"].non_field_errors() or page.context["form"].errors["password"] for page in (known, unknown)
    ]
    assert said[0] == said[1]
    assert (known.status_code, unknown.status_code) == (200, 200)


@pytest.mark.parametrize("email", ["alice@example.com", "nobody@example.com"])
def test_guessing_locks_the_account_for_that_address(email: str, settings) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert attempt(email, "wrong").status_code == 200
    assert attempt(email, "wrong").status_code == 429
    assert attempt(email, PASSWORD).status_code == 429


def test_a_lock_leaves_other_addresses_and_accounts_alone(settings) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        attempt("alice@example.com", "wrong")
    create_person(email="bob@example.com", name="Bob", password=PASSWORD)
    assert attempt("alice@example.com", PASSWORD, "10.0.0.2").status_code == 302
    assert attempt("bob@example.com", PASSWORD).status_code == 302


def test_a_forged_address_does_not_escape_the_lock(settings) -> None:
    for number in range(settings.AXES_FAILURE_LIMIT):
        client = Client(REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": f"1.2.3.{number}"})
        client.post(reverse("account_login"), {"login": "alice@example.com", "password": "wrong"})
    assert attempt("alice@example.com", PASSWORD).status_code == 429


def test_behind_a_proxy_its_word_on_the_address_counts(settings) -> None:
    settings.NUM_PROXIES = 1
    for number in range(settings.AXES_FAILURE_LIMIT):
        client = Client(REMOTE_ADDR="10.9.9.9", headers={"X-Forwarded-For": f"1.2.3.{number}, 5.5.5.5"})
        client.post(reverse("account_login"), {"login": "alice@example.com", "password": "wrong"})
    client = Client(REMOTE_ADDR="10.9.9.9", headers={"X-Forwarded-For": "6.6.6.6"})
    assert (
        client.post(reverse("account_login"), {"login": "alice@example.com", "password": PASSWORD}).status_code == 302
    )
    client = Client(REMOTE_ADDR="10.9.9.9", headers={"X-Forwarded-For": "5.5.5.5"})
    assert (
        client.post(reverse("account_login"), {"login": "alice@example.com", "password": PASSWORD}).status_code == 429
    )


def test_a_deactivated_account_is_not_let_in(alice) -> None:
    alice.is_active = False
    alice.save()
    client = Client()
    client.post(reverse("account_login"), {"login": "alice@example.com", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_unless_the_instance_is_open(settings) -> None:
    form = {"name": "Eve", "email": "eve@example.com", "password1": PASSWORD}
    assert b"by invitation" in Client().post(reverse("account_signup"), form).content
    settings.SIGNUP_OPEN = True
    assert Client().post(reverse("account_signup"), form)["Location"] == reverse("account_email_verification_sent")


def test_the_administration_uses_the_same_sign_in() -> None:
    answer = Client().get("/admin/")
    assert Client().get(answer["Location"])["Location"].startswith(reverse("account_login"))


def test_passwords_rest_as_argon2() -> None:
    from ecompm import settings as product

    assert product.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_company_accounts_come_from_the_environment(monkeypatch) -> None:
    import json
    import subprocess
    import sys

    provider = {"id": "acme", "name": "Acme", "client_id": "c", "secret": "s", "server_url": "https://id.example.com"}
    code = "from ecompm import settings as s; print(s.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'][0])"
    monkeypatch.setenv("OIDC_PROVIDERS", json.dumps([provider]))
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "'provider_id': 'acme'" in said
    assert "'signup': False" in said
