"""API tokens: made once, shown once, looked up by hash."""

import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone

from accounts.models import ApiToken

SCHEME = "Token"
_USED_EVERY = timedelta(minutes=5)


def new_secret() -> str:
    """A fresh token text, about 250 bits."""
    return "ecp_" + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """A plain hash is enough: the text is random and long, so it can't be guessed from it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find(secret: str) -> ApiToken | None:
    """The live token of an active person for this text, with its user, or None."""
    now = timezone.now()
    live = ApiToken.objects.live(now).select_related("user")
    token = live.filter(digest=digest_of(secret), user__is_active=True).first()
    if token and (token.last_used_at is None or now - token.last_used_at > _USED_EVERY):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token
