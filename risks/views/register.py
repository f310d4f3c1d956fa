"""Pages of the risk register."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from controlling.models import ReserveEntry
from controlling.tables import SHAPES as ISSUE_SHAPES
from ecompm.core.errors import DomainError, NotAllowed, NotFound
from ecompm.core.forms import add_errors, seen_version
from ecompm.core.pages import today
from ecompm.core.ui.tables import Empty
from planning.models import Task
from projects.doors import ItemDeleteView, ItemFormView, ProjectPage
from risks import categories, sentences
from risks.calc.criteria import Criteria
from risks.forms import IndicatorForm, ResponseForm, RiskForm
from risks.loaders.criteria import load_criteria
from risks.loaders.links import load_links
from risks.models import Indicator, Response, Risk
from risks.services import register
from risks.services.rescoring import proposed_scores
from risks.tables import SHAPES, RiskTable, score_mark
from risks.views.bowtie import bow_tie_of, named_impacts
from risks.views.files import kinds
from risks.views.history import history, shown_likelihoods
from risks.views.matrix import Matrix


class RiskList(ProjectPage):
    """The matrix of open threats or opportunities, never both in one, and the register as its twin."""

    grants = {"get": "risk.view"}
    template_name = "risks/risk_list.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        opportunities = request.GET.get("is_opportunity") == "true"
        new = reverse("risks:new", kwargs={"key": key}) if self.may("risk.change") else ""
        seen = Risk.objects.allowed(request.user, "risk.view").of(self.project)
        rows, criteria = seen.filter(is_opportunity=opportunities), load_criteria()
        table = RiskTable(request, rows, row_url=self._address, empty=_no_risks(new, opportunities))
        table.criteria = criteria
        at = reverse("risks:list", kwargs={"key": key})
        matrix = Matrix(rows.open(), criteria, at, request.GET, opportunities)
        context = {"new": new, "opportunities": opportunities, "matrix": matrix, "criteria": criteria, "kinds": kinds()}
        return table.respond(self.template_name, {**self.context(), **context, **_counts(seen, rows, criteria)})

    def _address(self, row: Any) -> str:
        return reverse("risks:detail", kwargs={"key": self.project.key, "number": row["number"]})


def _no_risks(new: str, opportunities: bool) -> Empty:
    if opportunities:
        text = _("An opportunity says what may turn out better, why, and what it brings. It has a matrix of its own.")
        return Empty(title=_("No opportunities yet"), text=text, action=_("Add an opportunity"), href=new)
    text = _("A risk says what may happen, why, and what it leads to. Its score follows facts of the project.")
    return Empty(title=_("No risks yet"), text=text, action=_("Add a risk"), href=new)


def _counts(seen: Any, rows: Any, criteria: Criteria) -> dict[str, int]:
    """The figures of the sentence above the list, and how many of either kind are open: one query each."""
    kinds = seen.open().aggregate(
        threats=Count("pk", filter=Q(is_opportunity=False)), chances=Count("pk", filter=Q(is_opportunity=True))
    )
    found: dict[str, int] = rows.open().aggregate(
        open_count=Count("pk"),
        high_count=Count("pk", filter=Q(score__gte=criteria.high)),
        escalated_count=Count("pk", filter=Q(score__gt=criteria.appetite)),
        overdue_count=Count("pk", filter=Q(next_review_on__lt=today())),
    )
    return {**kinds, **found}


class RiskDetail(ProjectPage):
    """The story of a risk: statement, score over time with its reasons, indicators, responses."""

    grants = {"get": "risk.view"}
    template_name = "risks/risk_detail.html"

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        risk = self.item(
            Risk.objects.select_related("owner", "issue", "raised_by", "escalated_to"), number, "risk.view"
        )
        moves = list(risk.moves.order_by("-id")[:30])
        context = {
            "risk": risk,
            "category": categories.path(risk.category),
            "mark": score_mark(risk.score, load_criteria()),
            "shape": SHAPES[risk.status],
            "likelihoods": shown_likelihoods(risk, load_criteria(), today()),
            "indicators": risk.indicators.all(),
            "responses": _responses(risk),
            "hits": risk.hits.all(),
            "said": sentences.statement(risk),
            "links": load_links(risk, request.user),
            "impacts": named_impacts(risk),
            "review_late": bool(risk.next_review_on and risk.next_review_on < today()),
            "may_change": self.may("risk.change"),
            **history(risk, moves, load_criteria(), today()),
            **bow_tie_of(risk, today()),
            **_happened(risk),
        }
        return self.render(context)


def _responses(risk: Risk) -> list[Response]:
    """The responses, each with the score that it proposes while nobody has judged it."""
    proposed = proposed_scores(risk, today())
    rows = list(risk.responses.select_related("task__owner"))
    for row in rows:
        row.proposed = proposed.get(row.pk)  # type: ignore[attr-defined]
    return rows


def _happened(risk: Risk) -> dict[str, Any]:
    """What was drawn for a risk that occurred, and what is left."""
    if risk.issue is None and risk.status != Risk.Status.OCCURRED:
        return {}
    drawn = ReserveEntry.objects.filter(issue=risk.issue_id or 0).balance().drawn
    shape = ISSUE_SHAPES[risk.issue.status] if risk.issue else ""
    return {"drawn": drawn, "balance": ReserveEntry.objects.of(risk.project).balance(), "issue_shape": shape}


class RiskEdit(ItemFormView):
    grants = {"get": "risk.change", "post": "risk.change"}
    template_name = "risks/risk_form.html"
    model = Risk
    form_class = RiskForm
    view_grant = "risk.view"
    create_service = staticmethod(register.create_risk)
    change_service = staticmethod(register.change_risk)

    def make_form(self, data: Any, files: Any = None) -> BaseForm:
        form = super().make_form(data, files)
        if data is None and self.object is None and self.request.GET.get("is_opportunity") == "on":
            form.initial |= {"is_opportunity": True, "strategy": Risk.Strategy.ENHANCE}
        return form

    def context(self) -> dict[str, Any]:
        return {**super().context(), "statement": guide(self.object)}

    def success_url(self, saved: Risk) -> str:
        return risk_url(self, saved)


class RiskDelete(ItemDeleteView):
    grants = {"get": "risk.change", "post": "risk.change"}
    model = Risk
    view_grant = "risk.view"
    delete_service = staticmethod(register.delete_risk)
    list_url_name = "risks:list"


class OfRisk(ProjectPage):
    """A page about one risk."""

    @cached_property
    def risk(self) -> Risk:
        return self.item(Risk.objects, self.kwargs["number"], "risk.view")


class Review(OfRisk):
    grants = {"post": "risk.change"}

    def post(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        register.review_risk(self.risk, by=request.user, version=seen_version(request.POST), on=today())
        messages.success(request, _("Review noted."))
        return HttpResponseRedirect(risk_url(self, self.risk))


class AddToRisk(OfRisk):
    """A short form that adds an indicator or a response."""

    grants = {"get": "risk.change", "post": "risk.change"}
    template_name = "risks/risk_add.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, 422)
        try:
            self.add(form.cleaned_data)
        except (NotFound, NotAllowed):
            raise
        except (DomainError, ValidationError) as error:
            add_errors(form, error)
            return self.show(form, 422)
        return HttpResponseRedirect(risk_url(self, self.risk))

    def show(self, form: BaseForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "risk": self.risk, "title": self.title(), "cancel": risk_url(self, self.risk)}
        return self.render(context, status=status)

    def title(self) -> str:
        raise NotImplementedError

    def form(self, data: Any = None) -> BaseForm:
        raise NotImplementedError

    def add(self, values: dict[str, Any]) -> None:
        raise NotImplementedError


class AddIndicator(AddToRisk):
    def title(self) -> str:
        return _("New indicator")

    def form(self, data: Any = None) -> BaseForm:
        return IndicatorForm(data)

    def add(self, values: dict[str, Any]) -> None:
        register.add_indicator(by=self.request.user, project=self.project, risk=self.risk, **values)


class AddResponse(AddToRisk):
    def title(self) -> str:
        return _("New response")

    def form(self, data: Any = None) -> BaseForm:
        tasks = Task.objects.allowed(self.request.user, "task.view").of(self.project).filter(response=None)
        return ResponseForm(data, tasks=tasks)

    def add(self, values: dict[str, Any]) -> None:
        register.add_response(by=self.request.user, project=self.project, risk=self.risk, **values)


class RemoveIndicator(ProjectPage):
    grants = {"post": "risk.change"}

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        found = self._found(Indicator.objects, pk)
        register.delete_indicator(found, by=request.user)
        return HttpResponseRedirect(risk_url(self, found.risk))

    def _found(self, rows: Any, pk: int) -> Any:
        seen = rows.allowed(self.request.user, "risk.view").select_related("risk", "project")
        found = seen.filter(project=self.project, pk=pk).first()
        if found is None:
            raise NotFound()
        return found


class RemoveResponse(RemoveIndicator):
    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        found = self._found(Response.objects, pk)
        register.delete_response(found, by=request.user)
        return HttpResponseRedirect(risk_url(self, found.risk))


def guide(risk: Risk | None) -> dict[str, Any]:
    """The sentences that are filled in while somebody writes, and how they read now."""
    empty = _("Because …, … may …, which leads to ….")
    now = sentences.statement(risk) if risk and risk.event else empty
    words = {"may": sentences.MAY, "uncertain": sentences.UNCERTAIN, "empty": empty, "now": now}
    return {**words, **sentences.STATEMENTS}


def risk_url(page: ProjectPage, risk: Risk) -> str:
    return reverse("risks:detail", kwargs={"key": page.project.key, "number": risk.number})
