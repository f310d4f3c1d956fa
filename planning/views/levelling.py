"""Levelling: choose how, look at what would move, apply it, take it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ecompm.core.errors import DomainError, Invalid, NotAllowed, NotFound
from ecompm.core.models import Job
from ecompm.core.pages import today
from planning.forms import LevellingForm
from planning.models import Task
from planning.services import levelling, undo
from planning.services.scheduling import IMMEDIATE
from planning.views.changes import Changes
from projects.doors import ProjectPage
from projects.querysets import jobs

FIRST = 100
"""Moves that are listed; the rest is counted."""


class LevellingPage(ProjectPage):
    """The preview for the choices in the address; sending it applies that very result."""

    grants = {"get": "resource.view", "post": "resource.change"}
    template_name = "planning/levelling.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return self.show(LevellingForm.of(request.GET))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        form = LevellingForm.of(request.POST)
        options = levelling.Options(**form.options, longer="longer" in request.POST)
        try:
            self._apply(options, request.POST.get("mark", "")[:40])
        except (NotFound, NotAllowed):
            raise
        except (DomainError, ValidationError) as error:
            return self.show(form, refusal=str(getattr(error, "message", error)), status=409)
        return HttpResponseRedirect(self.address)

    def show(self, form: LevellingForm, *, refusal: str = "", status: int = 200) -> HttpResponse:
        context = {"form": form, "refusal": refusal, "may": self.may("resource.change"), **self._past()}
        return self.render({**context, **self._preview(form)}, status=status)

    @property
    def address(self) -> str:
        return reverse("planning:levelling", kwargs={"key": self.project.key})

    @cached_property
    def is_large(self) -> bool:
        return Task.objects.of(self.project).count() > IMMEDIATE

    def _apply(self, options: levelling.Options, mark: str) -> None:
        if options.longer or self.is_large:
            levelling.start_levelling(by=self.request.user, project=self.project, options=options)
            return
        entry = levelling.apply_levelling(by=self.request.user, project=self.project, options=options, mark=mark)
        Changes(self.request.session, self.project).add(entry.pk)
        messages.success(self.request, _("The plan is levelled."))

    def _preview(self, form: LevellingForm) -> dict[str, Any]:
        if self.is_large:
            return {"large": True}
        try:
            found = levelling.preview_levelling(
                self.project, by=self.request.user, on=today(), options=levelling.Options(**form.options)
            )
        except Invalid as error:
            return {"nothing": str(error.message)}
        gates = [one for one in found.milestones if one.gate] or found.milestones
        return {
            "preview": found,
            "moves": found.moves[:FIRST],
            "more": max(len(found.moves) - FIRST, 0),
            "gates": gates,
            "longer": not form.options["within_float"],
            "solver": levelling.has_solver(),
        }

    def _past(self) -> dict[str, Any]:
        """Whether the plan is levelled, the token that takes one's own last levelling back, and a job under way."""
        last = levelling.last_levelling(self.project)
        own = last is not None and last.actor_id == self.request.user.pk
        running = jobs(self.request.user).filter(kind=levelling.JOB, project_id=self.project.pk).first()
        return {
            "levelled": levelling.is_levelled(self.project),
            "undo": undo.token_of(last.pk, by=self.request.user) if last and own else "",
            "last": last,
            "job": running if running and running.state != Job.State.DONE else None,
        }


class LevellingLift(ProjectPage):
    """Let all tasks start again as early as their links let them."""

    grants = {"post": "resource.change"}

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        try:
            levelling.lift_levelling(by=request.user, project=self.project)
            messages.success(request, _("No task is held back by levelling any more."))
        except Invalid as error:
            messages.warning(request, str(error.message))
        return HttpResponseRedirect(reverse("planning:levelling", kwargs={"key": key}))
