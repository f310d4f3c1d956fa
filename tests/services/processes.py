"""The product as real processes (web server, worker, beat) on the database of the test, with a Redis that may fail."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from celery import Celery
from django.conf import settings
from django.db import connection

from tests.architecture.tree import ROOT
from tests.services.redis import RedisServer, free_port, wait_until


class Product:
    """Starts processes of the product; each leads a group of its own, so that it can be killed with its children."""

    def __init__(self, folder: Path, redis: RedisServer | None = None) -> None:
        """Without a Redis everything runs in the one process of the web server."""
        self.redis = redis
        self.folder = folder
        self.port = free_port()
        self.started: list[subprocess.Popen] = []
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "ecompm.settings",
            "SECRET_KEY": settings.SECRET_KEY,
            "DATABASE_URL": database_url(),
            "CELERY_BROKER_URL": redis.url if redis else "memory://",
            "CACHE_URL": redis.url.replace("/0", "/1") if redis else "locmemcache://",
            "ECOMPM_VAR": str(folder),
            "JOB_LEASE_SECONDS": "2",
            "PORT": str(self.port),
        }

    def start(self, *command: str) -> subprocess.Popen:
        log = (self.folder / f"process-{len(self.started)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
        )
        self.started.append(process)
        return process

    def start_worker(self) -> subprocess.Popen:
        return self.start("-m", "celery", "-A", "ecompm", "worker", "-c", "1", "-I", "tests.services.slow_job")

    def start_beat(self) -> subprocess.Popen:
        return self.start("-m", "celery", "-A", "ecompm", "beat")

    def start_web(self) -> httpx.Client:
        """The web server, and a client that calls it as soon as it answers."""
        self.start("manage.py", "run", "--only-serve")
        client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=20)
        wait_until(lambda: _answers(client))
        return client

    def send(self, task: str, *arguments: str) -> None:
        """Put a task into Redis, as a web process or beat does."""
        sender = Celery(set_as_current=False)
        with sender.connection_for_write(self.environment["CELERY_BROKER_URL"]) as connection:
            queue = settings.CELERY_TASK_DEFAULT_QUEUE
            sender.send_task(task, arguments, queue=queue, connection=connection)

    def stop(self) -> None:
        for process in self.started:
            kill_group(process)
        for path in sorted(self.folder.glob("process-*.log")):
            print(f"--- {path.name}\n{path.read_text(errors='replace')[-3000:]}")


@pytest.fixture
def product(redis_server: RedisServer, transactional_db: None, tmp_path: Path) -> Iterator[Product]:
    """Processes to start; what they logged is shown when the test fails."""
    running = Product(tmp_path, redis_server)
    yield running
    running.stop()


@pytest.fixture
def embedded_product(transactional_db: None, tmp_path: Path) -> Iterator[Product]:
    """One process with web server, worker and beat, as `make run` starts it."""
    running = Product(tmp_path)
    yield running
    running.stop()


def kill_group(process: subprocess.Popen) -> None:
    """`kill -9` for a process and all its children, as a machine that loses power does."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def database_url() -> str:
    """The test database of this process as an address."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    host = values["HOST"].replace("/", "%2F")
    secret = f":{values['PASSWORD']}" if values["PASSWORD"] else ""
    return f"postgres://{values['USER']}{secret}@{host}:{values['PORT'] or 5432}/{values['NAME']}"


def _answers(client: httpx.Client) -> bool:
    try:
        return client.get("/healthz").status_code == 200
    except httpx.TransportError:
        return False
