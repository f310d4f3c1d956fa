"""Alice signs in with a second factor, makes a project and invites Vera, who sees it and can change nothing."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Page, expect

from accounts.models import User
from projects.models import Project
from tests.cast import PASSWORD, person
from tests.e2e.axe import violations
from tests.mail import delivered, link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OWN = "A horse, a bridge and four candles"


@pytest.fixture
def alice() -> User:
    alice = person("Alice")
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=True)
    return alice


def code(secret: str, *, later: int = 0) -> str:
    """What her authenticator shows; a code works once, so the next sign-in takes a later one."""
    counter = int(time.time()) // 30 + later
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill("alice@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()


def take_second_factor(page: Page) -> str:
    """Alice adds an authenticator to her account; returns the secret it holds."""
    page.goto("/accounts/2fa/totp/activate/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/activate/")
    assert violations(page) == []
    secret = page.get_by_label("Authenticator secret").input_value()
    page.get_by_label("Authenticator code").fill(code(secret))
    page.get_by_role("button", name="Activate").click()
    page.wait_for_url("**/recovery-codes/**")
    assert violations(page) == []
    return secret


def sign_out(page: Page) -> None:
    page.locator("summary", has_text="Account").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")


def make_project(page: Page) -> None:
    page.goto("/projects/new/")
    page.get_by_label("Name", exact=True).fill("New shop")
    page.get_by_label("Key", exact=True).fill("SHOP")
    page.get_by_role("button", name="Make the project").click()
    page.wait_for_url("**/projects/SHOP/**")


def invite_viewer(page: Page) -> str:
    """Alice invites Vera by mail; returns the address in the mail."""
    page.goto("/projects/SHOP/members/")
    page.get_by_role("link", name="Invite").first.click()
    page.get_by_label("E-mail address").fill("vera@example.com")
    page.get_by_label("Role", exact=True).select_option(label="Viewer")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator("main")).to_contain_text("vera@example.com")
    [mail] = [mail for mail in delivered() if mail.to == ["vera@example.com"]]
    return link_in(mail)


def accept(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Name", exact=True).fill("Vera")
    page.get_by_label("Password").fill(OWN)
    page.get_by_role("button", name="Make my account").click()
    page.wait_for_url("**/projects/SHOP/**")


def test_a_viewer_comes_by_mail_and_changes_nothing(page: Page, alice: User) -> None:
    sign_in(page)
    secret = take_second_factor(page)
    sign_out(page)
    sign_in(page)
    assert violations(page) == []
    page.get_by_label("Code").fill(code(secret, later=1))
    with page.expect_navigation():
        page.get_by_role("button", name="Sign In").click()
    make_project(page)
    link = invite_viewer(page)
    sign_out(page)

    accept(page, link)
    expect(page.get_by_role("heading", level=1)).to_contain_text("New shop")
    page.goto("/projects/SHOP/risks/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Risks")
    expect(page.locator("main").get_by_role("link", name="Risk", exact=True)).to_have_count(0)
    for path in ("risks/new/", "settings/", "tasks/new/", "members/invite/"):
        assert page.goto(f"/projects/SHOP/{path}").status == 403
    page.complaints.clear()  # the refusals, as the browser reports them
    assert Project.objects.get().name == "New shop"
