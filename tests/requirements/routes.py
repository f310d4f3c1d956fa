"""Who may use the routes of requirements."""

from typing import Any

from requirements.services import create_requirement
from tests.cast import Cast
from tests.matrix import row


def build(cast: Cast) -> dict[str, Any]:
    return {"requirement": create_requirement(by=cast.alice, project=cast.project, title="Guest checkout")}


def one(world: dict[str, Any]) -> dict[str, Any]:
    return {"pk": world["requirement"].pk}


def tag(world: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": world["requirement"].etag}


def new(world: dict[str, Any]) -> dict[str, Any]:
    return {"project": world["project"].pk, "title": "Pay by invoice"}


def project(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key}


def page(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key, "number": world["requirement"].number}


FORM = {
    "title": "Guest checkout",
    "type": "functional",
    "priority": "must",
    "verification": "test",
    "status": "approved",
    "version": 1,
}

ROUTES = [
    row("GET api:requirement-list", "ok ok ok ok ok ok ok 401"),
    row("POST api:requirement-list", "created 403 created created 403 404 404 401", body=new),
    row("GET api:requirement-detail", "ok ok ok ok ok 404 404 401", args=one),
    row(
        "PATCH api:requirement-detail",
        "ok 403 ok ok 403 404 404 401",
        args=one,
        headers=tag,
        body=lambda w: {"title": "x"},
    ),
    row("DELETE api:requirement-detail", "gone 403 gone gone 403 404 404 401", args=one, headers=tag),
    row("GET requirements:list", "ok ok ok ok ok ok 404 login", args=project),
    row("GET requirements:new", "ok 403 ok ok 403 403 404 login", args=project),
    row("POST requirements:new", "moved 403 moved moved 403 403 404 login", args=project, body=lambda w: FORM),
    row("GET requirements:detail", "ok ok ok ok ok 404 404 login", args=page),
    row("GET requirements:edit", "ok 403 ok ok 403 403 404 login", args=page),
    row("POST requirements:edit", "moved 403 moved moved 403 403 404 login", args=page, body=lambda w: FORM),
    row("GET requirements:delete", "ok 403 ok ok 403 403 404 login", args=page),
    row(
        "POST requirements:delete", "moved 403 moved moved 403 403 404 login", args=page, body=lambda w: {"version": 1}
    ),
]
