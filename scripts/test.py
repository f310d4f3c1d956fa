"""The whole test suite in two passes: on SQLite, then on PostgreSQL what depends on the database, broker or browser.

Two processes share a pass, and whoever is done first takes over tests of the other: tests of pages come last and differ
most in length.

Arguments go to pytest. What is not installed here is left out and said; with CI=true that fails the run.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import psycopg2

# Where a PostgreSQL usually answers on a developer's machine; a role that may create databases is needed.
POSTGRES = [
    "postgres://postgres@127.0.0.1:5432/ecompm",
    "postgres://%2Fvar%2Frun%2Fpostgresql/ecompm",
]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NOTHING_COLLECTED = 5


def main(arguments: list[str]) -> int:
    ci = os.environ.get("CI") == "true"
    postgres = find_postgres()
    missing = list(find_missing(postgres))
    if ci and missing:
        print(f"Nothing may be missing in CI: {', '.join(missing)}.")
        return 1
    strict = {"ECOMPM_TEST_NO_SKIPS": "1"} if ci else {}
    first = run_pytest("SQLite", ["-n", "2", "--only", "without-services"], arguments, strict)
    services = {"ECOMPM_TEST_DATABASE_URL": postgres, **strict} if postgres else strict
    name = "PostgreSQL, Redis, Chromium" if postgres else "SQLite, Redis, Chromium"
    # A worker waits for its browser and the database, so a third one finds the processors free.
    second = run_pytest(name, ["-n", "3", "--only", "with-services"], arguments, services)
    for program in missing:
        print(f"*** NOT TESTED: {program} was not found, so what depends on it did not run.")
    return first or second


def run_pytest(name: str, selection: list[str], arguments: list[str], environment: dict[str, str]) -> int:
    print(f"\n=== Tests on {name} ===", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "--tb", "short", "--dist", "worksteal", *selection, *arguments]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("ECOMPM_TEST_")}
    code = subprocess.run(command, env=clean | environment, check=False).returncode
    return 0 if code == NOTHING_COLLECTED else code


def find_postgres() -> str | None:
    """The address of a PostgreSQL where databases may be created, or None."""
    given = os.environ.get("ECOMPM_TEST_DATABASE_URL")
    return next((url for url in ([given] if given else POSTGRES) if may_create_databases(url)), None)


def may_create_databases(url: str) -> bool:
    address, _, _ = url.rpartition("/")
    try:
        connection = psycopg2.connect(f"{address}/postgres", connect_timeout=3)
    except psycopg2.OperationalError:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
        allowed = bool(cursor.fetchone()[0])
    connection.close()
    return allowed


def find_missing(postgres: str | None) -> Iterator[str]:
    if postgres is None:
        yield "PostgreSQL"
    if shutil.which("redis-server") is None:
        yield "Redis"
    if not any(shutil.which(name) for name in CHROMIUM):
        yield "Chromium"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
