"""A plan of ten tasks from nothing to its first slip: once with the mouse, once with the keys alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.cast import Cast, assemble
from tests.e2e.axe import violations
from tests.planning.stage import open_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = ("Kick-off", "Catalogue", "Design", "Checkout", "Payment", "Search", "Texts", "Tests", "Training", "Launch")
NOTE, DAY = "#plan-note", 24
MOST_TABS = 80


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    """Each step waits for its condition as long as a busy machine may need."""
    expect.set_options(timeout=20_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def alice(page: Page, sign_in) -> Page:
    cast: Cast = assemble()
    open_plan(cast)
    sign_in(cast.alice)
    page.goto("/projects/SHOP/plan/?zoom=day")
    return page


def cell(page: Page, number: int, column: str) -> Locator:
    return page.locator(f'.plan-t tr[data-n="{number}"] .{column}')


def row(page: Page, number: int) -> Locator:
    return page.locator(f'.plan-t tr[data-n="{number}"]')


def middle(found: Locator) -> tuple[float, float]:
    box = found.first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def bar(page: Page, number: int) -> Locator:
    return page.locator(f'.plan-right g[data-t="{number}"] :is(.bar, .crit)')


# With the mouse


def scroll_to(page: Page, number: int) -> None:
    """Bring a bar out from behind the grid, with room at its right."""
    left = bar(page, number).first.evaluate("one => one.getBBox().x")
    page.locator(".plan").evaluate("(box, left) => box.scrollTo(left - 100, box.scrollTop)", left)


def drag(page: Page, start: tuple[float, float], days: int) -> None:
    x, y = start
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + days * DAY, y, steps=4)
    page.mouse.up()


def pull_link(page: Page, number: int, onto: int) -> None:
    scroll_to(page, number)
    page.mouse.move(*middle(bar(page, number)))
    page.mouse.move(*middle(page.locator(f'.plan-right g[data-t="{number}"] .dot[data-end=F]')))
    page.mouse.down()
    page.mouse.move(*middle(bar(page, onto)), steps=4)
    page.mouse.up()
    expect(cell(page, onto, "c-pred")).to_have_text(str(number))


def stretch(page: Page, number: int, days: int) -> None:
    scroll_to(page, number)
    box = bar(page, number).first.bounding_box()
    assert box
    drag(page, (box["x"] + box["width"] - 2, box["y"] + 6), days)


def build_by_mouse(page: Page) -> None:
    field = page.get_by_role("textbox", name="Name of a new task")
    for number, name in enumerate(NAMES, 1):
        field.fill(name)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(row(page, number)).to_contain_text(name)
    for number in (2, 3, 8, 9):
        stretch(page, number, 2)
        expect(cell(page, number, "c-dur")).to_have_text("3\u202fd")
    for number in range(1, len(NAMES)):
        pull_link(page, number, number + 1)


def take_baseline_by_mouse(page: Page) -> None:
    page.get_by_label("More of the plan").click()
    page.get_by_role("link", name="Baselines").click()
    page.get_by_role("link", name="Take a baseline").first.click()
    page.get_by_label("Name").fill("Agreed")
    page.get_by_role("button", name="Take the baseline").click()
    page.get_by_role("link", name="Show in the plan").click()


def test_with_the_mouse(alice: Page) -> None:
    build_by_mouse(alice)
    expect(cell(alice, 10, "c-fin")).to_have_text("27 May")
    scroll_to(alice, 1)
    drag(alice, middle(bar(alice, 1)), 1)
    expect(alice.locator(NOTE)).to_contain_text("T1 now starts on 5 May. 9 other tasks move.")
    expect(cell(alice, 10, "c-fin")).to_have_text("28 May")
    alice.locator(NOTE).get_by_role("button", name="Undo").click()
    expect(cell(alice, 10, "c-fin")).to_have_text("27 May")
    take_baseline_by_mouse(alice)
    alice.get_by_role("link", name="Day", exact=True).click()
    stretch(alice, 4, 2)
    expect(cell(alice, 10, "c-var")).to_have_text("+2")
    assert violations(alice) == []
    alice.get_by_label("More of the plan").click()
    alice.get_by_role("link", name="Baselines").click()
    expect(alice.get_by_role("row").filter(has_text="Launch")).to_contain_text("+2")


# With the keys alone


def tab_to(page: Page, target: Locator, *, back: bool = False) -> None:
    """Press Tab until the target has the focus, as somebody without a mouse does."""
    expect(target).to_have_count(1)
    for _press in range(MOST_TABS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{MOST_TABS} tabs don't lead to {target}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def build_by_keys(page: Page) -> None:
    field = page.get_by_role("textbox", name="Name of a new task")
    tab_to(page, field)
    for number, name in enumerate(NAMES, 1):
        expect(field).to_be_focused()
        expect(field).to_have_value("")
        page.keyboard.type(name)
        press(page, "Enter")
        expect(row(page, number)).to_contain_text(name)
    tab_to(page, page.locator(".plan-t [tabindex='0']"), back=True)
    for number in range(2, len(NAMES) + 1):
        press(page, "ArrowDown", "Alt+l")
        page.keyboard.type(str(number - 1))
        press(page, "Enter")
        expect(cell(page, number, "c-pred")).to_have_text(str(number - 1))
        if number < len(NAMES):
            press(page, "ArrowUp")
        press(page, *["ArrowLeft"] * 4)


def walk_to(page: Page, number: int) -> None:
    """Up the column to a row."""
    for _press in range(len(NAMES)):
        if row(page, number).locator(":focus").count():
            return
        press(page, "ArrowUp")
    expect(row(page, number).locator(":focus")).to_have_count(1)


def open_by_keys(page: Page, target: Locator) -> None:
    tab_to(page, target)
    press(page, "Enter")


def take_baseline_by_keys(page: Page) -> None:
    open_by_keys(page, page.get_by_label("More of the plan"))
    open_by_keys(page, page.get_by_role("link", name="Baselines"))
    expect(page).to_have_url(re.compile(r"/baselines/$"))
    open_by_keys(page, page.locator("#main").get_by_role("link", name="Take a baseline").first)
    expect(page.get_by_label("Name")).to_be_visible()
    tab_to(page, page.get_by_label("Name"))
    page.keyboard.type("Agreed")
    press(page, "Enter")
    open_by_keys(page, page.get_by_role("link", name="Show in the plan"))


def test_with_the_keys_alone(alice: Page) -> None:
    build_by_keys(alice)
    expect(cell(alice, 10, "c-fin")).to_have_text("15 May")
    walk_to(alice, 1)
    press(alice, "Control+ArrowRight")
    expect(alice.locator(NOTE)).to_contain_text("T1 now starts on 5 May. 9 other tasks move.")
    expect(cell(alice, 10, "c-fin")).to_have_text("18 May")
    expect(row(alice, 1).locator(":focus")).to_have_count(1)
    press(alice, "Control+z")
    expect(cell(alice, 10, "c-fin")).to_have_text("15 May")
    take_baseline_by_keys(alice)
    tab_to(alice, alice.locator(".plan-t [tabindex='0']"))
    press(alice, "Control+Shift+ArrowRight")
    expect(cell(alice, 10, "c-var")).to_have_text("+1")
    tab_to(alice, alice.get_by_label("More of the plan"), back=True)
    press(alice, "Enter")
    open_by_keys(alice, alice.get_by_role("link", name="Baselines"))
    expect(alice.get_by_role("row").filter(has_text="Launch")).to_contain_text("+1")
