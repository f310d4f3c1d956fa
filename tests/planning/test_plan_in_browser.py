"""The plan in Chromium: keys, editing in place, dragging."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from planning.models import Task
from planning.services.plans import NewTask, add_plan
from tests.cast import Cast
from tests.planning.stage import again, chain, task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTE = "#plan-note"


@pytest.fixture
def two(plan: Cast, page: Page, sign_in: Callable[[object], None]) -> tuple[Task, Task]:
    """Alice looks at a plan of two linked tasks."""
    design, build = task(plan, "Design", 3), task(plan, "Build", 2)
    chain(plan, design, build)
    sign_in(plan.alice)
    page.goto("/projects/SHOP/plan/?zoom=day")
    return design, build


def cell(page: Page, number: int, css: str) -> object:
    return page.locator(f'tr[data-n="{number}"] .{css}')


def test_typing_in_a_cell_changes_it_and_enter_goes_down(page: Page, two: tuple[Task, Task]) -> None:
    cell(page, 1, "c-dur").click()
    page.keyboard.type("5")
    expect(cell(page, 1, "c-dur").locator("input[name=value]")).to_have_value("5")
    page.keyboard.press("Enter")
    expect(page.locator(NOTE)).to_contain_text("T1 now takes 5")
    expect(cell(page, 2, "c-dur")).to_be_focused()
    assert again(two[0]).duration == 5 * 480


def test_escape_leaves_the_cell_as_it_was(page: Page, two: tuple[Task, Task]) -> None:
    cell(page, 1, "c-dur").click()
    page.keyboard.press("F2")
    expect(cell(page, 1, "c-dur").locator("input[name=value]")).to_be_focused()
    page.keyboard.type("9 d")
    page.keyboard.press("Escape")
    expect(cell(page, 1, "c-dur")).to_have_text("3\u202fd")


def test_arrows_walk_and_alt_arrow_moves_the_row(page: Page, two: tuple[Task, Task]) -> None:
    cell(page, 1, "c-start").click()
    page.keyboard.press("ArrowDown")
    expect(cell(page, 2, "c-start")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("tbody tr[data-n]").first).to_contain_text("Build")
    page.locator(NOTE).get_by_role("button", name="Undo").click()
    expect(page.locator("tbody tr[data-n]").first).to_contain_text("Design")


def test_control_arrow_shifts_a_task_by_a_day(page: Page, two: tuple[Task, Task]) -> None:
    cell(page, 1, "c-start").click()
    page.keyboard.press("Control+ArrowRight")
    expect(page.locator(NOTE)).to_contain_text("T1 now starts on 5 May")


def test_a_bar_is_dragged_and_its_end_pulled(page: Page, two: tuple[Task, Task]) -> None:
    bar = page.locator('.plan-right g[data-n="1"] rect').first
    bar.scroll_into_view_if_needed()
    box, begin = bar.bounding_box(), bar.get_attribute("x")
    page.mouse.move(box["x"] + 20, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(box["x"] + 20 + 24, box["y"] + 6, steps=3)
    page.mouse.up()
    expect(page.locator(NOTE)).to_contain_text("T1 now starts on 5 May")
    expect(bar).not_to_have_attribute("x", begin)  # drawn anew
    box = bar.bounding_box()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 22, box["y"] + 6, steps=3)
    page.mouse.up()
    expect(page.locator(NOTE)).to_contain_text("T1 now takes 4")


def point(page: Page, selector: str) -> tuple[float, float]:
    """The middle of what is drawn."""
    box = page.locator(selector).first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def pull(page: Page, number: int, onto: int, *, right: float = 0) -> None:
    """Draw a link from the end of a task's bar to the middle of another one's, or so far to the right of it."""
    page.mouse.move(*point(page, f'.plan-right g[data-t="{number}"] :is(.bar, .crit)'))
    page.mouse.move(*point(page, f'.plan-right g[data-t="{number}"] .dot[data-end=F]'))
    page.mouse.down()
    x, y = point(page, f'.plan-right g[data-t="{onto}"] :is(.bar, .crit)')
    page.mouse.move(x + right, y, steps=4)
    page.mouse.up()


def test_a_link_is_drawn_from_bar_to_bar(plan: Cast, page: Page, two: tuple[Task, Task]) -> None:
    task(plan, "Launch", 2)
    page.reload()
    pull(page, 1, 3)
    expect(page.locator(NOTE)).to_contain_text("The predecessors of T3 changed")
    expect(cell(page, 3, "c-pred")).to_have_text("1")
    pull(page, 2, 3, right=22)
    expect(cell(page, 3, "c-pred")).to_have_text("1; 2FF")


def test_a_link_that_closes_a_circle_is_refused_in_the_plan(page: Page, two: tuple[Task, Task]) -> None:
    pull(page, 2, 1)
    expect(page.locator(NOTE)).to_contain_text("T1 → T2 → T1")
    page.complaints.clear()


def test_the_key_for_links_adds_to_the_predecessors(plan: Cast, page: Page, two: tuple[Task, Task]) -> None:
    task(plan, "Launch", 2, predecessors="1")
    page.reload()
    cell(page, 3, "c-dur").click()
    page.keyboard.press("l")
    expect(cell(page, 3, "c-pred").locator("input[name=value]")).to_have_value("1; ")
    page.keyboard.type("2SS")
    page.keyboard.press("Enter")
    expect(cell(page, 3, "c-pred")).to_have_text("1; 2SS")


def test_several_changes_are_taken_back_and_made_again(page: Page, two: tuple[Task, Task]) -> None:
    cell(page, 1, "c-dur").click()
    for length in ("5", "7"):
        page.keyboard.type(length)
        page.keyboard.press("Enter")
        expect(page.locator(NOTE)).to_contain_text(f"T1 now takes {length}")
        page.keyboard.press("ArrowUp")
    for key, length in (("z", "5"), ("z", "3"), ("y", "5"), ("y", "7"), ("z", "5")):
        page.keyboard.press(f"Control+{key}")
        expect(cell(page, 1, "c-dur")).to_have_text(f"{length}\u202fd")
    expect(page.get_by_role("button", name="Redo").first).to_be_enabled()


def test_insert_makes_a_row_below_and_asks_for_its_name(page: Page, two: tuple[Task, Task]) -> None:
    cell(page, 1, "c-dur").click()
    page.keyboard.press("Insert")
    expect(cell(page, 3, "nm").locator("input[name=value]")).to_be_focused()
    page.keyboard.type("Review")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr[data-n]").nth(1)).to_contain_text("Review")


def test_new_rows_are_typed_one_after_the_other(page: Page, two: tuple[Task, Task]) -> None:
    page.get_by_role("textbox", name="Name of a new task").click()
    for name in ("Launch", "Care"):
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        expect(page.locator("tbody tr[data-n]").last).to_contain_text(name)


def test_further_blocks_come_when_they_are_scrolled_into_view(
    plan: Cast, page: Page, sign_in: Callable[[object], None]
) -> None:
    add_plan(by=plan.alice, project=plan.project, tasks=[NewTask(str(k), f"Task {k:03}") for k in range(150)])
    sign_in(plan.alice)
    page.goto("/projects/SHOP/plan/")
    expect(page.locator('tr[data-n="150"]')).to_have_count(0)
    page.locator(".plan").evaluate("box => box.scrollTo(0, box.scrollHeight)")
    expect(page.locator('tr[data-n="150"]')).to_be_visible()
    expect(page.locator('#bars-1 g[data-n="150"]')).to_have_count(1)


def test_a_viewer_walks_but_cannot_edit(plan: Cast, page: Page, sign_in: Callable[[object], None]) -> None:
    task(plan, "Design", 3)
    sign_in(plan.vera)
    page.goto("/projects/SHOP/plan/")
    cell(page, 1, "c-dur").click()
    page.keyboard.press("F2")
    expect(page.locator("form.cell")).to_have_count(0)
