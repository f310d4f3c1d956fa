"""Pages of projects and accounts in the browser: themed, and quick by hand."""

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD, Cast, assemble
from tests.e2e.axe import overflow, violations
from tests.projects.routes import build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return assemble()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_of_the_account_counts(page: Page, cast: Cast, sign_in, theme: str) -> None:
    cast.alice.theme = theme
    cast.alice.save()
    sign_in(cast.alice)
    page.goto("/account/")
    assert (violations(page), overflow(page)) == ([], 0)


def test_an_invitation_is_accessible_to_a_stranger(page: Page, cast: Cast) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"/invitations/{build(cast)['secret']}/")
    assert (violations(page), overflow(page)) == ([], 0)


def test_an_at_offers_members_and_the_keyboard_chooses(page: Page, cast: Cast, sign_in) -> None:
    build(cast)
    sign_in(cast.alice)
    page.goto("/projects/SHOP/about/")
    area = page.get_by_role("textbox", name="Comment")
    area.press_sequentially("Please look, @Ve")
    expect(page.get_by_role("option", name="Vera")).to_be_visible()
    area.press("Enter")
    expect(area).to_have_value("Please look, @Vera ")
    page.get_by_role("button", name="Comment").click()
    expect(page.locator("#comments")).to_contain_text("Please look, @Vera")


def test_the_palette_opens_finds_and_goes(page: Page, cast: Cast, sign_in) -> None:
    build(cast)
    sign_in(cast.alice)
    page.goto("/projects/SHOP/about/")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").press_sequentially("guest")
    expect(page.get_by_role("option", name="Guest checkout")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/requirements/1/")


def test_a_passkey_is_added_and_opens_the_product(page: Page, cast: Cast) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=cast.alice, email=cast.alice.email, primary=True, verified=True)
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(cast.alice.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/accounts/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill("Laptop")
    page.get_by_label("Passwordless").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/2fa/**codes/**")
    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/account/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/account/")
    expect(page.get_by_label("Name")).to_have_value("Alice")
