"""Pages of the exchange: importing a plan step by step, and taking one out."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from ecompm.core.doors import SIGNED_IN, FormPage, Page
from ecompm.core.ui.tables import export as tables
from exchange.downloads import mspdi_response
from exchange.forms import ConfirmForm, PlanUploadForm
from exchange.models import PlanImport
from exchange.reports import ReportView, refusal_of
from exchange.services import exporting, importing
from projects.doors import ProjectPage
from projects.services.projects import require_maker


class ImportPage(Page):
    """Pages for those who may make projects."""

    def enter(self, request: HttpRequest, grant: str) -> HttpResponse | None:
        require_maker(request.user)
        return super().enter(request, grant)

    @cached_property
    def found(self) -> PlanImport:
        """The import in the address, if it is the person's own."""
        imports = PlanImport.objects.allowed(self.request.user).select_related("job", "project")
        return get_object_or_404(imports, pk=self.kwargs["pk"])


class NewImport(ImportPage, FormPage):
    """Choose a file; below stand the imports that wait."""

    grants = {"get": SIGNED_IN, "post": SIGNED_IN}
    template_name = "exchange/import.html"

    def make_form(self, data: Any, files: Any = None) -> PlanUploadForm:
        return PlanUploadForm(data, files)

    def save(self, form: Any) -> PlanImport:
        return importing.upload_plan(by=self.request.user, file=form.cleaned_data["file"])

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        waiting = PlanImport.objects.allowed(self.request.user).open().select_related("job")
        return self.render({"form": form, "waiting": waiting[: importing.MOST_OPEN]}, status=status)

    def success_message(self, saved: Any) -> str:
        return ""

    def success_url(self, saved: PlanImport) -> str:
        return reverse("exchange:report", kwargs={"pk": saved.pk})


class ImportReport(ImportPage, FormPage):
    """What a file would bring, and the form that makes it a project. While a job is on it, the page asks again."""

    grants = {"get": SIGNED_IN, "post": SIGNED_IN}
    template_name = "exchange/report.html"

    def make_form(self, data: Any, files: Any = None) -> Any:
        """The form, or None while there is nothing to confirm."""
        if not self.found.is_ready:
            return None
        return ConfirmForm(data, self.found, key=importing.suggested_key(self.found.report["project"]["name"]))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.htmx and self.found.project and self.found.state == PlanImport.State.DONE:  # type: ignore[attr-defined]
            response = HttpResponse(status=204)
            response["HX-Redirect"] = self.found.project.get_absolute_url()
            return response
        return super().get(request, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Sending the form twice leads to the same import."""
        return super().post(request, **kwargs) if self.found.is_ready else redirect(request.path)

    def save(self, form: Any) -> PlanImport:
        return importing.confirm_import(self.found, by=self.request.user, **form.cleaned_data)

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        report = ReportView(self.found) if self.found.report else None
        context = {"plan_import": self.found, "form": form, "report": report, "refusal": refusal_of(self.found)}
        return self.render(context, fragment="body", status=status)

    def success_message(self, saved: Any) -> str:
        return ""


class DiscardImport(ImportPage):
    grants = {"post": SIGNED_IN}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        importing.discard_import(self.found, by=request.user)
        return HttpResponseRedirect(reverse("exchange:import"))


class Export(ProjectPage):
    """The plan as a file for Microsoft Project."""

    grants = {"get": exporting.EXPORT}

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return mspdi_response(self.project, exporting.export_plan(self.project, by=request.user))


class ExportTasks(ProjectPage):
    """The tasks as a table for a spreadsheet."""

    grants = {"get": exporting.EXPORT}

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        rows = exporting.export_tasks(self.project, by=request.user)
        return tables.response(f"{self.project.key}-tasks", exporting.COLUMNS, rows)
