"""A plan of Microsoft Project on its way in, in a real browser: chosen, read, looked at, confirmed."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from ecompm.core import jobs
from exchange.models import PlanImport
from exchange.mspdi import write
from tests.cast import Cast, assemble
from tests.e2e.axe import overflow, violations
from tests.exchange.bombs import dated
from tests.exchange.mspdi.files import link, with_tasks
from tests.exchange.mspdi.made_plan import MADE_PLAN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def alice(page: Page, cast: Cast, sign_in) -> Page:
    sign_in(cast.alice)
    return page


def choose(page: Page, folder: Path, content: bytes) -> None:
    """Pick a file, send it and wait for its page."""
    file = folder / "plan.xml"
    file.write_bytes(content)
    page.goto("/projects/")
    page.get_by_role("link", name="Import a plan").click()
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("heading", name="plan.xml", exact=True).wait_for()


def work() -> None:
    """What a worker does with the job of the import."""
    jobs.run(PlanImport.objects.get().job_id)


def test_from_the_file_to_the_project(alice: Page, tmp_path: Path):
    choose(alice, tmp_path, write(MADE_PLAN))
    assert violations(alice) == []
    work()
    alice.get_by_role("heading", name="Make it a project").wait_for()
    assert violations(alice) == []
    alice.get_by_role("textbox", name="Key").fill("AUT")
    alice.get_by_role("button", name="Import the plan").click()
    alice.get_by_role("progressbar").wait_for()
    work()
    alice.wait_for_url("**/projects/AUT/")


def test_the_report_fits_a_phone(alice: Page, tmp_path: Path):
    alice.set_viewport_size({"width": 390, "height": 844})
    choose(alice, tmp_path, write(MADE_PLAN))
    assert overflow(alice) == 0
    work()
    alice.get_by_role("heading", name="Make it a project").wait_for()
    assert overflow(alice) == 0
    assert violations(alice) == []


def test_a_refused_file_says_why(alice: Page, tmp_path: Path):
    choose(alice, tmp_path, with_tasks(dated(1, link(2)), dated(2, link(1))))
    work()
    alice.get_by_text("These tasks wait for one another in a circle").wait_for()
    assert violations(alice) == []
