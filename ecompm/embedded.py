"""Everything in one process: gunicorn with threads, and inside its worker process Celery's worker and beat.

With `EMBEDDED_WORKER` the broker is a queue in memory, so a fresh clone runs background work without a second program.
In production worker and beat are processes of their own and this module only starts the web server.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from celery import beat
from celery.worker import WorkController, state
from django.conf import settings
from gunicorn.app.base import BaseApplication
from gunicorn.config import Config
from gunicorn.glogging import Logger

from ecompm.bodies import announce_the_end
from ecompm.celery import app as celery_app

logger = logging.getLogger(__name__)


class BackgroundWork:
    """Celery's worker and beat as threads of this process."""

    def __init__(self, schedule_file: Path) -> None:
        self.worker = WorkController(
            app=celery_app,
            pool="threads",
            concurrency=settings.EMBEDDED_CONCURRENCY,
            without_gossip=True,
            without_mingle=True,
            without_heartbeat=True,
        )
        # Short sleeps, so that beat notices within a second that it should stop.
        self.beat = beat.Service(celery_app, max_interval=1, schedule_filename=str(schedule_file))
        self.worker_thread = threading.Thread(target=self.worker.start, name="celery-worker", daemon=True)
        self.beat_thread = threading.Thread(target=self.beat.start, name="celery-beat", daemon=True)

    def start(self) -> None:
        celery_app.set_default()
        self.worker_thread.start()
        self.beat_thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Take no more tasks and wait at most `timeout` seconds for running ones. What is cut off runs again later."""
        state.should_stop = 0
        self.beat.stop()
        end = time.monotonic() + timeout
        while state.active_requests and time.monotonic() < end:
            time.sleep(0.05)
        self.beat_thread.join(2)


class Server(BaseApplication):
    """gunicorn with our settings, started from Python, so that `manage.py run` needs no configuration file."""

    def __init__(self, *, host: str, port: int, ready: Callable[[], None]) -> None:
        process = _WorkerProcess()
        self.options = _options(host, port) | {
            "pre_request": announce_the_end,
            "when_ready": lambda arbiter: ready(),
            "post_worker_init": process.start,
            "worker_exit": process.stop,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from ecompm.wsgi import application

        return application


class _WorkerProcess:
    """What each of gunicorn's worker processes does after the fork, which threads and connections don't survive."""

    def __init__(self) -> None:
        self.work: BackgroundWork | None = None

    def start(self, worker: Any) -> None:
        # Ctrl-C reaches every process of the terminal, and gunicorn's main process passes it on as well. The thread
        # pool can't be shut down twice at once, so only the second message counts here.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if settings.EMBEDDED_WORKER:
            self.work = BackgroundWork(Path(settings.CELERY_BEAT_SCHEDULE_FILENAME))
            self.work.start()

    def stop(self, arbiter: Any, worker: Any) -> None:
        if self.work is not None:
            self.work.stop()


class ServerLog(Logger):
    """gunicorn's messages in the log of the product, in its format; requests are logged by the application."""

    def setup(self, cfg: Config) -> None:
        self.error_log.setLevel(logging.WARNING)
        self.error_log.propagate = True


def _options(host: str, port: int) -> dict[str, Any]:
    embedded = settings.EMBEDDED_WORKER
    return {
        "bind": [f"{host}:{port}"],
        "worker_class": "gthread",
        # The queue in memory belongs to one process, which therefore must also stay the same one.
        "workers": 1 if embedded else settings.WEB_PROCESSES,
        "threads": settings.WEB_THREADS,
        "max_requests": 0 if embedded else settings.WEB_MAX_REQUESTS,
        "max_requests_jitter": settings.WEB_MAX_REQUESTS // 10,
        "timeout": 30,
        "graceful_timeout": 30,
        # Longer than clients keep theirs, which is mostly five seconds: who sends last must not be the one who closes.
        "keepalive": 20,
        "limit_request_line": 8190,
        "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108
        "control_socket_disable": True,
        "logger_class": ServerLog,
        "reload": settings.DEBUG,
        "proc_name": "ecompm",
    }
