"""From a template to a project in a real browser: by mouse and keyboard, wide and narrow, light and dark."""

import pytest
from playwright.sync_api import Page

from projects.models import Project
from tests.cast import Cast, assemble
from tests.e2e.axe import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = [("light", 1440), ("dark", 390)]


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def wizard(page: Page, cast: Cast, sign_in) -> Page:
    sign_in(cast.alice)
    page.goto("/new-project/")
    return page


def next_step(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def questions(page: Page) -> None:
    """Choose the payment template and answer what has to be answered."""
    page.get_by_label("Payment provider migration").check()
    next_step(page, "Next: questions")
    page.get_by_label("Name", exact=True).fill("New provider")
    page.get_by_label("Key", exact=True).fill("PAY")
    page.get_by_role("radio", name="Ramp 5 - 25 - 50").check()
    page.get_by_label("That day", exact=True).fill("2027-03-01")


def check(page: Page) -> None:
    for theme, width in SCREENS:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], (theme, width)
        assert overflow(page) == 0, (theme, width)
    page.set_viewport_size({"width": 1440, "height": 900})


def test_three_steps_make_a_project(wizard: Page):
    questions(wizard)
    next_step(wizard, "Next: preview")
    wizard.get_by_role("heading", name="Phases and gates").wait_for()
    next_step(wizard, "Make the project")
    assert wizard.url.endswith("/projects/PAY/")
    assert Project.objects.get(key="PAY").tasks.count() == 32


def test_what_follows_from_the_answers_is_told_at_once(wizard: Page):
    questions(wizard)
    wizard.get_by_text("Latest start").wait_for()
    wizard.get_by_role("button", name="Back").click()
    wizard.get_by_label("Payment provider migration").wait_for()
    next_step(wizard, "Next: questions")
    assert wizard.get_by_label("Name", exact=True).input_value() == "New provider"


def test_every_step_is_accessible(wizard: Page):
    check(wizard)
    questions(wizard)
    check(wizard)
    next_step(wizard, "Next: preview")
    check(wizard)


def test_taking_patterns_fits_a_phone(wizard: Page):
    wizard.goto("/projects/SHOP/library/")
    check(wizard)
