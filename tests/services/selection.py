"""Which tests run in which pass, and what may be skipped.

`scripts/test.py` runs two passes: the whole suite on SQLite, then on PostgreSQL what depends on the database, the
broker or the browser. What is marked `any_database` looks at links and words alone: it runs in the first pass only. A
plain `pytest` runs everything it can.
"""

import os

import pytest
from django.db import connection

SERVICES = ("postgres", "redis", "browser")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only",
        choices=["without-services", "with-services"],
        help="without-services: the pass on SQLite; with-services: what depends on the database, broker or browser",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--only"):
        wanted = config.getoption("--only") == "with-services"
        chosen = [item for item in items if _runs(item, wanted)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
        items[:] = chosen
    for item in items:
        if item.get_closest_marker("browser"):  # a browser may lose a click on a busy machine; a defect fails twice
            item.add_marker(pytest.mark.flaky(reruns=1))
    if connection.vendor != "postgresql":
        for item in items:
            if item.get_closest_marker("postgres"):
                item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: set ECOMPM_TEST_DATABASE_URL"))


def _runs(item: pytest.Item, with_services: bool) -> bool:
    needs_service = any(item.get_closest_marker(name) for name in SERVICES)
    uses_database = item.get_closest_marker("django_db") is not None or "db" in getattr(item, "fixturenames", ())
    if with_services:
        return needs_service or (uses_database and item.get_closest_marker("any_database") is None)
    return not needs_service


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be skipped (CI), a skipped test fails the run."""
    report = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("ECOMPM_TEST_NO_SKIPS") and report and report.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter) -> None:
    """Say loudly what passed only when run again, and what was skipped, each reason once with its number."""
    if again := terminalreporter.stats.get("rerun", []):
        terminalreporter.section("RUN AGAIN", yellow=True, bold=True)
        for report in again:
            terminalreporter.line(f"{report.nodeid}\n{report.longreprtext}")
    skipped = terminalreporter.stats.get("skipped", [])
    if not skipped:
        return
    reasons: dict[str, int] = {}
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[reason] = reasons.get(reason, 0) + 1
    terminalreporter.section("SKIPPED", yellow=True, bold=True)
    for reason, number in sorted(reasons.items()):
        terminalreporter.line(f"{number} x {reason}")
    if os.environ.get("ECOMPM_TEST_NO_SKIPS"):
        terminalreporter.line("Nothing may be skipped in this run: it counts as failed.", red=True)
