"""A risk occurs, or did not after all; a finished response is judged; what issues and reserve show of risks."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from controlling.models import Issue, ReserveEntry
from ecompm.core.errors import NotFound
from ecompm.core.forms import seen_version
from ecompm.core.pages import today
from ecompm.core.ui import formats
from projects.doors import FormPage, ProjectPage
from risks.findings import Findings
from risks.forms import JudgementForm, OccurrenceForm
from risks.loaders.simulation import plan_stamps
from risks.models import Response, Risk, Simulation
from risks.services import occurrence, responses
from risks.views.register import risk_url

ISSUE = ("issue_title", "issue_owner", "issue_due")


class Occurs(FormPage, ProjectPage):
    """It happened: when, what it cost, what the reserve pays; says before what will be done."""

    grants = {"get": "risk.change", "post": "risk.change"}
    template_name = "risks/risk_occurs.html"

    @cached_property
    def risk(self) -> Risk:
        return self.item(Risk.objects.select_related("owner"), self.kwargs["number"], "risk.view")

    @cached_property
    def balance(self) -> Any:
        return ReserveEntry.objects.of(self.project).balance()

    def make_form(self, data: Any, files: Any = None) -> OccurrenceForm:
        people = get_user_model().objects.filter(memberships__project=self.project, is_active=True)
        initial = {"occurred_on": today(), "issue_title": occurrence.issue_title_of(self.risk), "draw": None}
        initial["issue_owner"] = self.risk.owner_id
        form = OccurrenceForm(data, initial=initial, people=people, left_out=self._left_out())
        if "draw" in form.fields:
            left = {"left": formats.money(self.balance.left, self.project.currency, cents=True)}
            form.fields["draw"].help_text = _("%(left)s are left.") % left
        return form

    def _left_out(self) -> tuple[str, ...]:
        may_draw = self.may("reserve.change") and self.balance.left > 0 and not self.risk.is_opportunity
        return (*(ISSUE if self.risk.is_opportunity else ()), *(() if may_draw else ("draw",)))

    def save(self, form: Any) -> Risk:
        version = seen_version(form.data)
        return occurrence.record_occurrence(self.risk, by=self.request.user, version=version, **form.cleaned_data)

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        version = seen_version(form.data) if form.is_bound else self.risk.version
        context = {"form": form, "risk": self.risk, "version": version, "balance": self.balance}
        return self.render(context, status=status)

    def success_url(self, saved: Risk) -> str:
        return risk_url(self, saved)

    def success_message(self, saved: Risk) -> str:
        if saved.issue is None:
            return _("%(risk)s has occurred.") % {"risk": saved.code}
        return _("%(risk)s has occurred. It is now the issue %(issue)s.") % {
            "risk": saved.code,
            "issue": saved.issue.code,
        }


class TakeBack(ProjectPage):
    """Ask before an occurrence is taken back, then do it."""

    grants = {"get": "risk.change", "post": "risk.change"}
    template_name = "risks/risk_take_back.html"

    @cached_property
    def risk(self) -> Risk:
        return self.item(Risk.objects.select_related("issue"), self.kwargs["number"], "risk.view")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        issue = self.risk.issue
        drawn = issue.reserve_entries.balance().drawn if issue else 0
        return self.render({"risk": self.risk, "issue": issue, "drawn": drawn})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.risk.issue is not None:
            self.risk.issue.project = self.project
        version = seen_version(request.POST)
        saved = occurrence.take_back_occurrence(self.risk, by=request.user, version=version, on=today())
        messages.success(request, _("%(risk)s is watched again.") % {"risk": saved.code})
        return HttpResponseRedirect(risk_url(self, saved))


class JudgeResponse(ProjectPage):
    """Take over what a finished response proposes, or say that it had no effect."""

    grants = {"post": "risk.change"}

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        seen = Response.objects.allowed(request.user, "risk.view").select_related("risk", "project", "task")
        found = seen.filter(project=self.project, pk=pk).first()
        if found is None:
            raise NotFound()
        form = JudgementForm(request.POST)
        if form.is_valid():
            worked = request.POST.get("worked") == "yes"
            responses.judge_response(found, by=request.user, worked=worked, **form.cleaned_data)
        else:
            messages.error(request, _("Write what it cost as an amount, such as 1250.50, or leave it empty."))
        return HttpResponseRedirect(risk_url(self, found.risk))


class OfIssue(ProjectPage):
    """The risks behind an issue, for its page."""

    grants = {"get": "risk.view"}
    template_name = "risks/of_issue.html"

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        issue = self.item(Issue.objects, number, "issue.view")
        risks = Risk.objects.allowed(request.user, "risk.view").filter(issue=issue)
        return self.render({"issue": issue, "risks": risks}, fragment="panel")


class ProposedReserve(ProjectPage):
    """What the last simulation proposes as reserve, for the page of the reserve."""

    grants = {"get": "risk.view"}
    template_name = "risks/proposed_reserve.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        rows = Simulation.objects.allowed(request.user, "risk.view").of(self.project)
        done = rows.filter(finished_at__isnull=False).first()
        context = {
            "found": Findings(done, self.project, request.user) if done else None,
            "done": done,
            "fresh": done is not None and done.stamp == plan_stamps([self.project])[self.project.pk],
            "may_approve": self.may("reserve.change"),
        }
        return self.render(context, fragment="panel")
