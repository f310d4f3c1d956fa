"""API tokens of one's own: made, shown once, revoked."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import tokens
from accounts.models import ApiToken
from ecompm.core import audit
from ecompm.core.errors import Invalid, NotFound

MAX_LIVE = 50


@transaction.atomic
def create_token(
    *,
    by: Any,
    name: str,
    scope: str = ApiToken.Scope.READ,
    project_ids: Iterable[int] = (),
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """A token and its text, which nobody can read again. The caller has checked that `by` sees the projects."""
    if expires_at is not None and expires_at <= timezone.now():
        raise Invalid(fields={"expires_at": [_("Choose a day in the future.")]})
    if ApiToken.objects.filter(user=by, revoked_at=None).count() >= MAX_LIVE:
        raise Invalid(_("You have %(count)d tokens. Revoke one that you don't need.") % {"count": MAX_LIVE})
    secret = tokens.new_secret()
    token = ApiToken(
        user=by, name=name, scope=scope, project_ids=sorted(set(project_ids)), expires_at=expires_at,
        prefix=secret[: ApiToken.PREFIX_LENGTH], digest=tokens.digest_of(secret),
    )  # fmt: skip
    token.full_clean(validate_unique=False)
    token.save(force_insert=True)
    audit.record(by=by, verb="created", obj=token, changes={"scope": (None, scope)})
    return token, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Any) -> ApiToken:
    """Make a token worthless now. One's own, or as an administrator anybody's."""
    if token.user_id != by.pk and not by.administers:
        raise NotFound()
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        audit.record(by=by, verb="revoked", obj=token)
    return token
