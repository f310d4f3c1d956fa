"""Copies of the product to attack, each on a database of its own, as `manage.py run` starts it."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx
import psycopg2

ROOT = Path(__file__).resolve().parents[2]
MANAGE = [sys.executable, "manage.py"]


@dataclass(frozen=True)
class Copy:
    """A seeded database, the folder with its credentials, and the settings of the product on it."""

    folder: Path
    environment: dict[str, str]


@contextmanager
def seeded(postgres: str | None) -> Iterator[Copy]:
    """A copy with both tenants in it, gone afterwards."""
    with _folder() as folder:
        database, drop = create_database(postgres) if postgres else (_sqlite(folder), lambda: None)
        environment = clean_environment(folder, database)
        fill = [*MANAGE, "seed_blackbox", str(folder), "--settings", "tests.blackbox.settings"]
        try:
            subprocess.run(fill, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
            yield Copy(folder, environment)
        finally:
            drop()


@contextmanager
def duplicate(copy: Copy) -> Iterator[Copy]:
    """A second copy on SQLite with the same content, which is cheaper than seeding it again."""
    with _folder() as folder:
        shutil.copytree(copy.folder, folder, dirs_exist_ok=True)
        yield Copy(folder, {**copy.environment, "ECOMPM_VAR": str(folder), "DATABASE_URL": _sqlite(folder)})


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="ecompm-blackbox-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'copy.sqlite3'}"


@contextmanager
def served(copy: Copy) -> Iterator[tuple[str, int]]:
    """The address at which the copy answers, and the process that does."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with (copy.folder / "server.log").open("wb") as log:
        command = [*MANAGE, "run", "--only-serve", "--port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env=copy.environment, stdout=log, stderr=log)
    try:
        wait_for(base, server)
        yield base, server.pid
    finally:
        server.terminate()
        try:
            server.wait(40)
        except subprocess.TimeoutExpired:
            server.kill()


def clean_environment(folder: Path, database: str) -> dict[str, str]:
    """Nothing of the caller's settings, no limits on requests, no background work that changes what is compared."""
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        "DJANGO_SETTINGS_MODULE": "ecompm.settings",
        "ECOMPM_ENV": "local",
        "ECOMPM_VAR": str(folder),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "DATABASE_URL": database,
        "CACHE_URL": "locmemcache://",
        "EMAIL_URL": "dummymail://",
        "CELERY_BROKER_URL": "memory://",
        "EMBEDDED_WORKER": "0",
        "API_RATE": "1000000/min",
        "API_RATE_ANONYMOUS": "1000000/min",
        "DEBUG": "0",
        # A process that is replaced drops its connections, which would look like an answer that never came.
        "WEB_MAX_REQUESTS": "0",
    }


def create_database(url: str) -> tuple[str, Callable[[], None]]:
    """The address of a new database on a server, and how to drop it."""
    name = f"ecompm_blackbox_{os.getpid()}"
    parts = urlsplit(url)
    administer(url, f'CREATE DATABASE "{name}"')
    return urlunsplit(parts._replace(path=f"/{name}")), lambda: administer(url, f'DROP DATABASE "{name}" WITH (FORCE)')


def administer(url: str, statement: str) -> None:
    connection = psycopg2.connect(urlunsplit(urlsplit(url)._replace(path="/postgres")))
    connection.autocommit = True
    connection.cursor().execute(statement)
    connection.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def wait_for(base: str, server: subprocess.Popen[bytes]) -> None:
    for _attempt in range(600):
        if server.poll() is not None:
            raise SystemExit("The copy ended before it answered.")
        try:
            if httpx.get(f"{base}/healthz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit("The copy didn't answer in two minutes.")
