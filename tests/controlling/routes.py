"""Who may use the routes of issues and of the contingency reserve."""

from datetime import date
from decimal import Decimal
from typing import Any

from controlling.services.issues import create_issue
from controlling.services.reserve import approve_reserve
from tests.cast import Cast
from tests.matrix import row

DAY = date(2026, 11, 23)


def build(cast: Cast) -> dict[str, Any]:
    alice, project = cast.alice, cast.project
    approval = {"amount": Decimal(5000), "reason": "Approved by the sponsor", "on": DAY}
    return {
        "issue": create_issue(by=alice, project=project, title="Carrier is on strike", raised_on=DAY),
        "entry": approve_reserve(by=alice, project=project, **approval),
    }


def in_project(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key}


def page(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key, "number": world["issue"].number}


def pk(name: str) -> Any:
    return lambda world: {"pk": world[name].pk}


def tag(world: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": world["issue"].etag}


FORM = {"title": "Strike", "severity": "major", "raised_on": "2026-11-20", "status": "open", "version": 1}
ENTRY = {"kind": "draw", "amount": "100.00", "reason": "Strike", "on": "2026-11-23"}
READ = "ok ok ok ok ok 403 404 login"
WORK = "ok 403 ok ok 403 403 404 login"
WORKED = "moved 403 moved moved 403 403 404 login"
MANAGE = "ok 403 ok 403 403 403 404 login"
MANAGED = "moved 403 moved 403 403 403 404 login"

ROUTES = [
    row("GET controlling:issues", READ, args=in_project),
    row("GET controlling:issue_new", WORK, args=in_project),
    row("POST controlling:issue_new", WORKED, args=in_project, body=lambda w: FORM),
    row("GET controlling:issue", READ, args=page),
    row("GET controlling:issue_edit", WORK, args=page),
    row("POST controlling:issue_edit", WORKED, args=page, body=lambda w: FORM),
    row("GET controlling:issue_delete", WORK, args=page),
    row("POST controlling:issue_delete", WORKED, args=page, body=lambda w: {"version": 1}),
    row("GET controlling:reserve", READ, args=in_project),
    row("GET controlling:reserve_approve", MANAGE, args=in_project),
    row(
        "POST controlling:reserve_approve",
        MANAGED,
        args=in_project,
        body=lambda w: {"amount": "9000", "reason": "More"},
    ),
    row("GET controlling:reserve_draw", MANAGE, args=in_project),
    row("POST controlling:reserve_draw", MANAGED, args=in_project, body=lambda w: ENTRY),
    row("GET api:issue-list", "ok ok ok ok ok ok ok 401"),
    row(
        "POST api:issue-list",
        "created 403 created created 403 404 404 401",
        body=lambda w: {"project": w["project"].pk, "title": "Strike"},
    ),
    row("GET api:issue-detail", "ok ok ok ok ok 404 404 401", args=pk("issue")),
    row(
        "PATCH api:issue-detail",
        "ok 403 ok ok 403 404 404 401",
        args=pk("issue"),
        headers=tag,
        body=lambda w: {"component": "shipping"},
    ),
    row("DELETE api:issue-detail", "gone 403 gone gone 403 404 404 401", args=pk("issue"), headers=tag),
    row("GET api:reserve-entry-list", "ok ok ok ok ok ok ok 401"),
    row(
        "POST api:reserve-entry-list",
        "created 403 created 403 403 404 404 401",
        body=lambda w: {"project": w["project"].pk, **ENTRY},
    ),
    row("GET api:reserve-entry-detail", "ok ok ok ok ok 404 404 401", args=pk("entry")),
]
