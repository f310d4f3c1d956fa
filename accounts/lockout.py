"""Locking out who guesses passwords: by the account named and the address it comes from, known account or not."""

from typing import Any

from django.http import HttpRequest


def account_named(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The e-mail address somebody tries to sign in with, in small letters."""
    given = credentials or {}
    named = given.get("email") or given.get("username") or request.POST.get("login") or ""
    return str(named).strip().lower()[:255]
