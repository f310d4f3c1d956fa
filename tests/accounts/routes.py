"""Who may use the routes of accounts: everybody their own."""

from typing import Any

from allauth.usersessions.models import UserSession

from accounts.services.saved_views import save_view
from accounts.services.tokens import create_token
from tests.cast import Cast
from tests.matrix import row


def build(cast: Cast) -> dict[str, Any]:
    device = {"ip": "127.0.0.1", "session_key": f"k{cast.alice.pk}", "user_agent": "Browser"}
    session = UserSession.objects.create(user=cast.alice, **device)
    view = save_view(by=cast.alice, table="risks", name="High", query="score_min=10")
    return {"token": create_token(by=cast.alice, name="Script")[0], "session": session, "view": view}


def token(world: dict[str, Any]) -> dict[str, Any]:
    return {"pk": world["token"].pk}


def session(world: dict[str, Any]) -> dict[str, Any]:
    return {"pk": world["session"].pk}


def bob(world: dict[str, Any]) -> dict[str, Any]:
    return {"pk": world["cast"].bob.pk}


VIEW = {"table": "risks", "name": "Mine", "query": "owner=1", "next": "/portfolio/"}
PROFILE = {"name": "Somebody", "language": "de", "time_zone": "Europe/Berlin", "theme": "dark", "density": "compact"}

ROUTES = [
    row("POST accounts:view_save", "moved moved moved moved moved moved moved login", body=lambda w: VIEW),
    row("POST accounts:view_delete", "404 404 moved 404 404 404 404 login", args=lambda w: {"pk": w["view"].pk}),
    row("GET api:me", "ok ok ok ok ok ok ok 401"),
    row("PATCH api:me", "ok ok ok ok ok ok ok 401", body=lambda w: {"theme": "dark"}),
    row("GET api:token-list", "ok ok ok ok ok ok ok 401"),
    row("GET api:token-detail", "404 404 ok 404 404 404 404 401", args=token),
    row(
        "POST api:token-list",
        "created created created created created created created 401",
        body=lambda w: {"name": "x"},
    ),
    row("DELETE api:token-detail", "404 404 gone 404 404 404 404 401", args=token),
    row("GET accounts:profile", "ok ok ok ok ok ok ok login"),
    row("POST accounts:profile", "moved moved moved moved moved moved moved login", body=lambda w: PROFILE),
    row("GET accounts:tokens", "ok ok ok ok ok ok ok login"),
    row(
        "POST accounts:tokens", "ok ok ok ok ok ok ok login", body=lambda w: {"name": "x", "scope": "read", "days": 30}
    ),
    row("GET accounts:token_revoke", "404 404 ok 404 404 404 404 login", args=token),
    row("POST accounts:token_revoke", "404 404 moved 404 404 404 404 login", args=token),
    row("POST accounts:end_session", "404 404 moved 404 404 404 404 login", args=session),
    row("GET accounts:people", "ok 403 403 403 403 403 403 login"),
    row("GET accounts:person", "ok 403 403 403 403 403 403 login", args=bob),
    row(
        "POST accounts:person",
        "moved 403 403 403 403 403 403 login",
        args=bob,
        body=lambda w: {"name": "Bob", "role": "member"},
    ),
    row("GET accounts:activation", "ok 403 403 403 403 403 403 login", args=bob),
    row("POST accounts:activation", "moved 403 403 403 403 403 403 login", args=bob),
]
