"""Where the current work comes from (page, API, job, command), for the audit trail and the logs."""

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Origin:
    source: str = "command"
    request_id: str = ""
    token_id: int | None = None
    ip: str = ""


_current: ContextVar[Origin] = ContextVar("origin", default=Origin())


def address_of(request: Any) -> str:
    """The address of the caller: what the nearest of NUM_PROXIES trusted proxies says, else the peer itself.

    Whatever a client writes into X-Forwarded-For stands further left and is never believed.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    hops = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    trusted = settings.NUM_PROXIES
    said = hops[-trusted] if 0 < trusted <= len(hops) else peer
    try:
        return str(ipaddress.ip_address(said))
    except ValueError:
        return "127.0.0.1"  # a Unix socket has no address


def current() -> Origin:
    return _current.get()


@contextmanager
def working(**changes: object) -> Iterator[Origin]:
    """Run a block under another origin, for example `working(source="job")`."""
    token = _current.set(replace(_current.get(), **changes))  # type: ignore[arg-type]
    try:
        yield _current.get()
    finally:
        _current.reset(token)


def note(**changes: object) -> None:
    """Add to the current origin, for example the API token once it is known."""
    _current.set(replace(_current.get(), **changes))  # type: ignore[arg-type]
