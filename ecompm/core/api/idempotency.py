"""Idempotency keys: a creating POST that is sent again gets the first answer, not a second object."""

import hashlib
from collections.abc import Callable
from typing import Any

import orjson
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from rest_framework.response import Response

from ecompm.core.api.renderers import dumps
from ecompm.core.errors import Conflict, Invalid
from ecompm.core.models import IdempotencyRecord

MAX_KEY = 255


class KeyInFlight(Conflict):
    code = "in_flight"


class KeyReused(Invalid):
    status = 422
    code = "key_reused"


def once(request: Any, create: Callable[[], Response]) -> Response:
    """Run `create` once for the request's Idempotency-Key; without a key, just run it.

    The key is stored in the transaction of the effect, so a failed attempt leaves no trace and may be repeated.
    Raises KeyReused when the key came with another body, KeyInFlight while the first attempt still runs.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return create()
    if len(key) > MAX_KEY:
        raise Invalid(_("The idempotency key is longer than %(limit)d characters.") % {"limit": MAX_KEY})
    scope = f"{request.method} {request.path}"[:200]
    digest = _digest(request)
    where = {"actor_id": request.user.pk, "scope": scope, "key": key}
    stored = IdempotencyRecord.objects.filter(**where).first()
    if stored:
        return _again(stored, digest)
    try:
        with transaction.atomic():
            record = IdempotencyRecord.objects.create(**where, body_hash=digest)
            response = create()
            record.status = response.status_code
            record.response = orjson.loads(dumps(response.data))
            record.headers = {name: response[name] for name in ("ETag", "Location") if response.has_header(name)}
            record.save(update_fields=["status", "response", "headers"])
            return response
    except IntegrityError:
        # Lost the race for the key: the winner has committed by now, for the insert waited on its row.
        stored = IdempotencyRecord.objects.filter(**where).first()
        if stored is None:
            raise
        return _again(stored, digest)


def _digest(request: Any) -> str:
    """The hash of the body; of an upload, of its fields and the bytes of its files."""
    if not request.FILES:
        return hashlib.sha256(dumps(request.data)).hexdigest()
    plain = {name: value for name, value in request.data.items() if name not in request.FILES}
    digest = hashlib.sha256(dumps(plain))
    for file in request.FILES.values():
        for chunk in file.chunks():
            digest.update(chunk)
        file.seek(0)
    return digest.hexdigest()


def _again(stored: IdempotencyRecord, digest: str) -> Response:
    if stored.body_hash != digest:
        raise KeyReused(_("This idempotency key was used with another body. Use a new key for a new request."))
    if not stored.status:
        raise KeyInFlight(_("The first request with this key is still running. Try again in a moment."))
    return Response(stored.response, status=stored.status, headers={**stored.headers, "Idempotency-Replayed": "true"})
