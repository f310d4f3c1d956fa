"""A Redis server of the test's own, that it may stop and start again."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis


class RedisServer:
    """A redis-server process on a free port, with an append-only file as in production."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder), "--appendonly", "yes"]
        self.process = subprocess.Popen(
            ["redis-server", *options, "--appendfsync", "always", "--save", ""], stdout=subprocess.DEVNULL
        )
        client = redis.Redis(port=self.port)
        wait_until(lambda: _answers(client))
        client.close()

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def queued(self, queue: str) -> int:
        """How many messages wait in a queue, those that a worker holds included."""
        with redis.Redis(port=self.port) as client:
            return client.llen(queue) + client.hlen("unacked")


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A running Redis of this test alone."""
    if shutil.which("redis-server") is None:
        pytest.skip("needs the program redis-server")
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, seconds: float = 60.0) -> None:
    """Return as soon as the condition holds; fail the test when it does not within the time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"not within {seconds:g} seconds")
        time.sleep(0.05)


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False
