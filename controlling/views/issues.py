"""Pages of issues."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from controlling.forms import IssueForm
from controlling.models import Issue, ReserveEntry
from controlling.services import issues
from controlling.tables import SEVERITY_SHAPES, SHAPES, IssueTable
from ecompm.core.pages import today
from ecompm.core.ui.tables import Empty
from projects.doors import ItemDeleteView, ItemFormView, ProjectPage

VIEW, CHANGE = "issue.view", "issue.change"


class IssueList(ProjectPage):
    grants = {"get": VIEW}
    template_name = "controlling/issue_list.html"

    def get(self, request: Any, key: str) -> HttpResponseBase:
        rows = Issue.objects.allowed(request.user, VIEW).of(self.project)
        new = reverse("controlling:issue_new", kwargs={"key": key}) if self.may(CHANGE) else ""
        table = IssueTable(request, rows, row_url=self._address, empty=_no_issues(new))
        counts = {"open_count": rows.open().count(), "overdue_count": rows.overdue(today()).count()}
        return table.respond(self.template_name, {**self.context(), "new": new, **counts})

    def _address(self, row: Any) -> str:
        return reverse("controlling:issue", kwargs={"key": self.project.key, "number": row["number"]})


def _no_issues(new: str) -> Empty:
    return Empty(
        title=_("No issues yet"),
        text=_("An issue has happened and needs handling. A risk that occurs becomes one by itself."),
        action=_("Add an issue"),
        href=new,
    )


class IssueDetail(ProjectPage):
    grants = {"get": VIEW}
    template_name = "controlling/issue_detail.html"

    def get(self, request: Any, key: str, number: int) -> HttpResponse:
        issue = self.item(Issue.objects.select_related("owner"), number, VIEW)
        context = {
            "issue": issue,
            "shape": SHAPES[issue.status],
            "severity_shape": SEVERITY_SHAPES[issue.severity],
            "is_late": issue.is_late(today()),
            "drawn": ReserveEntry.objects.filter(issue=issue).balance().drawn,
            "may_change": self.may(CHANGE),
            "may_draw": self.may("reserve.change"),
        }
        return self.render(context)


class IssueEdit(ItemFormView):
    grants = {"get": CHANGE, "post": CHANGE}
    template_name = "controlling/issue_form.html"
    model = Issue
    form_class = IssueForm
    view_grant = VIEW
    create_service = staticmethod(issues.create_issue)
    change_service = staticmethod(issues.change_issue)

    def make_form(self, data: Any, files: Any = None) -> Any:
        form = super().make_form(data, files)
        form.fields["raised_on"].initial = today()
        return form

    def success_url(self, saved: Issue) -> str:
        return reverse("controlling:issue", kwargs={"key": self.project.key, "number": saved.number})


class IssueDelete(ItemDeleteView):
    grants = {"get": CHANGE, "post": CHANGE}
    model = Issue
    view_grant = VIEW
    delete_service = staticmethod(issues.delete_issue)
    list_url_name = "controlling:issues"
