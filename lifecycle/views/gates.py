"""Pages of gates: the way of the project, one gate with its criteria, and everything done at it."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ecompm.core.errors import NotFound
from ecompm.core.pages import today
from lifecycle import forms, sentences
from lifecycle.calc.outcome import MOVES_ON, best_possible
from lifecycle.loaders import Evaluated, live_criteria
from lifecycle.mending import mend_link
from lifecycle.models import Condition, Criterion, Gate, Review
from lifecycle.services import gates as services
from lifecycle.services import reviews
from projects.doors import ItemDeleteView, ItemFormView, ProjectPage

SHAPES = {"met": "ok", "unmet": "bad", "unknown": "unknown"}
OUTCOME_SHAPES = {"go": "ok", "conditional_go": "ok", "hold": "warn", "recycle": "warn", "stop": "bad"}


def criterion_rows(page: ProjectPage, results: list[Evaluated]) -> list[dict[str, Any]]:
    """The criteria as the page shows them, each with the way to mend it."""
    rows = []
    for result in results:
        href, words = mend_link(result, page.project)
        waived = result.waiver is not None and result.state != "met"
        shape = "waive" if waived else SHAPES[str(result.state)]
        word = _("Waived") if waived else Criterion.State(str(result.state)).label
        rows.append(
            {"result": result, "row": result.criterion, "shape": shape, "word": word, "href": href, "words": words}
        )
    return rows


class GateList(ProjectPage):
    """The phases with their gates, and what stands before the next one."""

    grants = {"get": "gate.view"}
    template_name = "lifecycle/gate_list.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        phases = self.project.phases.filter(is_active=True).prefetch_related("gates__milestone", "gates__reviews")
        gate = reviews.next_gate(self.project)
        results = live_criteria(gate.criteria.all(), today()) if gate else []
        context = {
            "phases": [phase for phase in phases if not phase.is_lane],
            "lanes": [phase for phase in phases if phase.is_lane],
            "next_gate": gate,
            "sentence": sentences.readiness(results) if gate else "",
            "conditions": Condition.objects.of(self.project)
            .filter(done_at=None)
            .select_related("owner", "review__gate"),
            "may_change": self.may("gate.change"),
        }
        return self.render(context)


class GatePage(ProjectPage):
    """One gate: live criteria before the decision, the sealed record after it."""

    grants = {"get": "gate.view"}
    template_name = "lifecycle/gate_detail.html"

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        gate = self.item(Gate.objects.select_related("phase", "milestone"), number, "gate.view")
        decided = gate.reviews.filter(state=Review.State.DECIDED).first()
        if decided and gate.state == Gate.State.PASSED:
            self.template_name = "lifecycle/gate_decided.html"
            return self.render({"gate": gate, **self._record(decided)})
        return self.render({"gate": gate, **self._live(gate), "last_decided": decided})

    def _live(self, gate: Gate) -> dict[str, Any]:
        results = live_criteria(gate.criteria.select_related("confirmer", "confirmed_by"), today())
        review = gate.reviews.filter(state=Review.State.OPEN).select_related("requested_by").first()
        verdict = reviews.verdict_of(review, today()) if review else None
        return {
            "rows": criterion_rows(self, results),
            "counts": sentences.counts(results),
            "sentence": sentences.readiness(results),
            "best": best_possible([r.as_state() for r in results]),
            "ready": best_possible([r.as_state() for r in results]).outcome in MOVES_ON,
            "review": review,
            "verdict": verdict,
            "verdict_word": Review.Outcome(verdict.outcome).label if verdict else "",
            "approvers": self._approvers(gate, review),
            "my_roles": [role for role in gate.approvers.all() if role.person_id == self.request.user.pk],
            "is_next": reviews.next_gate(self.project) == gate,
            "may_change": self.may("gate.change") and gate.state == Gate.State.OPEN,
            "may_request": self.may("gate.request"),
            "may_decide": self.may("gate.decide"),
            "earlier": self._earlier(gate),
        }

    def _approvers(self, gate: Gate, review: Review | None) -> list[dict[str, Any]]:
        votes = {vote.role_id: vote for vote in review.votes.select_related("approver")} if review else {}
        roles = gate.approvers.select_related("person").order_by("code")
        return [{"role": role, "vote": votes.get(role.pk), "shape": _vote_shape(votes.get(role.pk))} for role in roles]

    def _earlier(self, gate: Gate) -> list[Review]:
        decided = self.project.reviews.filter(state=Review.State.DECIDED).select_related("gate")
        rows = list(decided.order_by("-decided_at")[:6])
        for row in rows:
            row.shape = OUTCOME_SHAPES[row.outcome]  # type: ignore[attr-defined]
        return rows

    def _record(self, review: Review) -> dict[str, Any]:
        return {
            "review": review,
            "shape": OUTCOME_SHAPES[review.outcome],
            "frozen": [{**c, "shape": SHAPES[c["state"]]} for c in review.snapshot["criteria"]],
            "intact": reviews.verify(review),
            "conditions": review.conditions.select_related("owner"),
            "votes": review.votes.select_related("role", "approver"),
            "may_decide": self.may("gate.decide"),
        }


def _vote_shape(vote: Any) -> str:
    return OUTCOME_SHAPES[vote.vote] if vote else "todo"


class GateEdit(ItemFormView):
    grants = {"get": "gate.change", "post": "gate.change"}
    template_name = "lifecycle/gate_form.html"
    model = Gate
    form_class = forms.GateForm
    view_grant = "gate.view"
    create_service = staticmethod(services.create_gate)
    change_service = staticmethod(services.change_gate)

    def success_url(self, saved: Gate) -> str:
        return gate_url(self, saved)


class GateDelete(ItemDeleteView):
    grants = {"get": "gate.change", "post": "gate.change"}
    model = Gate
    view_grant = "gate.view"
    delete_service = staticmethod(services.delete_gate)
    list_url_name = "lifecycle:gates"


class CriterionAdd(ItemFormView):
    """A new criterion of the gate in the address."""

    grants = {"get": "gate.change", "post": "gate.change"}
    template_name = "lifecycle/criterion_form.html"
    model = Criterion
    form_class = forms.CriterionForm
    view_grant = "gate.view"

    @cached_property
    def gate(self) -> Gate:
        return self.item(Gate.objects, self.kwargs["number"], "gate.view")

    @cached_property
    def object(self) -> Any:
        return None

    def save(self, form: BaseForm) -> Criterion:
        return services.create_criterion(
            by=self.request.user, project=self.project, gate=self.gate, **form.cleaned_data
        )

    def success_url(self, saved: Criterion) -> str:
        return gate_url(self, self.gate)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "gate": self.gate}


class CriterionEdit(ItemFormView):
    grants = {"get": "gate.change", "post": "gate.change"}
    template_name = "lifecycle/criterion_form.html"
    model = Criterion
    form_class = forms.CriterionForm
    view_grant = "gate.view"
    change_service = staticmethod(services.change_criterion)

    @cached_property
    def object(self) -> Criterion:
        return criterion_of(self)

    def success_url(self, saved: Criterion) -> str:
        return gate_url(self, saved.gate)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "gate": self.object.gate}


def gate_url(page: ProjectPage, gate: Gate) -> str:
    return reverse("lifecycle:gate", kwargs={"key": page.project.key, "number": gate.number})


def criterion_of(page: ProjectPage) -> Criterion:
    """The criterion in the address, with its gate and project."""
    rows = Criterion.objects.allowed(page.request.user, "gate.view").select_related("gate__phase", "confirmer")
    found = rows.filter(project=page.project, pk=page.kwargs["pk"]).first()
    if found is None:
        raise NotFound()
    found.project = found.gate.project = page.project
    return found
