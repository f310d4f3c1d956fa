"""Rows of the route matrix for risks that occur, the reserve they ask for, and responses that are judged."""

from datetime import date
from typing import Any

from controlling.services.issues import create_issue
from planning.services.tasks import change_task
from risks.models import Risk
from risks.services import register
from risks.services.occurrence import record_occurrence
from tests.cast import Cast
from tests.matrix import row


def build(cast: Cast) -> dict[str, Any]:
    alice, project = cast.alice, cast.project
    occurred = register.create_risk(by=alice, project=project, title="Carrier is on strike")
    done = register.add_response(by=alice, project=project, risk=occurred, name="Second carrier")
    change_task(done.task, by=alice, version=done.task.version, status="done")
    return {
        "happened": record_occurrence(occurred, by=alice, version=occurred.version, occurred_on=date(2026, 11, 2)),
        "done_response": done,
        "issue": create_issue(by=alice, project=project, title="Strike", raised_on=date(2026, 11, 2)),
    }


def page(name: str) -> Any:
    return lambda world: {"key": world["project"].key, "number": world[name].number}


def of_project(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key}


def judged(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key, "pk": world["done_response"].pk}


def pk(name: str) -> Any:
    return lambda world: {"pk": world[name].pk}


def tag(name: str) -> Any:
    def stored(world: dict[str, Any]) -> dict[str, str]:
        return {"If-Match": Risk.objects.get(pk=world[name].pk).etag}

    return stored


def seen(world: dict[str, Any]) -> dict[str, Any]:
    return {"version": Risk.objects.get(pk=world["happened"].pk).version}


READ = "ok ok ok ok ok 403 404 login"
WORK = "ok 403 ok ok 403 403 404 login"
WORKED = "moved 403 moved moved 403 403 404 login"
ACT = "ok 403 ok ok 403 404 404 401"
DAY = {"occurred_on": "2026-11-02"}

ROUTES = [
    row("GET risks:occurs", WORK, args=page("risk")),
    row(
        "POST risks:occurs",
        WORKED,
        args=page("risk"),
        body=lambda w: {**DAY, "issue_title": "Strike", "version": Risk.objects.get(pk=w["risk"].pk).version},
    ),
    row("GET risks:take_back", WORK, args=page("happened")),
    row("POST risks:take_back", WORKED, args=page("happened"), body=seen),
    row("POST risks:response_judge", WORKED, args=judged, body=lambda w: {"worked": "yes"}),
    row("GET risks:of_issue", READ, args=page("issue")),
    row("GET risks:proposed_reserve", READ, args=of_project),
    row("POST api:risk-occur", ACT, args=pk("risk"), headers=tag("risk"), body=lambda w: DAY),
    row("POST api:risk-take-back", ACT, args=pk("happened"), headers=tag("happened")),
    row("POST api:response-judge", ACT, args=pk("done_response"), body=lambda w: {"worked": True}),
]
