"""Every component in a real browser: accessible in both themes and widths, and usable by keyboard."""

import pytest
from playwright.sync_api import Page

from tests.e2e.axe import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture
def components(page: Page) -> Page:
    page.goto("/_components/")
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_components_are_accessible_and_fit(page: Page, theme, width):
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size(WIDTHS[width])
    page.goto("/_components/")
    assert violations(page) == []
    assert overflow(page) == 0


def test_the_confirming_dialog_starts_on_the_safe_side_and_escape_keeps_everything(components: Page):
    components.get_by_role("link", name="Dialog").click()
    dialog = components.get_by_role("dialog", name="Close risk K02?")
    dialog.wait_for()
    assert components.evaluate("document.activeElement.textContent") == "Keep it open"
    assert violations(components, within="#dialog") == []
    components.keyboard.press("Escape")
    dialog.wait_for(state="hidden")


def test_a_menu_opens_walks_and_closes_by_keyboard(components: Page):
    components.locator("summary", has_text="Menu").focus()
    components.keyboard.press("Enter")
    components.keyboard.press("ArrowDown")
    assert components.evaluate("document.activeElement.textContent") == "Edit"
    components.keyboard.press("Escape")
    assert components.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert components.locator("details.menu[open]").count() == 0


def test_shift_selects_a_range_and_the_bar_counts(components: Page):
    boxes = components.locator("#sample-results tbody input[name=selected]")
    boxes.nth(0).click()
    boxes.nth(3).click(modifiers=["Shift"])
    assert components.locator("#sample-results .bulk b").inner_text() == "4 selected"
    components.get_by_role("button", name="Clear", exact=True).click()
    assert components.locator("#sample-results .bulk").is_hidden()


def test_sorting_swaps_the_rows_and_keeps_the_address(components: Page):
    components.locator("#sample-results thead").get_by_role("link", name="Key").click()
    components.wait_for_url("**/_components/?sort=number")
    assert components.locator("#sample-results th[aria-sort=ascending]").inner_text().strip() == "Key"


def test_a_question_mark_shows_the_shortcuts_but_not_while_typing(components: Page):
    title = components.get_by_label("Title", exact=True).first
    title.focus()
    components.keyboard.type("?")
    assert title.input_value() == "?"
    components.locator("#main").focus()
    components.keyboard.press("?")
    assert components.get_by_role("heading", name="Keyboard shortcuts").is_visible()


def test_a_message_waits_under_the_pointer_and_errors_stay(components: Page):
    components.evaluate("document.dispatchEvent(new CustomEvent('toast', {detail: {message: 'Saved'}}))")
    components.evaluate("document.dispatchEvent(new CustomEvent('toast', {detail: {message: 'Lost', kind: 'bad'}}))")
    toasts = components.locator(".toast-x")
    assert toasts.all_inner_texts() == ["Saved", "Lost"]
    toasts.nth(0).get_by_role("button", name="Dismiss").click()
    assert toasts.all_inner_texts() == ["Lost"]


def test_unsaved_input_is_not_lost_by_leaving(components: Page):
    asked: list[str] = []
    components.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    components.get_by_label("Title", exact=True).first.press_sequentially("Half a")
    components.evaluate("location.href = '/healthz'")
    components.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert "/_components/" in components.url


def test_a_failed_panel_offers_another_try(components: Page):
    components.evaluate(
        """() => {
            const panel = document.createElement("section");
            panel.setAttribute("hx-get", "/_components/none");
            panel.setAttribute("hx-trigger", "load");
            document.getElementById("main").prepend(panel);
            window.htmx.process(panel);
        }"""
    )
    components.locator("section [data-retry]").first.wait_for()
    assert components.locator(".toast-x").count() == 0
    components.complaints.clear()


def test_the_page_works_without_script(browser, live_server):
    context = browser.new_context(java_script_enabled=False, viewport=WIDTHS["desk"])
    page = context.new_page()
    page.goto(f"{live_server.url}/_components/")
    page.locator("#sample-results thead").get_by_role("link", name="Key").click()
    assert page.url.endswith("?sort=number")
    page.locator("#sample-columns").click()
    page.locator("#sample-tools").get_by_label("Owner", exact=True).uncheck()
    page.locator("#sample-tools").get_by_role("button", name="Apply").click()
    assert "columns=score" in page.url
    assert page.locator("#sample-results thead").get_by_text("Owner").count() == 0
    context.close()
