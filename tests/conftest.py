"""What every test may ask for: the browser, the database and the broker. The named people are in tests/cast.py."""

import os

import pytest

from ecompm.translations import compile_catalogues
from tests.architecture.tree import ROOT
from tests.cast import Cast, assemble

pytest_plugins = [
    "tests.services.selection",
    "tests.services.emptying",
    "tests.services.redis",
    "tests.services.processes",
    "tests.services.browser",
]

# Playwright's loop runs in the test's thread; Django would refuse the ORM there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_configure(config: pytest.Config) -> None:
    """Tests speak the languages of the catalogues as they are now; one process compiles for all."""
    if not hasattr(config, "workerinput"):
        compile_catalogues(ROOT / "locale", ROOT / "locale" / "packages")


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """Rate limits and cached figures of one test don't reach the next."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()
