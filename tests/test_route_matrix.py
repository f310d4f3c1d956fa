"""Every route answers every role as its row says, and no route is without a row."""

import importlib
import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.views.generic import RedirectView
from pytest_django import DjangoDbBlocker

from tests.cast import assemble
from tests.matrix import ROLES, Row

MODULES = [f"tests.{path.parent.name}.routes" for path in sorted(Path(__file__).parent.glob("*/routes.py"))]
ROWS = [(name, row) for name in MODULES for row in importlib.import_module(name).ROUTES]

# Routes of libraries, guarded by the library itself and tested in the browser journeys.
LIBRARIES = (
    "admin:",
    "account_",
    "mfa_",
    "usersessions_",
    "socialaccount_",
    "openid_connect_",
    "static",
    "set_language",
)


@pytest.fixture(scope="module")
def world(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, Any]]:
    """The cast, signed in, and what the rows of one app name: made once for all of them, because no request stays."""
    build = getattr(importlib.import_module(request.param), "build", lambda cast: {})
    with django_db_blocker.unblock(), transaction.atomic():
        cast = assemble()
        sessions = {role: _session(user) for role, user in cast.by_role().items()}
        yield {"cast": cast, "project": cast.project, "sessions": sessions, **build(cast)}
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize(("world", "row"), ROWS, ids=str, indirect=["world"], scope="module")
def test_route_answers_each_role_as_declared(world: dict[str, Any], row: Row) -> None:
    own = deepcopy(world)  # some rows change the objects to name the one that they ask for
    assert {role: _ask(row, role, own) for role in ROLES} == row.expected


def _session(user: Any) -> str:
    if user is None:
        return ""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _ask(row: Row, role: str, world: dict[str, Any]) -> int:
    """The status for one person; whatever the request changed is rolled back."""
    client = Client(raise_request_exception=False)
    if session := world["sessions"][role]:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    url, body, headers = reverse(row.route, kwargs=row.args(world)), row.body(world), row.headers(world)
    send = getattr(client, row.method.lower())
    with transaction.atomic():
        if row.method == "GET":
            status = send(url, body, headers=headers).status_code
        elif url.startswith("/api/") and not any(hasattr(value, "read") for value in body.values()):
            status = send(url, json.dumps(body), content_type="application/json", headers=headers).status_code
        else:
            status = send(url, body, headers=headers).status_code
        transaction.set_rollback(True)
    return status


def test_no_route_is_without_a_row() -> None:
    covered = {(row.route, row.method) for _module, row in ROWS}
    missing = sorted(f"{method} {name}" for name, method in _routes() if (name, method) not in covered)
    assert not missing, "add a row to tests/<app>/routes.py for: " + ", ".join(missing)


def _routes() -> Iterator[tuple[str, str]]:
    for name, pattern in _walk(get_resolver().url_patterns, ""):
        if name.startswith(LIBRARIES) or getattr(pattern.callback, "view_class", None) is RedirectView:
            continue
        for method in _methods(pattern.callback):
            yield name, method


def _walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _walk(pattern.url_patterns, space)
        else:
            yield f"{prefix}{pattern.name}", pattern


def _methods(view: Any) -> list[str]:
    """The methods a route answers: of a viewset by its action map, of a page by its grants."""
    if actions := getattr(view, "actions", None):
        return [method.upper() for method in actions if method not in ("head", "options")]
    grants = getattr(getattr(view, "view_class", getattr(view, "cls", None)), "grants", None)
    return [method.upper() for method in grants] if grants else ["GET"]
