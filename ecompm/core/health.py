"""Two questions of a load balancer: does the process live, and can it do its work?"""

import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError as BrokerError

from ecompm.core.models import OutboxEvent

DATABASE_SECONDS = 1.0
OUTBOX_LAG = timedelta(seconds=60)
FREE_DISK = 0.05

OK, DEGRADED, DOWN = "ok", "degraded", "down"


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Asks nothing else, so a database that is down doesn't get the process killed."""
    return JsonResponse({"status": OK})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when requests can be served, 503 when not. "degraded" still serves: background work is late."""
    checks = {"database": _database()}
    if checks["database"] == OK:
        checks |= {name: check() for name, check in _CHECKS.items()}
    worst = next((level for level in (DOWN, DEGRADED) if level in checks.values()), OK)
    return JsonResponse({"status": worst, "checks": checks}, status=503 if worst == DOWN else 200)


def _database() -> str:
    started = time.monotonic()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return DOWN
    return OK if time.monotonic() - started < DATABASE_SECONDS else DEGRADED


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    return DOWN if executor.migration_plan(executor.loader.graph.leaf_nodes()) else OK


def _media() -> str:
    """New attachments can be stored, and there is room for them."""
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        return DOWN
    usage = shutil.disk_usage(folder)
    return OK if usage.free > FREE_DISK * usage.total else DEGRADED


def _broker() -> str:
    """Without the broker pages still work, and the queued work waits in the database."""
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=1)
    except (BrokerError, OSError):
        return DEGRADED
    return OK


def _outbox() -> str:
    """The relay keeps up: nothing that is due has waited for more than a minute."""
    overdue = OutboxEvent.objects.filter(done_at=None, available_at__lt=timezone.now() - OUTBOX_LAG)
    return DEGRADED if overdue.exists() else OK


_CHECKS: dict[str, Callable[[], str]] = {
    "migrations": _migrations,
    "media": _media,
    "broker": _broker,
    "outbox": _outbox,
}
