"""The frame of every page in a real browser: rail, palette, project tabs, by keyboard and on a phone."""

import pytest
from playwright.sync_api import Page

from tests.cast import Cast, assemble
from tests.e2e.axe import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def overview(page: Page, cast: Cast, sign_in) -> Page:
    sign_in(cast.alice)
    page.goto("/projects/SHOP/")
    return page


def test_the_palette_finds_a_project_and_goes_there(overview: Page):
    overview.keyboard.press("Control+k")
    palette = overview.get_by_role("dialog", name="Search or jump to")
    palette.get_by_role("combobox").fill("new sh")
    option = palette.get_by_role("option", name="New shop").first
    option.wait_for()
    assert violations(overview, within="#palette") == []
    while option.get_attribute("aria-selected") != "true":
        overview.keyboard.press("ArrowDown")
    with overview.expect_navigation():
        overview.keyboard.press("Enter")
    assert "/projects/SHOP/" in overview.url


def test_escape_leaves_the_palette_and_the_page_as_it_was(overview: Page):
    overview.keyboard.press("Control+k")
    overview.keyboard.press("Escape")
    assert overview.locator("#palette").is_hidden()
    assert overview.url.endswith("/projects/SHOP/")


def test_the_narrow_rail_is_remembered(overview: Page):
    overview.get_by_role("button", name="Collapse").click()
    overview.reload()
    assert overview.locator("html").get_attribute("data-rail") == "icons"
    assert violations(overview) == []


def test_on_a_phone_the_rail_opens_above_the_page(overview: Page):
    overview.set_viewport_size({"width": 390, "height": 844})
    assert overview.locator("#rail").is_hidden()
    overview.get_by_role("button", name="Open navigation").click()
    overview.get_by_role("link", name="Portfolio", exact=True).last.wait_for()
    assert overview.locator("#rail").is_visible()
    assert overflow(overview) == 0


def test_the_open_page_is_marked_in_the_tabs(overview: Page):
    assert overview.locator(".tabs [aria-current=page]").inner_text() == "Overview"


def test_the_first_tab_stop_leads_past_the_frame(overview: Page):
    overview.keyboard.press("Tab")
    assert overview.evaluate("document.activeElement.textContent") == "Skip to content"
    overview.keyboard.press("Enter")
    assert overview.url.endswith("#main")


def test_only_what_one_may_create_is_offered(page: Page, cast: Cast, sign_in):
    sign_in(cast.vera)
    page.goto("/projects/SHOP/")
    menu = page.locator("details.menu", has=page.locator("summary[aria-label=Create]"))
    assert menu.get_by_text("Requirement").count() == 0
