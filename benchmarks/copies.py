"""Databases and web servers of one benchmark run, and the CPU time that they use."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from scripts.test import find_postgres

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def database(name: str) -> Iterator[str]:
    """The address of an empty database whose name starts with "bench"; dropped at the end."""
    server = find_postgres()
    if server is None:
        raise SystemExit("This benchmark needs PostgreSQL on this machine and a role that may create databases.")
    full = f"bench_{name}_{os.getpid()}"
    _administer(server, f'CREATE DATABASE "{full}"')
    # Parallel workers end with their statement, so their CPU time could not be read.
    _administer(server, f'ALTER DATABASE "{full}" SET max_parallel_workers_per_gather = 0')
    try:
        yield _address(server, full)
    finally:
        _administer(server, f'DROP DATABASE "{full}" WITH (FORCE)')


def environment(url: str, folder: str) -> dict[str, str]:
    """Settings of a process of this run: its database, no background work, no limit of requests."""
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        "DATABASE_URL": url,
        "ECOMPM_ENV": "local",
        "ECOMPM_VAR": folder,
        "SECRET_KEY": secrets.token_urlsafe(64),
        "CACHE_URL": "locmemcache://",
        "CELERY_BROKER_URL": "memory://",
        "EMBEDDED_WORKER": "0",
        "API_RATE": "1000000/min",
    }


@dataclass
class Served:
    """A running application: gunicorn with two processes of four threads, as the product runs by default."""

    port: int
    process: subprocess.Popen[bytes]
    url: str

    def cpu(self) -> tuple[float, float]:
        """CPU milliseconds used so far by the application and by its connections in PostgreSQL."""
        with psycopg2.connect(self.url) as connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            backends = [pid for (pid,) in cursor.fetchall()]
        connection.close()
        return cpu_of(_tree(self.process.pid)), cpu_of(backends)


@contextmanager
def served(app: str, settings: dict[str, str]) -> Iterator[Served]:
    """An application of this folder behind gunicorn on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    options = ["-w", "2", "-k", "gthread", "--threads", "4", "--bind", f"127.0.0.1:{port}", "--keep-alive", "60"]
    command = [sys.executable, "-m", "gunicorn", *options, "--no-control-socket", "benchmarks.counting:application"]
    log = Path(settings["ECOMPM_VAR"]) / f"{app}.log"
    with log.open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, env={**settings, "BENCHMARK_APP": app}, stdout=file, stderr=file)
    try:
        _wait(port, process, log)
        yield Served(port, process, settings["DATABASE_URL"])
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def folder() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="ecompm-benchmark-") as path:
        yield path


def cpu_of(pids: list[int]) -> float:
    """CPU milliseconds of all threads of some processes, to the nanosecond that the kernel keeps."""
    files = [file for pid in pids for file in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    return sum(int(file.read_text().split()[0]) for file in files) / 1e6


def load() -> float:
    """The load of the machine in the last minute; above the number of cores a run is disturbed."""
    return round(os.getloadavg()[0], 1)


def _tree(pid: int) -> list[int]:
    children = [
        int(child) for file in Path(f"/proc/{pid}/task").glob("*/children") for child in file.read_text().split()
    ]
    return [pid, *(one for child in children for one in _tree(child))]


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit(f"The server ended before it answered:\n{log.read_text()[-2000:]}")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server didn't answer in two minutes.")


def _address(server: str, name: str) -> str:
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def _administer(server: str, statement: str) -> Any:
    connection = psycopg2.connect(_address(server, "postgres"))
    connection.autocommit = True
    connection.cursor().execute(statement)
    connection.close()
