"""Publishing to Celery. A broker that is down must never fail a request: the database rows are swept up later."""

import logging
from typing import Any

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def publish(task: str, *args: Any) -> bool:
    """Queue a task by its name. Returns False when the broker can't be reached; the periodic sweep does it then."""
    try:
        current_app.send_task(task, args=args, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("broker unreachable, left to the sweep", extra={"task": task, "error": str(error)})
        return False
    return True
