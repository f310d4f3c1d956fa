"""Who may use the files of the register."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from requirements.services import create_requirement
from risks.services.importing import upload_register
from risks.services.links import add_link
from risks.services.register import create_risk
from tests.matrix import row

READ = "ok ok ok ok ok 403 404 login"
WORK = "ok 403 ok ok 403 403 404 login"
OWN = "404 404 ok 404 404 404 404 401"


def table() -> SimpleUploadedFile:
    return SimpleUploadedFile("risks.csv", b"Title,Likelihood\nSlow supplier,4\n")


def upload(world: dict[str, Any]) -> dict[str, Any]:
    return {"file": table()}


def api_upload(world: dict[str, Any]) -> dict[str, Any]:
    return {"file": table(), "project": world["project"].pk}


def in_project(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key}


def one(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key, "pk": world["intake"].pk}


def pk(world: dict[str, Any]) -> dict[str, Any]:
    return {"pk": world["intake"].pk}


def file(kind: str) -> Any:
    return lambda world: {"key": world["project"].key, "kind": kind}


def build(cast: Any) -> dict[str, Any]:
    alice, project = cast.alice, cast.project
    first = create_requirement(by=alice, project=project, title="First")
    linked = create_risk(by=alice, project=project, title="Linked")
    kind = {"object_type": "requirements.requirement", "object_id": first.pk}
    return {
        "cast": cast,
        "intake": upload_register(by=alice, project=project, file=table()),
        "link": add_link(by=alice, project=project, risk=linked, **kind),
    }


LINK_GONE = "gone 403 gone gone 403 404 404 401"


def link(world: dict[str, Any]) -> dict[str, Any]:
    return {"pk": world["link"].pk}


def new_link(world: dict[str, Any]) -> dict[str, Any]:
    made = create_requirement(by=world["cast"].alice, project=world["project"], title="Second")
    return {"object_type": "requirements.requirement", "object_id": made.pk, "risk": world["risk"].pk}


def link_form(world: dict[str, Any]) -> dict[str, Any]:
    body = new_link(world)
    return {"target": f"{body['object_type']}:{body['object_id']}"}


def of_risk(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key, "number": world["risk"].number}


ROUTES = [
    row("GET risks:link_new", WORK, args=of_risk),
    row("POST risks:link_new", "moved 403 moved moved 403 403 404 login", args=of_risk, body=link_form),
    row(
        "POST risks:link_remove",
        "moved 403 moved moved 403 403 404 login",
        args=lambda w: {"key": w["project"].key, "pk": w["link"].pk},
    ),
    row("GET api:risk-link-list", "ok ok ok ok ok ok ok 401"),
    row("POST api:risk-link-list", "created 403 created created 403 404 404 401", body=new_link),
    row("GET api:risk-link-detail", "ok ok ok ok ok 404 404 401", args=link),
    row("DELETE api:risk-link-detail", LINK_GONE, args=link),
    row("GET risks:burn_down", READ, args=in_project),
    row("GET api:risk-burn-down-detail", "ok ok ok ok ok 404 404 401", args=lambda w: {"pk": w["project"].pk}),
    row("GET risks:export", READ, args=file("csv")),
    row("GET risks:export", READ, args=file("xlsx")),
    row("GET risks:import", WORK, args=in_project),
    row("POST risks:import", "moved 403 moved moved 403 403 404 login", args=in_project, body=upload),
    row("GET risks:import_report", "404 403 ok 404 403 403 404 login", args=one),
    row("POST risks:import_report", "404 403 moved 404 403 403 404 login", args=one),
    row("POST risks:import_discard", "404 403 moved 404 403 403 404 login", args=one),
    row("POST api:risk-import-list", "created 403 created created 403 404 404 401", body=api_upload),
    row("GET api:risk-import-detail", OWN, args=pk),
    row("DELETE api:risk-import-detail", "404 404 gone 404 404 404 404 401", args=pk),
    row("POST api:risk-import-confirm", OWN, args=pk),
    row("GET api:risk-export-detail", "ok ok ok ok ok 404 404 401", args=lambda w: {"pk": w["project"].pk}),
]
