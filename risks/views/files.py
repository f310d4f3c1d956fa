"""The register as files: out as CSV, workbook and PDF, in by a dry run."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ecompm.core.doors import FormPage
from ecompm.core.errors import Conflict, NotFound
from ecompm.core.paper import can_write_pdf, pdf_response, write_pdf
from ecompm.core.sheets import workbook, workbook_response
from ecompm.core.ui.tables import export as tables
from projects.doors import ProjectPage
from projects.models import Project
from risks import categories, columns, sentences
from risks.filters import RiskFilter
from risks.forms import RegisterUploadForm
from risks.loaders.criteria import load_criteria
from risks.models import RegisterImport, Risk
from risks.services import exporting, importing
from risks.tables import responses_done

KINDS = ("csv", "xlsx", "pdf")


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
    if kind not in ("csv", "xlsx"):
        raise NotFound()
    found = exporting.export_register(project, by=user, rows=rows)
    if kind == "csv":
        return tables.response(name, columns.columns(), list(found))
    return workbook_response(name, workbook(_("Risks"), columns.columns(), found))


def register_pdf(project: Project, user: Any, rows: Any, on: date) -> bytes:
    """The register on paper: threats and opportunities apart, worst first."""
    criteria = load_criteria()
    risks = list(rows.allowed(user, "risk.view").of(project).select_related("owner").order_by("-score", "number"))
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


class ImportRegister(FormPage, ProjectPage):
    """Choose a file; next comes what it would do."""

    grants = {"get": importing.GRANT, "post": importing.GRANT}
    template_name = "risks/import.html"

    def make_form(self, data: Any, files: Any = None) -> RegisterUploadForm:
        return RegisterUploadForm(data, files)

    def save(self, form: Any) -> RegisterImport:
        return importing.upload_register(by=self.request.user, project=self.project, file=form.cleaned_data["file"])

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        waiting = RegisterImport.objects.allowed(self.request.user, importing.GRANT).of(self.project).first()
        names = [columns.label(name) for name in columns.NAMES]
        return self.render({"form": form, "waiting": waiting, "names": names}, status=status)

    def success_message(self, saved: Any) -> str:
        return ""

    def success_url(self, saved: RegisterImport) -> str:
        return reverse("risks:import_report", kwargs={"key": self.project.key, "pk": saved.pk})


class OwnImport(ProjectPage):
    """An upload in the address, if it is the person's own."""

    @cached_property
    def waiting(self) -> RegisterImport:
        rows = RegisterImport.objects.allowed(self.request.user, importing.GRANT).of(self.project)
        return get_object_or_404(rows.select_related("project"), pk=self.kwargs["pk"])

    @property
    def list_url(self) -> str:
        return reverse("risks:list", kwargs={"key": self.project.key})


class ImportReport(OwnImport):
    """What the file would do, row by row where it can't; then one click, or another file."""

    grants = {"get": importing.GRANT, "post": importing.GRANT}
    template_name = "risks/import_report.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.render({"waiting": self.waiting, "report": self.waiting.report})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            counts = importing.confirm_import(self.waiting, by=request.user)
        except Conflict as error:
            messages.error(request, str(error.message))
            return HttpResponseRedirect(request.path)
        messages.success(request, _("Imported: %(new)d new, %(changed)d changed.") % counts)
        return HttpResponseRedirect(self.list_url)


class DiscardImport(OwnImport):
    grants = {"post": importing.GRANT}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        importing.discard_import(self.waiting, by=request.user)
        return HttpResponseRedirect(reverse("risks:import", kwargs={"key": self.project.key}))
