"""Rows of the route matrix for security findings: confidential, so viewers see none."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from risks.models import Finding, FindingImport
from risks.services.finding_files import upload_findings
from risks.services.security import create_finding
from tests.cast import Cast
from tests.matrix import row


def build(cast: Cast) -> Finding:
    values = {"title": "Script injection", "cvss": Decimal("9.8"), "found_on": date(2026, 11, 2)}
    return create_finding(by=cast.alice, project=cast.project, **values)


def table() -> SimpleUploadedFile:
    return SimpleUploadedFile("findings.csv", b"Title,CVSS score,Found on\nOpen port,5.3,2026-11-02\n")


def build_import(cast: Cast) -> FindingImport:
    return upload_findings(by=cast.alice, project=cast.project, file=table())


def upload(world: dict[str, Any]) -> dict[str, Any]:
    return {"file": table()}


def api_upload(world: dict[str, Any]) -> dict[str, Any]:
    return {"file": table(), "project": world["project"].pk}


def intake(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key, "pk": world["finding_intake"].pk}


def intake_pk(world: dict[str, Any]) -> dict[str, Any]:
    return {"pk": world["finding_intake"].pk}


def in_project(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key}


def page(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": world["project"].key, "number": world["finding"].number}


def pk(world: dict[str, Any]) -> dict[str, Any]:
    return {"pk": world["finding"].pk}


def tag(world: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": world["finding"].etag}


BODY = {"title": "Open port", "cvss": "5.3", "found_on": "2026-11-02", "source": "scan", "status": "open"}
FORM = {**BODY, "version": 1}
RETEST = {"passed": "yes", "retested_on": "2026-11-20", "evidence": "Gone", "version": 1}
SECRET = "ok 403 ok ok 403 403 404 login"
WORKED = "moved 403 moved moved 403 403 404 login"
ONE = "ok 404 ok ok 404 404 404 401"

OWN_API = "404 404 ok 404 404 404 404 401"

ROUTES = [
    row("GET risks:finding_export", SECRET, args=lambda w: {"key": w["project"].key, "kind": "csv"}),
    row("GET risks:finding_import", SECRET, args=in_project),
    row("POST risks:finding_import", WORKED, args=in_project, body=upload),
    row("GET risks:finding_import_report", "404 403 ok 404 403 403 404 login", args=intake),
    row("POST risks:finding_import_report", "404 403 moved 404 403 403 404 login", args=intake),
    row("POST risks:finding_import_discard", "404 403 moved 404 403 403 404 login", args=intake),
    row("POST api:security-finding-import-list", "created 403 created created 403 404 404 401", body=api_upload),
    row("GET api:security-finding-import-detail", OWN_API, args=intake_pk),
    row("DELETE api:security-finding-import-detail", "404 404 gone 404 404 404 404 401", args=intake_pk),
    row("POST api:security-finding-import-confirm", OWN_API, args=intake_pk),
    row("GET api:security-finding-export-detail", ONE, args=lambda w: {"pk": w["project"].pk}),
    row("GET risks:findings", SECRET, args=in_project),
    row("GET risks:finding_new", SECRET, args=in_project),
    row("POST risks:finding_new", WORKED, args=in_project, body=lambda w: FORM),
    row("GET risks:finding", SECRET, args=page),
    row("GET risks:finding_edit", SECRET, args=page),
    row("POST risks:finding_edit", WORKED, args=page, body=lambda w: FORM),
    row("GET risks:finding_retest", SECRET, args=page),
    row("POST risks:finding_retest", WORKED, args=page, body=lambda w: RETEST),
    row("GET risks:finding_delete", SECRET, args=page),
    row("POST risks:finding_delete", WORKED, args=page, body=lambda w: {"version": 1}),
    row("GET api:security-finding-list", "ok ok ok ok ok ok ok 401"),
    row(
        "POST api:security-finding-list",
        "created 403 created created 403 404 404 401",
        body=lambda w: {"project": w["project"].pk, **BODY},
    ),
    row("GET api:security-finding-detail", ONE, args=pk),
    row("PATCH api:security-finding-detail", ONE, args=pk, headers=tag, body=lambda w: {"asset": "Search"}),
    row("DELETE api:security-finding-detail", "gone 404 gone gone 404 404 404 401", args=pk, headers=tag),
    row(
        "POST api:security-finding-retest",
        ONE,
        args=pk,
        headers=tag,
        body=lambda w: {"passed": True, "retested_on": "2026-11-20", "evidence": "Gone"},
    ),
]
