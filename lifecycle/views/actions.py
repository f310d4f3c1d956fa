"""What is done at a gate, each on a short page of its own: request, vote, decide, confirm, prove, state, waive."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ecompm.core.errors import DomainError, NotAllowed, NotFound
from ecompm.core.forms import add_errors
from ecompm.core.pages import today
from lifecycle import forms, sentences
from lifecycle.calc.outcome import Outcome
from lifecycle.loaders import live_criteria
from lifecycle.models import Condition, Criterion, Gate, Review, Waiver
from lifecycle.services import gates as services
from lifecycle.services import reviews
from lifecycle.views.gates import criterion_of, gate_url
from projects.doors import ProjectPage


class GateAction(ProjectPage):
    """A short form about a gate or a criterion, on a page of its own: ask, check, call the service, go back."""

    template_name = "lifecycle/gate_action.html"
    title = ""
    save = ""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, 422)
        try:
            self.act(form)
        except (NotFound, NotAllowed):
            raise
        except (DomainError, ValidationError) as error:
            add_errors(form, error)
            return self.show(form, 422)
        messages.success(request, self.done())
        return HttpResponseRedirect(gate_url(self, self.gate))

    def show(self, form: BaseForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "gate": self.gate, "title": self.title, "save": self.save, "about": self.about()}
        return self.render({**context, "cancel": gate_url(self, self.gate)}, status=status)

    @cached_property
    def gate(self) -> Gate:
        return self.item(Gate.objects.select_related("phase"), self.kwargs["number"], "gate.view")

    @cached_property
    def open_review(self) -> Review:
        review = self.gate.reviews.filter(state=Review.State.OPEN).first()
        if review is None:
            raise NotFound()
        review.gate, review.project = self.gate, self.project
        return review

    def form(self, data: Any = None) -> BaseForm:
        raise NotImplementedError

    def act(self, form: BaseForm) -> None:
        raise NotImplementedError

    def about(self) -> str:
        return ""

    def done(self) -> str:
        return _("Saved.")


class RequestReview(GateAction):
    grants = {"get": "gate.request", "post": "gate.request"}

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Request the review of %(gate)s") % {"gate": self.gate}

    @property
    def save(self) -> str:  # type: ignore[override]
        return _("Request review")

    def about(self) -> str:
        return _("The approvers get a mail. A request freezes the criteria; the decision freezes their values.")

    def form(self, data: Any = None) -> BaseForm:
        return forms.ReviewForm(data)

    def act(self, form: BaseForm) -> None:
        reviews.request_review(self.gate, by=self.request.user, note=form.cleaned_data["note"])

    def done(self) -> str:
        return _("Review requested. The approvers have been told.")


class CastVote(GateAction):
    grants = {"get": "gate.vote", "post": "gate.vote"}

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Your vote on %(gate)s") % {"gate": self.gate}

    @property
    def save(self) -> str:  # type: ignore[override]
        return _("Cast vote")

    @cached_property
    def roles(self) -> Any:
        return self.gate.approvers.filter(person=self.request.user)

    def form(self, data: Any = None) -> BaseForm:
        wanted = self.request.GET.get("role", "")
        role = self.roles.filter(pk=int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0).first()
        role = role or self.roles.first()
        if role is None:
            raise NotAllowed(_("Only the approvers of this gate may vote, each for their own role."))
        return forms.VoteForm(data, roles=self.roles, initial={"role": role})

    def about(self) -> str:
        return sentences.readiness(live_criteria(self.gate.criteria.all(), today()))

    def act(self, form: BaseForm) -> None:
        reviews.cast_vote(self.open_review, by=self.request.user, on=today(), **form.cleaned_data)

    def done(self) -> str:
        return _("Vote cast.")


class Decide(GateAction):
    grants = {"get": "gate.decide", "post": "gate.decide"}
    template_name = "lifecycle/gate_action.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Record the decision on %(gate)s") % {"gate": self.gate}

    @property
    def save(self) -> str:  # type: ignore[override]
        return _("Record decision")

    def about(self) -> str:
        verdict = reviews.verdict_of(self.open_review, today())
        if verdict is None:
            return _("The quorum is not reached yet.")
        word = Review.Outcome(verdict.outcome).label
        return _("Votes and criteria give: %(outcome)s. The record freezes all criteria under a hash.") % {
            "outcome": word
        }

    def form(self, data: Any = None) -> BaseForm:
        people = get_user_model().objects.filter(memberships__project=self.project)
        verdict = reviews.verdict_of(self.open_review, today())
        conditional = verdict is not None and verdict.outcome == Outcome.CONDITIONAL_GO
        return forms.DecisionForm(data, people=people, conditional=conditional)

    def act(self, form: Any) -> None:
        reviews.decide_review(
            self.open_review,
            by=self.request.user,
            on=today(),
            conditions=form.conditions,
            next_review_on=form.cleaned_data["next_review_on"],
        )

    def done(self) -> str:
        return _("Decision recorded and sealed.")


class WithdrawReview(ProjectPage):
    grants = {"post": "gate.request"}

    def post(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        gate = self.item(Gate.objects, number, "gate.view")
        review = gate.reviews.filter(state=Review.State.OPEN).first()
        if review is None:
            raise NotFound()
        reviews.withdraw_review(review, by=request.user)
        messages.success(request, _("Review withdrawn."))
        return HttpResponseRedirect(gate_url(self, gate))


class VerifySeal(ProjectPage):
    """Compute the hash of the frozen record again and say whether it is intact."""

    grants = {"post": "gate.view"}

    def post(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        gate = self.item(Gate.objects, number, "gate.view")
        review = gate.reviews.filter(state=Review.State.DECIDED).first()
        if review is None:
            raise NotFound()
        if reviews.verify(review):
            messages.success(request, _("The record is intact: its hash is the one it was sealed with."))
        else:
            messages.error(request, _("The record was changed after it was sealed."))
        return HttpResponseRedirect(gate_url(self, gate))


class CriterionAction(GateAction):
    """A short form about one criterion."""

    @cached_property
    def criterion(self) -> Criterion:
        return criterion_of(self)

    @cached_property
    def gate(self) -> Gate:
        return self.criterion.gate

    def about(self) -> str:
        return self.criterion.text


class Confirm(CriterionAction):
    grants = {"get": "gate.view", "post": "gate.view"}

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Confirm the criterion?")

    @property
    def save(self) -> str:  # type: ignore[override]
        return _("Confirm")

    def form(self, data: Any = None) -> BaseForm:
        return forms.ConfirmationForm(data)

    def act(self, form: BaseForm) -> None:
        services.confirm_criterion(
            self.criterion, by=self.request.user, version=self.criterion.version, note=form.cleaned_data["note"]
        )


class AttachEvidence(CriterionAction):
    grants = {"get": "gate.evidence", "post": "gate.evidence"}

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Attach evidence")

    @property
    def save(self) -> str:  # type: ignore[override]
        return _("Attach")

    def form(self, data: Any = None) -> BaseForm:
        return forms.EvidenceForm(data)

    def act(self, form: BaseForm) -> None:
        key = services.evidence_key(self.criterion)
        services.add_evidence(by=self.request.user, project=self.project, key=key, **form.cleaned_data)


class StateFigure(CriterionAction):
    """State the first figure of the criterion that nobody knows yet."""

    grants = {"get": "gate.evidence", "post": "gate.evidence"}

    @cached_property
    def figure(self) -> str:
        [result] = live_criteria([self.criterion], today())
        if not result.missing:
            raise NotFound()
        return result.missing[0]

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("State the figure %(name)s") % {"name": self.figure}

    @property
    def save(self) -> str:  # type: ignore[override]
        return _("State")

    def form(self, data: Any = None) -> BaseForm:
        return forms.FigureForm(data)

    def act(self, form: BaseForm) -> None:
        services.state_figure(by=self.request.user, project=self.project, name=self.figure, **form.cleaned_data)


class GrantWaiver(CriterionAction):
    grants = {"get": "gate.vote", "post": "gate.vote"}

    @property
    def title(self) -> str:  # type: ignore[override]
        return _("Waive the criterion?")

    @property
    def save(self) -> str:  # type: ignore[override]
        return _("Waive")

    def form(self, data: Any = None) -> BaseForm:
        return forms.WaiverForm(data)

    def act(self, form: BaseForm) -> None:
        reviews.grant_waiver(self.criterion, by=self.request.user, on=today(), **form.cleaned_data)


class RevokeWaiver(ProjectPage):
    grants = {"post": "gate.decide"}

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        waiver = Waiver.objects.allowed(request.user, "gate.view").filter(project=self.project, pk=pk).first()
        if waiver is None:
            raise NotFound()
        reviews.revoke_waiver(waiver, by=request.user)
        return HttpResponseRedirect(gate_url(self, waiver.criterion.gate))


class FinishCondition(ProjectPage):
    grants = {"post": "gate.view"}

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        found = Condition.objects.allowed(request.user, "gate.view").filter(project=self.project, pk=pk).first()
        if found is None:
            raise NotFound()
        reviews.finish_condition(found, by=request.user, version=found.version)
        messages.success(request, _("Condition fulfilled."))
        return redirect("lifecycle:gate", key=key, number=found.review.gate.number)
