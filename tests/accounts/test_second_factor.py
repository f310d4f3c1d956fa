"""A second factor is asked for wherever there is one, rests encrypted, and guards the administration."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from accounts.services.people import create_person
from ecompm.core.users import InstanceRole
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    fields = {"role": InstanceRole.ADMINISTRATOR, "is_staff": True, "is_superuser": True}
    return create_person(email="ada@example.com", name="Ada", password=PASSWORD, **fields)


@pytest.fixture
def secret(ada) -> str:
    """The secret in Ada's authenticator app."""
    text = totp.generate_totp_secret()
    totp.TOTP.activate(ada, text)
    return text


def code_of(secret: str) -> str:
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def with_password() -> tuple[Client, str]:
    client = Client()
    return client, client.post(reverse("account_login"), {"login": "ada@example.com", "password": PASSWORD})["Location"]


def test_the_password_alone_is_not_enough(secret) -> None:
    client, then = with_password()
    assert then == reverse("mfa_authenticate")
    assert client.get("/account/").status_code == 302


def test_the_code_of_the_app_opens(secret) -> None:
    client, then = with_password()
    assert client.post(then, {"code": code_of(secret)}).status_code == 302
    assert client.get("/account/").status_code == 200


def test_a_code_works_once(secret) -> None:
    code = code_of(secret)
    client, then = with_password()
    client.post(then, {"code": code})
    other, then = with_password()
    assert other.post(then, {"code": code}).context["form"].errors


def test_a_recovery_code_works_once(ada, secret) -> None:
    code = RecoveryCodes.activate(ada).get_unused_codes()[0]
    client, then = with_password()
    assert client.post(then, {"code": code}).status_code == 302
    other, then = with_password()
    assert other.post(then, {"code": code}).context["form"].errors


def test_the_secret_rests_encrypted(secret) -> None:
    stored = str(Authenticator.objects.get(type=Authenticator.Type.TOTP).data)
    assert secret not in stored


def test_the_administration_can_ask_for_a_second_factor(ada, settings) -> None:
    settings.ADMIN_NEEDS_TWO_FACTOR = True
    client, _then = with_password()
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == reverse("mfa_index")


def test_with_a_second_factor_the_administration_opens(ada, secret, settings) -> None:
    settings.ADMIN_NEEDS_TWO_FACTOR = True
    client, then = with_password()
    client.post(then, {"code": code_of(secret)})
    assert client.get("/admin/").status_code == 200


def test_the_sign_in_page_offers_a_passkey() -> None:
    assert b"passkey_login" in Client().get(reverse("account_login")).content
