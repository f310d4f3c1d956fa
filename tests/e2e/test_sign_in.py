"""Signing in through the form, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.cast import PASSWORD, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fill_in(page, password: str) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill("alice@example.com")
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")


def test_alice_signs_in_with_her_password(page):
    person("Alice")
    fill_in(page, PASSWORD)
    expect(page).not_to_have_url(re.compile("/accounts/login/"))


def test_a_wrong_password_keeps_her_out(page):
    person("Alice")
    fill_in(page, "wrong horse battery staple")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    expect(page.locator("input[name=login]")).to_have_value("alice@example.com")


def test_a_given_session_is_signed_in(page, sign_in):
    sign_in(person("Alice"))
    page.goto("/accounts/login/")
    expect(page).not_to_have_url(re.compile("/accounts/login/"))
