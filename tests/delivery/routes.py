"""Who may use the routes of the board and of a person's own work."""

from typing import Any

from planning.services.tasks import create_task
from tests.cast import Cast
from tests.matrix import row


def build(cast: Cast) -> dict[str, Any]:
    return {"task": create_task(by=cast.alice, project=cast.project, name="Build")}


def key(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key}


def card(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key, "number": world["task"].number}


def seen(**values: Any) -> Any:
    return lambda world: {"version": world["task"].version, **values}


CHANGE = "moved 403 moved moved 403 403 404 login"

ROUTES = [
    row("GET delivery:board", "ok ok ok ok ok ok 404 login", args=key),
    row("POST delivery:move", CHANGE, args=card, body=seen(status="in_progress")),
    row("GET delivery:block", "ok 403 ok ok 403 403 404 login", args=card),
    row("POST delivery:block", CHANGE, args=card, body=seen(reason="No data")),
    row("GET my_work", "ok ok ok ok ok ok ok login"),
    row("GET api:board-detail", "ok ok ok ok ok ok 404 401", args=lambda w: {"pk": w["project"].pk}),
]
