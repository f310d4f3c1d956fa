"""Tables on their way in: choose a file, see what it would do, then one click. For risks and for findings."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecompm.core.doors import FormPage
from ecompm.core.errors import Conflict
from projects.doors import ProjectPage
from risks.forms import TableUploadForm
from risks.services import finding_files, importing, intake
from risks.services.intake import Intake


class TablePage(ProjectPage):
    """What the pages of one kind of table share: its kind, its words, and the names of its addresses."""

    kind: ClassVar[Intake]
    word: ClassVar[str | Promise]
    title: ClassVar[str | Promise]
    list_name: ClassVar[str]
    import_name: ClassVar[str]
    export_name: ClassVar[str]

    def url(self, name: str, **kwargs: Any) -> str:
        return reverse(f"risks:{name}", kwargs={"key": self.project.key, **kwargs})

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "word": self.word,
            "title": self.title,
            "list_url": self.url(self.list_name),
            "import_url": self.url(self.import_name),
            "export_url": self.url(self.export_name, kind="xlsx"),
        }


class ImportTable(TablePage, FormPage):
    """Choose a file; next comes what it would do."""

    template_name = "risks/import.html"

    def make_form(self, data: Any, files: Any = None) -> TableUploadForm:
        return TableUploadForm(data, files)

    def save(self, form: Any) -> Any:
        return intake.upload(self.kind, by=self.request.user, project=self.project, file=form.cleaned_data["file"])

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        waiting = self.kind.waiting.objects.allowed(self.request.user, self.kind.grant).of(self.project).first()
        if waiting is not None:
            waiting.project = self.project
        names = [self.kind.sheet.label(name) for name in self.kind.sheet.names]
        return self.render({"form": form, "waiting": waiting, "names": names}, status=status)

    def success_message(self, saved: Any) -> str:
        return ""

    def success_url(self, saved: Any) -> str:
        return str(saved.get_absolute_url())


class OwnUpload(TablePage):
    """An upload in the address, if it is the person's own."""

    @cached_property
    def waiting(self) -> Any:
        rows = self.kind.waiting.objects.allowed(self.request.user, self.kind.grant).of(self.project)
        return get_object_or_404(rows.select_related("project"), pk=self.kwargs["pk"])


class TableReport(OwnUpload):
    """What the file would do, row by row where it can't; then one click, or another file."""

    template_name = "risks/import_report.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        discard = self.url(f"{self.import_name}_discard", pk=self.waiting.pk)
        return self.render({"waiting": self.waiting, "report": self.waiting.report, "discard_url": discard})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            counts = intake.confirm(self.kind, self.waiting, by=request.user)
        except Conflict as error:
            messages.error(request, str(error.message))
            return HttpResponseRedirect(request.path)
        messages.success(request, _("Imported: %(new)d new, %(changed)d changed.") % counts)
        return HttpResponseRedirect(self.url(self.list_name))


class DiscardTable(OwnUpload):
    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        intake.discard(self.kind, self.waiting, by=request.user)
        return HttpResponseRedirect(self.url(self.import_name))


class OfRisks:
    """The pages about a table of risks."""

    kind = importing.INTAKE
    grants = {"get": importing.GRANT, "post": importing.GRANT}
    word, title = gettext_lazy("Risks"), gettext_lazy("Import risks")
    list_name, import_name, export_name = "list", "import", "export"


class OfFindings:
    """The pages about a table of findings."""

    kind = finding_files.INTAKE
    grants = {"get": finding_files.GRANT, "post": finding_files.GRANT}
    word, title = gettext_lazy("Security findings"), gettext_lazy("Import findings")
    list_name, import_name, export_name = "findings", "finding_import", "finding_export"


class ImportRegister(OfRisks, ImportTable):
    pass


class ImportReport(OfRisks, TableReport):
    pass


class DiscardImport(OfRisks, DiscardTable):
    grants = {"post": importing.GRANT}


class ImportFindings(OfFindings, ImportTable):
    pass


class FindingReport(OfFindings, TableReport):
    pass


class DiscardFindings(OfFindings, DiscardTable):
    grants = {"post": finding_files.GRANT}
