"""Processors of the log: what every line carries, and what no line may carry."""

import re
from collections.abc import MutableMapping
from typing import Any

import structlog
from django.dispatch import receiver
from django_structlog.signals import bind_extra_request_metadata

from ecompm.core.origin import current

_RESET_KEY = re.compile(r"(/password/reset/key/|/confirm-email/|/invitations?/|/calendar/)[^/?\s]+")
_SECRET_FIELDS = re.compile(r"password|secret|token|authorization|cookie|api_?key", re.IGNORECASE)
_HIDDEN = "***"
_PROBES = ("GET /healthz", "GET /readyz")


@receiver(bind_extra_request_metadata)
def carry_origin(**kwargs: Any) -> None:
    """Id and address in the log are those in the audit trail; the id is also in the answer's X-Request-ID."""
    origin = current()
    structlog.contextvars.bind_contextvars(request_id=origin.request_id, ip=origin.ip)


def leave_out_probes(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A load balancer asks every few seconds; only a probe that fails is worth a line."""
    if event.get("request") in _PROBES and event.get("code") == 200:
        raise structlog.DropEvent
    return event


def hide_secrets(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop query strings and one-time keys from addresses, and the values of fields that are named like secrets."""
    for name, value in event.items():
        if name == "request" and isinstance(value, str):
            event[name] = _RESET_KEY.sub(rf"\1{_HIDDEN}", value.split("?", 1)[0])
        elif _SECRET_FIELDS.search(name) and isinstance(value, str):
            event[name] = _HIDDEN
    return event
