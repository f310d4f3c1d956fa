"""What production must have before anything starts, and what `check --deploy` warns about.

Every process (web, worker, beat, command) passes `refuse_half_safe_start`, because `AppConfig.ready` calls it.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured

SECRET_LENGTH = 50
_SAMPLE_MARKS = ("change", "example", "sample", "secret", "insecure", "your-", "placeholder")


def refuse_half_safe_start() -> None:
    """Raise SystemExit with one line for each setting that production can't start with."""
    found = list(problems())
    if found:
        lines = "\n".join(f"  - {problem}" for problem in found)
        raise SystemExit(f"ecompm does not start in production (ECOMPM_ENV=production):\n{lines}")


def problems() -> Iterator[str]:
    """What keeps production from starting, one sentence each with what to do."""
    yield from _secret_problems("SECRET_KEY", _secret_key())
    for name in ("SECRET_KEY_FALLBACKS", "FIELD_KEYS"):
        for key in getattr(settings, name):
            yield from _secret_problems(name, key)
    if settings.DEBUG:
        yield "DEBUG is on. Remove it from the environment."
    if not settings.ALLOWED_HOSTS:
        yield "ALLOWED_HOSTS is empty. Name the hosts people use, for example ALLOWED_HOSTS=pm.example.com"
    elif any(host in ("*", ".") for host in settings.ALLOWED_HOSTS):
        yield "ALLOWED_HOSTS is open to every name. List the hosts people use."
    address = urlsplit(settings.BASE_URL)
    if address.scheme != "https" or not address.hostname:
        yield "BASE_URL must be the https address people use; links in mails are made from it."
    for provider in settings.OIDC_PROVIDERS:
        if urlsplit(provider["server_url"]).scheme != "https":
            yield f"OIDC_PROVIDERS: the server_url of {provider['id']} must be https; TLS proves whose tokens they are."


def _secret_problems(name: str, value: str) -> Iterator[str]:
    advice = "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
    if not value:
        yield f"{name} is missing. {advice}"
    elif any(mark in value.lower() for mark in _SAMPLE_MARKS):
        yield f"{name} is a sample value. {advice}"
    elif len(value) < SECRET_LENGTH or len(set(value)) < 10:
        yield f"{name} is too short or too simple: at least {SECRET_LENGTH} random characters. {advice}"


def _secret_key() -> str:
    """The secret key, or "" where Django itself would refuse an empty one and so hide the other problems."""
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:
        return ""


@register(Tags.security, deploy=True)
def check_services(**kwargs: Any) -> list[CheckMessage]:
    """Warn about settings that work on one machine only, or only until a restart."""
    found = []
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        found.append(("W001", "DATABASE_URL is SQLite: one host, about ten people. Use PostgreSQL for more."))
    if settings.CELERY_BROKER_URL.startswith("memory:"):
        found.append(("W002", "CELERY_BROKER_URL is a queue in memory. Use Redis and processes of their own."))
    if "locmem" in settings.CACHES["default"]["BACKEND"].lower():
        found.append(("W003", "CACHE_URL is memory of one process, so rate limits count per process. Use Redis."))
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        found.append(("W004", "EMAIL_URL is not set, so mails are printed instead of sent."))
    return [Warning(text, id=f"ecompm.{number}") for number, text in found]
