"""Who may use the routes of stakeholders and responsibilities."""

from typing import Any

from planning.services.tasks import create_task
from projects.models import ProjectRole
from stakeholders.services import add_raci_entry, create_communication, create_stakeholder
from tests.cast import Cast
from tests.matrix import row


def build(cast: Cast) -> dict[str, Any]:
    alice, project = cast.alice, cast.project
    task = create_task(by=alice, project=project, name="Build")
    role = ProjectRole.objects.create(project=project, code="WHS", name="Warehouse")
    return {
        "stakeholder": create_stakeholder(by=alice, project=project, name="Warehouse"),
        "line": create_communication(by=alice, project=project, audience="Bank", purpose="Dates", channel="Mail"),
        "task": task,
        "role": role,
        "entry": add_raci_entry(by=alice, project=project, task=task, role=role, letter="R"),
    }


def in_project(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key}


def page(name: str) -> Any:
    return lambda world: {"key": world["project"].key, "number": world[name].number}


def pk(name: str) -> Any:
    return lambda world: {"pk": world[name].pk}


def tag(world: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": world["stakeholder"].etag}


FORM = {
    "name": "Warehouse",
    "power": 4,
    "interest": 5,
    "engagement": "neutral",
    "desired_engagement": "supportive",
    "version": 1,
}
LINE = {"audience": "Sponsor", "purpose": "Decisions", "channel": "Meeting", "every_days": 14}
SECRET = "ok 403 ok ok 403 403 404 login"  # the register is confidential
WORKED = "moved 403 moved moved 403 403 404 login"
READ = "ok ok ok ok ok 403 404 login"

ROUTES = [
    row("GET stakeholders:list", SECRET, args=in_project),
    row("GET stakeholders:new", SECRET, args=in_project),
    row("POST stakeholders:new", WORKED, args=in_project, body=lambda w: FORM),
    row("GET stakeholders:detail", "ok 403 ok ok 403 403 404 login", args=page("stakeholder")),
    row("GET stakeholders:edit", SECRET, args=page("stakeholder")),
    row("POST stakeholders:edit", WORKED, args=page("stakeholder"), body=lambda w: FORM),
    row("GET stakeholders:delete", SECRET, args=page("stakeholder")),
    row("POST stakeholders:delete", WORKED, args=page("stakeholder"), body=lambda w: {"version": 1}),
    row("GET stakeholders:communication", READ, args=in_project),
    row("GET stakeholders:communication_new", SECRET, args=in_project),
    row("POST stakeholders:communication_new", WORKED, args=in_project, body=lambda w: LINE),
    row("GET stakeholders:communication_edit", SECRET, args=page("line")),
    row("POST stakeholders:communication_edit", WORKED, args=page("line"), body=lambda w: {**LINE, "version": 1}),
    row("GET stakeholders:communication_delete", SECRET, args=page("line")),
    row("POST stakeholders:communication_delete", WORKED, args=page("line"), body=lambda w: {"version": 1}),
    row("GET api:communication-list", "ok ok ok ok ok ok ok 401"),
    row(
        "POST api:communication-list",
        "created 403 created created 403 404 404 401",
        body=lambda w: {"project": w["project"].pk, **LINE},
    ),
    row("GET api:communication-detail", "ok ok ok ok ok 404 404 401", args=pk("line")),
    row(
        "PATCH api:communication-detail",
        "ok 403 ok ok 403 404 404 401",
        args=pk("line"),
        headers=lambda w: {"If-Match": w["line"].etag},
        body=lambda w: {"channel": "Report"},
    ),
    row(
        "DELETE api:communication-detail",
        "gone 403 gone gone 403 404 404 401",
        args=pk("line"),
        headers=lambda w: {"If-Match": w["line"].etag},
    ),
    row("GET stakeholders:raci", READ, args=in_project),
    row("GET stakeholders:raci_edit", SECRET, args=page("task")),
    row("POST stakeholders:raci_edit", WORKED, args=page("task")),
    row("GET api:stakeholder-list", "ok ok ok ok ok ok ok 401"),
    row(
        "POST api:stakeholder-list",
        "created 403 created created 403 404 404 401",
        body=lambda w: {"project": w["project"].pk, "name": "Bank"},
    ),
    row("GET api:stakeholder-detail", "ok 404 ok ok 404 404 404 401", args=pk("stakeholder")),
    row(
        "PATCH api:stakeholder-detail",
        "ok 404 ok ok 404 404 404 401",
        args=pk("stakeholder"),
        headers=tag,
        body=lambda w: {"power": 5},
    ),
    row("DELETE api:stakeholder-detail", "gone 404 gone gone 404 404 404 401", args=pk("stakeholder"), headers=tag),
    row("GET api:raci-entry-list", "ok ok ok ok ok ok ok 401"),
    row(
        "POST api:raci-entry-list",
        "created 403 created created 403 404 404 401",
        body=lambda w: {"project": w["project"].pk, "task": w["task"].pk, "role": w["role"].pk, "letter": "A"},
    ),
    row("GET api:raci-entry-detail", "ok ok ok ok ok 404 404 401", args=pk("entry")),
    row("DELETE api:raci-entry-detail", "gone 403 gone gone 403 404 404 401", args=pk("entry")),
]
