"""The outbox: what must happen after a change (mail, recalculation, webhooks) is a row written with the change.

A relay hands each row to the subscribers of its topic, at least once; subscribers are idempotent.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any, TypeAlias

from django.db import DatabaseError, transaction
from django.utils import timezone

from ecompm.core import broker
from ecompm.core.models import OutboxEvent

logger = logging.getLogger(__name__)

Subscriber: TypeAlias = Callable[[OutboxEvent], None]

_subscribers: dict[str, list[Subscriber]] = defaultdict(list)
_RETRY_AFTER = [5, 30, 120, 600, 3600, 10800]  # seconds; the last one repeats
MAX_ATTEMPTS = 30


class TryLater(Exception):
    """A subscriber's dependency is down; the relay tries again later."""


def on(topic: str) -> Callable[[Subscriber], Subscriber]:
    """Register a subscriber of a topic."""

    def register(subscriber: Subscriber) -> Subscriber:
        _subscribers[topic].append(subscriber)
        return subscriber

    return register


def add(topic: str, *, project_id: int | None = None, **payload: Any) -> OutboxEvent:
    """Write an event in the current transaction and wake the relay after the commit."""
    event = OutboxEvent.objects.create(topic=topic, project_id=project_id, payload=payload, available_at=timezone.now())
    transaction.on_commit(lambda: broker.publish("ecompm.core.tasks.relay_outbox"))
    return event


def add_many(topic: str, payloads: Iterable[Mapping[str, Any]], *, project_id: int | None = None) -> None:
    """Write one event for each payload, in one statement, as `add` writes one."""
    at = timezone.now()
    events = [OutboxEvent(topic=topic, project_id=project_id, payload=dict(one), available_at=at) for one in payloads]
    if OutboxEvent.objects.bulk_create(events, batch_size=500):
        transaction.on_commit(lambda: broker.publish("ecompm.core.tasks.relay_outbox"))


def relay(limit: int = 100) -> int:
    """Hand waiting events to their subscribers. Returns how many were handled."""
    ids = list(
        OutboxEvent.objects.filter(done_at=None, available_at__lte=timezone.now()).values_list("id", flat=True)[:limit]
    )
    return sum(_deliver(event_id) for event_id in ids)


def _deliver(event_id: int) -> int:
    """Deliver one event and mark it in the same transaction; a second relay skips a row that is locked or done."""
    try:
        with transaction.atomic():
            event = (
                OutboxEvent.objects.select_for_update(skip_locked=True)
                .filter(pk=event_id, done_at=None, available_at__lte=timezone.now())
                .first()
            )
            if event is None:
                return 0
            for subscriber in _subscribers[event.topic]:
                subscriber(event)
            OutboxEvent.objects.filter(pk=event_id).update(done_at=timezone.now(), attempts=event.attempts + 1)
            return 1
    except (TryLater, DatabaseError, OSError) as error:
        _postpone(event_id, str(error))
        return 0


def _postpone(event_id: int, reason: str) -> None:
    event = OutboxEvent.objects.get(pk=event_id)
    wait = _RETRY_AFTER[min(event.attempts, len(_RETRY_AFTER) - 1)]
    event.attempts += 1
    event.error = reason[:500]
    event.available_at = timezone.now() + timedelta(seconds=wait)
    if event.attempts >= MAX_ATTEMPTS:
        event.done_at = timezone.now()
        logger.error("outbox event given up", extra={"event": event_id, "topic": event.topic})
    event.save(update_fields=["attempts", "error", "available_at", "done_at"])
