"""Who may use the routes of the exchange. An import is its owner's alone; exports are for the readers of a project."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast
from tests.exchange.mspdi.files import task, with_tasks
from tests.exchange.stage import dry_run
from tests.matrix import row

START = "<Start>2026-03-02T08:00:00</Start><Duration>PT8H0M0S</Duration>"
CONTENT = with_tasks(task(1, START))


def build(cast: Cast) -> dict[str, Any]:
    return {"import": dry_run(cast, CONTENT)}


def own(world: dict[str, Any]) -> dict[str, Any]:
    return {"pk": world["import"].pk}


def key(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key}


def upload(world: dict[str, Any]) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("plan.xml", CONTENT)}


def names(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": "PLAN", "name": "Imported", "day": "2026-03-02"}


ROUTES = [
    row("GET exchange:import", "ok ok ok ok ok 403 ok login"),
    row("POST exchange:import", "moved moved moved moved moved 403 moved login", body=upload),
    row("GET exchange:report", "404 404 ok 404 404 403 404 login", args=own),
    row("POST exchange:report", "404 404 moved 404 404 403 404 login", args=own, body=names),
    row("POST exchange:discard", "404 404 moved 404 404 403 404 login", args=own),
    row("GET exchange:export", "ok ok ok ok ok 403 404 login", args=key),
    row("GET exchange:export_tasks", "ok ok ok ok ok 403 404 login", args=key),
    row("POST api:plan-import-list", "created created created created created 403 created 401", body=upload),
    row("GET api:plan-import-detail", "404 404 ok 404 404 404 404 401", args=own),
    row("DELETE api:plan-import-detail", "404 404 gone 404 404 404 404 401", args=own),
    row("POST api:plan-import-confirm", "404 404 202 404 404 404 404 401", args=own, body=names),
    row("GET api:plan-export-detail", "ok ok ok ok ok 404 404 401", args=lambda w: {"pk": w["project"].pk}),
]
