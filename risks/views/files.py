"""The register and the findings on their way out: CSV, workbook, and the register as PDF."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ecompm.core.errors import NotFound
from ecompm.core.paper import can_write_pdf, pdf_response, write_pdf
from ecompm.core.sheets import workbook, workbook_response
from ecompm.core.ui.tables import export as tables
from projects.doors import ProjectPage
from projects.models import Project
from risks import categories, sentences
from risks.columns import Sheet
from risks.filters import FindingFilter, RiskFilter
from risks.loaders.criteria import load_criteria
from risks.models import Finding, Risk
from risks.services import exporting, finding_files
from risks.sheets import FINDINGS, RISKS
from risks.tables import responses_done

TABLES = ("csv", "xlsx")
KINDS = (*TABLES, "pdf")


def kinds() -> list[tuple[str, str]]:
    """The files that can be written here, with their names."""
    words = [("csv", "CSV"), ("xlsx", _("Excel workbook")), ("pdf", "PDF")]
    return words if can_write_pdf() else words[:2]


def register_file(project: Project, user: Any, kind: str, asked: Any) -> HttpResponseBase:
    """The register as a download; `asked` are the filters of the list. Raises NotFound for a kind we can't write."""
    name = f"{project.key}-risks"
    rows = RiskFilter(asked, queryset=Risk.objects.all()).qs
    if kind == "pdf" and can_write_pdf():
        return pdf_response(name, register_pdf(project, user, rows, timezone.localdate()))
    if kind not in TABLES:
        raise NotFound()
    return table_file(name, kind, RISKS, _("Risks"), exporting.export_register(project, by=user, rows=rows))


def findings_file(project: Project, user: Any, kind: str, asked: Any) -> HttpResponseBase:
    """The findings as a download; `asked` are the filters of the list. Raises NotFound for a kind we can't write."""
    if kind not in TABLES:
        raise NotFound()
    rows = FindingFilter(asked, queryset=Finding.objects.all()).qs
    found = finding_files.export_findings(project, by=user, rows=rows)
    return table_file(f"{project.key}-findings", kind, FINDINGS, _("Security findings"), found)


def table_file(name: str, kind: str, sheet: Sheet, title: str, rows: Iterable[Any]) -> HttpResponseBase:
    if kind == "csv":
        return tables.response(name, sheet.columns(), list(rows))
    return workbook_response(name, workbook(title, sheet.columns(), rows))


def register_pdf(project: Project, user: Any, rows: Any, on: date) -> bytes:
    """The register on paper: threats and opportunities apart, worst first."""
    criteria = load_criteria()
    risks = list(
        rows.allowed(user, "risk.view")
        .of(project)
        .select_related("owner", "raised_by", "escalated_to")
        .order_by("-score", "number")
    )
    done = responses_done([risk.pk for risk in risks])
    for risk in risks:
        risk.heat = criteria.heat(risk.score)
        risk.level = sentences.BANDS[criteria.band(risk.score).level]
        risk.done, risk.count = done.get(risk.pk, (0, 0))
        risk.path = categories.path(risk.category)
        risk.said = sentences.statement(risk)
    groups = [
        (_("Threats"), [risk for risk in risks if not risk.is_opportunity]),
        (_("Opportunities"), [risk for risk in risks if risk.is_opportunity]),
    ]
    context = {"project": project, "groups": groups, "on": on, "by": user, "language": get_language(), "ranges": [
        (criteria.heat(end), sentences.BANDS[band.level], start, end) for band, start, end in criteria.ranges()
    ]}  # fmt: skip
    return write_pdf("risks/register_pdf.html", context)


class ExportRegister(ProjectPage):
    """The list as it is filtered, with every field."""

    grants = {"get": exporting.GRANT}

    def get(self, request: HttpRequest, key: str, kind: str) -> HttpResponseBase:
        return register_file(self.project, request.user, kind, request.GET)


class ExportFindings(ProjectPage):
    """The list as it is filtered, with every field."""

    grants = {"get": finding_files.VIEW}

    def get(self, request: HttpRequest, key: str, kind: str) -> HttpResponseBase:
        return findings_file(self.project, request.user, kind, request.GET)
