"""The pages that describe the API, for somebody who has no account."""

import pytest
from playwright.sync_api import Page

from tests.e2e.test_accessible import assert_nothing_found, findings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_strangers_read_accessible_pages_without_another_host(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert_nothing_found(findings(page, lambda person: None, [(None, "/api/docs/"), (None, "/api/docs/risks/")]))
    own = page.url.partition("/api/")[0]
    assert asked
    assert [url for url in asked if not url.startswith((own, "data:"))] == []
