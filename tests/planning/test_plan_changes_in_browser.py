"""After a change Chromium shows in the plan what it shows after a reload, and what nothing happened to has stayed."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from planning.services.plans import NewLink, NewTask, add_plan
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTE = "#plan-note"
SHOWN = """() => [...document.querySelectorAll("#plan [data-h], #plan-ends, .plan-axis")].map((piece) => {
    const copy = piece.cloneNode(true);
    for (const part of copy.querySelectorAll(".dot, .reach")) part.remove();
    for (const part of [copy, ...copy.querySelectorAll("*")]) {
        part.removeAttribute("tabindex");
        part.classList.remove("sel", "on");
        if (!part.classList.length) part.removeAttribute("class");
    }
    return copy.outerHTML;
})"""


@pytest.fixture
def shown(plan: Cast, page: Page, sign_in: Callable[[object], None]) -> Page:
    """Alice looks at a plan of a phase, three linked tasks in it, and one beside them."""
    phase = NewTask("Phase", "Phase", None, {})
    parts = [phase, *(NewTask(name, name, "Phase", {}) for name in ("Design", "Build", "Test"))]
    long = NewTask("Care", "Care", None, {"duration": 480 * 40})
    add_plan(
        by=plan.alice, project=plan.project, tasks=[*parts, long],
        links=[NewLink("Design", "Build"), NewLink("Build", "Test")],
    )  # fmt: skip
    sign_in(plan.alice)
    page.goto("/projects/SHOP/plan/?zoom=day&progress=1")
    page.evaluate("document.querySelectorAll('#plan [data-h]').forEach((piece) => { piece.untouched = true; })")
    return page


def drag(page: Page, number: int, days: int) -> None:
    bar = page.locator(f'.plan-right g[data-n="{number}"] :is(.bar, .crit)').first
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box
    page.mouse.move(box["x"] + 10, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(box["x"] + 10 + 24 * days, box["y"] + 6, steps=3)
    page.mouse.up()


def untouched(page: Page) -> list[str]:
    """The rows that are the same elements as when the page was opened."""
    rows = "[...document.querySelectorAll('tr[data-h]')].filter((row) => row.untouched)"
    return list(page.evaluate(f"{rows}.map((row) => row.id)"))


def as_after_a_reload(page: Page) -> None:
    now: Any = page.evaluate(SHOWN)
    page.reload()
    assert now == page.evaluate(SHOWN)


def test_after_a_drag_the_plan_is_as_after_a_reload(shown: Page) -> None:
    drag(shown, 3, 1)
    expect(shown.locator(NOTE)).to_contain_text("T3 now starts on")
    expect(shown.locator('tr[data-n="3"] > th')).to_be_focused()
    assert untouched(shown) == ["row-1", "row-4"]
    as_after_a_reload(shown)


def test_edits_moves_and_undo_leave_the_plan_as_after_a_reload(shown: Page) -> None:
    shown.locator('tr[data-n="2"] .c-dur').click()
    shown.keyboard.type("3")
    shown.keyboard.press("Enter")
    expect(shown.locator(NOTE)).to_contain_text("T2 now takes 3")
    expect(shown.locator('tr[data-n="3"] .c-dur')).to_be_focused()
    shown.keyboard.press("Alt+ArrowUp")
    expect(shown.locator("#row-1")).to_contain_text("Build")
    expect(shown.locator('tr[data-n="3"] .c-dur')).to_be_focused()
    shown.keyboard.press("Control+z")
    expect(shown.locator("#row-1")).to_contain_text("Design")
    assert "row-4" in untouched(shown)
    as_after_a_reload(shown)


def test_an_unchanged_value_closes_its_editor(shown: Page) -> None:
    shown.locator('tr[data-n="2"] .c-dur').click()
    shown.keyboard.type("1d")
    shown.keyboard.press("Enter")
    expect(shown.locator("form.cell")).to_have_count(0)
    expect(shown.locator('tr[data-n="2"] .c-dur')).to_have_text("1\u202fd")
    expect(shown.locator('tr[data-n="3"] .c-dur')).to_be_focused()
