"""The contingency reserve: approved, drawn, left, and every movement."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from controlling.forms import DrawForm, ReserveForm
from controlling.models import Issue, ReserveEntry
from controlling.services import reserve
from controlling.tables import ReserveTable
from ecompm.core.pages import today
from ecompm.core.ui.tables import Empty
from projects.doors import FormPage, ProjectPage

VIEW, CHANGE = "reserve.view", "reserve.change"


class ReservePage(ProjectPage):
    """What is left, and the ledger."""

    grants = {"get": VIEW}
    template_name = "controlling/reserve.html"

    def get(self, request: Any, key: str) -> HttpResponseBase:
        rows = ReserveEntry.objects.allowed(request.user, VIEW).of(self.project)
        empty = Empty(
            title=_("No reserve yet"),
            text=_("The reserve pays for risks that occur. The simulation proposes how much is needed."),
        )
        table = ReserveTable(request, rows, empty=empty)
        context = {"balance": rows.balance(), "may_change": self.may(CHANGE)}
        return table.respond(self.template_name, {**self.context(), **context})


class OfReserve(FormPage, ProjectPage):
    """A form that moves the reserve."""

    grants = {"get": CHANGE, "post": CHANGE}
    template_name = "controlling/reserve_form.html"

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "title": self.title(), "balance": ReserveEntry.objects.of(self.project).balance()}
        return self.render(context, status=status)

    def title(self) -> str:
        raise NotImplementedError

    def success_url(self, saved: Any) -> str:
        return reverse("controlling:reserve", kwargs={"key": self.project.key})


class Approve(OfReserve):
    """Approve a reserve; `?amount=` brings the amount that the simulation proposes."""

    def title(self) -> str:
        return _("Approve the reserve")

    def make_form(self, data: Any, files: Any = None) -> ReserveForm:
        return ReserveForm(data, initial={"amount": self.request.GET.get("amount", "")})

    def save(self, form: Any) -> Any:
        return reserve.approve_reserve(by=self.request.user, project=self.project, on=today(), **form.cleaned_data)

    def success_message(self, saved: Any) -> str:
        return _("The reserve is approved.")


class Draw(OfReserve):
    """Draw from the reserve; `?issue=` names the issue by its number."""

    def title(self) -> str:
        return _("Draw from the reserve")

    def make_form(self, data: Any, files: Any = None) -> DrawForm:
        issues = Issue.objects.allowed(self.request.user, "issue.view").of(self.project)
        number = self.request.GET.get("issue", "")
        named = issues.filter(number=int(number)).first() if number.isdecimal() and len(number) < 10 else None
        return DrawForm(data, issues=issues, initial={"on": today(), "issue": named})

    def save(self, form: Any) -> Any:
        return reserve.draw_reserve(by=self.request.user, project=self.project, **form.cleaned_data)

    def success_message(self, saved: Any) -> str:
        return _("The draw-down is entered.")
