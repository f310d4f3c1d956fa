"""Deny by default: a view without a declared grant for the method answers nobody, and a start-up check names it."""

from typing import Any

from rest_framework.permissions import BasePermission

PUBLIC = "public"  # anybody, also without sign-in
SIGNED_IN = "signed_in"  # anybody signed in; the view scopes its own data to that person


class Declared(BasePermission):
    """Let a signed-in person reach a view whose action has a grant; the queryset and the service then check it."""

    def has_permission(self, request: Any, view: Any) -> bool:
        signed_in = bool(request.user and request.user.is_authenticated)
        if not hasattr(view, request.method.lower()):
            return signed_in  # no such method here: the view answers 405
        grant = grant_of(view, request.method)
        if grant is None:
            return False
        return grant == PUBLIC or signed_in


def grant_of(view: Any, method: str) -> str | None:
    """The grant declared for the current action of a viewset, or for the method of a plain view."""
    grants = getattr(view, "grants", {})
    name = getattr(view, "action", None) or method.lower()
    if name in ("metadata", None) or method == "OPTIONS":
        return grants.get("list") or grants.get("retrieve") or next(iter(grants.values()), None)
    return grants.get(name)
