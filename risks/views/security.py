"""Pages of security findings: what is open by when, one finding with its proof, the retest."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ecompm.core.forms import seen_version
from ecompm.core.pages import today
from ecompm.core.ui.tables import Empty
from projects.doors import FormPage, ItemDeleteView, ItemFormView, ProjectPage
from risks.calc.findings import REPAIR_DAYS
from risks.calc.findings import State as DeadlineState
from risks.forms import FindingForm, RetestForm
from risks.models import Finding, Risk
from risks.services import security
from risks.tables import FINDING_SHAPES, SEVERITY_SHAPES, FindingTable
from risks.views.files import kinds

VIEW, CHANGE = "finding.view", "finding.change"


class FindingList(ProjectPage):
    grants = {"get": VIEW}
    template_name = "risks/finding_list.html"

    def get(self, request: Any, key: str) -> HttpResponseBase:
        rows = Finding.objects.allowed(request.user, VIEW).of(self.project)
        new = reverse("risks:finding_new", kwargs={"key": key}) if self.may(CHANGE) else ""
        table = FindingTable(request, rows, row_url=self._address, empty=_no_findings(new))
        context = {"new": new, "days": REPAIR_DAYS, "kinds": kinds()[:2], **_counts(rows)}
        return table.respond(self.template_name, {**self.context(), **context})

    def _address(self, row: Any) -> str:
        return reverse("risks:finding", kwargs={"key": self.project.key, "number": row["number"]})


def _no_findings(new: str) -> Empty:
    return Empty(
        title=_("No security findings yet"),
        text=_("Record what a penetration test, a scan or an audit found. Its CVSS score says by when it is repaired."),
        action=_("Add a finding"),
        href=new,
    )


def _counts(rows: Any) -> dict[str, int]:
    waiting = rows.open(today())
    return {
        "open_count": waiting.count(),
        "critical_count": waiting.filter(severity=Finding.Severity.CRITICAL).count(),
        "overdue_count": rows.overdue(today()).count(),
    }


class FindingDetail(ProjectPage):
    """One finding: how bad, due when, what was found, what is done about it, what the retest showed."""

    grants = {"get": VIEW}
    template_name = "risks/finding_detail.html"

    def get(self, request: Any, key: str, number: int) -> HttpResponse:
        finding = self.item(Finding.objects.select_related("owner", "approver"), number, VIEW)
        deadline = finding.deadline(today())
        context = {
            "finding": finding,
            "shape": FINDING_SHAPES[finding.status],
            "severity_shape": SEVERITY_SHAPES[finding.severity],
            "deadline": deadline,
            "is_open": finding.is_open(today()),
            "is_late": deadline.state == DeadlineState.OVERDUE and finding.is_open(today()),
            "is_missed": deadline.state == DeadlineState.MISSED,
            "days_late": -(deadline.days_left or 0),
            "risk": Risk.objects.allowed(request.user, "risk.view").filter(pk=finding.risk_id).first(),
            "may_change": self.may(CHANGE),
        }
        return self.render(context)


class FindingEdit(ItemFormView):
    grants = {"get": CHANGE, "post": CHANGE}
    template_name = "risks/finding_form.html"
    model = Finding
    form_class = FindingForm
    view_grant = VIEW
    create_service = staticmethod(security.create_finding)
    change_service = staticmethod(security.change_finding)

    def make_form(self, data: Any, files: Any = None) -> Any:
        form = super().make_form(data, files)
        form.fields["found_on"].initial = today()
        return form

    def success_url(self, saved: Finding) -> str:
        return finding_url(self, saved)


class FindingDelete(ItemDeleteView):
    grants = {"get": CHANGE, "post": CHANGE}
    model = Finding
    view_grant = VIEW
    delete_service = staticmethod(security.delete_finding)
    list_url_name = "risks:findings"


class FindingRetest(FormPage, ProjectPage):
    """How a retest went: passed it closes the finding, failed it sends it back."""

    grants = {"get": CHANGE, "post": CHANGE}
    template_name = "risks/finding_retest.html"

    @cached_property
    def finding(self) -> Finding:
        return self.item(Finding.objects, self.kwargs["number"], VIEW)

    def make_form(self, data: Any, files: Any = None) -> RetestForm:
        return RetestForm(data, initial={"retested_on": today()})

    def save(self, form: Any) -> Finding:
        version = seen_version(form.data)
        return security.retest_finding(self.finding, by=self.request.user, version=version, **form.cleaned_data)

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        version = seen_version(form.data) if form.is_bound else self.finding.version
        return self.render({"form": form, "finding": self.finding, "version": version}, status=status)

    def success_url(self, saved: Finding) -> str:
        return finding_url(self, saved)


def finding_url(page: ProjectPage, finding: Finding) -> str:
    return reverse("risks:finding", kwargs={"key": page.project.key, "number": finding.number})
