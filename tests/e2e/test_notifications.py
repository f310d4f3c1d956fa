"""The bell: how many are unread, what they are, and one click to each."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from projects.services.notifications import notify
from requirements.models import Requirement
from requirements.services import create_requirement
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def requirement(cast: Cast) -> Requirement:
    made = create_requirement(by=cast.alice, project=cast.project, title="Guest checkout")
    for by in (cast.alice, cast.ada):
        notify("item.assigned", [cast.bob], about=made, by=by)
    return made


def test_the_bell_opens_by_keyboard_and_leads_to_the_object(
    page: Page, cast: Cast, requirement: Requirement, sign_in: Callable[[object], None]
) -> None:
    sign_in(cast.bob)
    page.goto("/projects/SHOP/about/")
    page.get_by_label("Notifications, 2 unread").press("Enter")
    page.get_by_role("link", name="Ada gave you R1 Guest checkout").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Guest checkout")
    expect(page.get_by_label("Notifications, 1 unread")).to_be_visible()


def test_all_are_marked_as_read_in_the_panel(
    page: Page, cast: Cast, requirement: Requirement, sign_in: Callable[[object], None]
) -> None:
    sign_in(cast.bob)
    page.goto("/projects/SHOP/about/")
    page.get_by_label("Notifications, 2 unread").click()
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.get_by_label("Notifications, 0 unread")).to_be_visible()
    expect(page.get_by_role("link", name="Ada gave you R1 Guest checkout")).to_be_visible()
