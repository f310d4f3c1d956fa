"""Security findings out as a table and, by `intake`, back in."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from projects import access
from projects.models import Project
from risks.models import Finding, FindingImport, Risk
from risks.services import intake, security
from risks.services.intake import Intake
from risks.sheets import FINDINGS

VIEW = "finding.view"
GRANT = security.CHANGE


def export_findings(project: Project, *, by: Any, rows: Any = None) -> Iterator[Mapping[str, Any]]:
    """The findings as rows of `FINDINGS`, worst first; a risk that the person may not see is left out."""
    access.require(by, project, VIEW)
    chosen = Finding.objects.all() if rows is None else rows
    seen = chosen.allowed(by, VIEW).of(project).order_by("-cvss", "number")
    risks = dict(Risk.objects.allowed(by, "risk.view").of(project).order_by("pk").values_list("pk", "number"))
    for row in seen.values("pk", "number", "risk_id", *FINDINGS.stored):
        risk = risks.get(row["risk_id"])
        yield {**row, "risk": [] if risk is None else [f"{Risk.prefix}{risk}"]}


def _stored(by: Any, project: Project) -> Iterable[Finding]:
    """The findings; a risk that the person may not see reads as none, so that an empty cell is no change."""
    seen = set(Risk.objects.allowed(by, "risk.view").of(project).order_by().values_list("pk", flat=True))
    for finding in Finding.objects.allowed(by, VIEW).of(project).select_related("owner", "risk"):
        finding.risk = finding.risk if finding.risk_id in seen else None
        yield finding


def _coded(by: Any, project: Project) -> Mapping[str, Mapping[str, Any]]:
    seen = Risk.objects.allowed(by, "risk.view").of(project).only("pk", "number", "project")
    return {"risk": {risk.code: risk for risk in seen}}


INTAKE = Intake(
    sheet=FINDINGS,
    waiting=FindingImport,
    grant=GRANT,
    stored=_stored,
    coded=_coded,
    judge=security.complete_values,
    create=security.create_findings,
    change=security.change_finding,
    required=("title", "cvss", "found_on"),
    guarded="status",
    unknown=_("There is no finding %(key)s here. Leave the key empty for a new one."),
)

upload_findings = partial(intake.upload, INTAKE)
confirm_import = partial(intake.confirm, INTAKE)
discard_import = partial(intake.discard, INTAKE)
forget_old_imports = partial(intake.forget_old, INTAKE)
