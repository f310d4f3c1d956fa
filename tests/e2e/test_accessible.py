"""Every page for everybody: nothing for axe to find, nothing wider than a phone, one main heading, no errors."""

import importlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.cast import assemble
from tests.e2e.findings import findings
from tests.e2e.walk import of_account, of_full_project, of_routes
from tests.test_route_matrix import MODULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("module", MODULES)
def test_every_route_shows_an_accessible_page(page: Page, sign_in: Callable[[object], None], module: str) -> None:
    assert_nothing_found(findings(page, sign_in, of_routes(importlib.import_module(module), assemble())))


def test_a_project_full_of_work_is_accessible(page: Page, sign_in: Callable[[object], None]) -> None:
    assert_nothing_found(findings(page, sign_in, of_full_project(assemble())))


def test_the_pages_of_an_account_are_accessible(page: Page, sign_in: Callable[[object], None]) -> None:
    assert_nothing_found(findings(page, sign_in, of_account(assemble())))


def assert_nothing_found(found: list[str]) -> None:
    assert not found, f"{len(found)} findings:\n" + "\n".join(found)
