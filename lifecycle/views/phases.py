"""Tailoring the phases of a project."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property

from ecompm.core.errors import NotFound
from lifecycle import forms
from lifecycle.models import Phase
from lifecycle.services import gates, phases
from projects.doors import ItemFormView, ProjectPage


class PhaseList(ProjectPage):
    """The phases in order; the first visit of a manager to a project without phases offers the standard ones."""

    grants = {"get": "phase.view", "post": "phase.change"}
    template_name = "lifecycle/phase_list.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        rows = self.project.phases.prefetch_related("gates")
        return self.render({"phases": rows, "may_change": self.may("phase.change")})

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        phases.set_up_phases(self.project, by=request.user)
        return HttpResponseRedirect(request.path)


class PhaseEdit(ItemFormView):
    """Add a phase, or change the one in the address."""

    grants = {"get": "phase.change", "post": "phase.change"}
    template_name = "lifecycle/phase_form.html"
    model = Phase
    form_class = forms.PhaseForm
    view_grant = "phase.view"
    create_service = staticmethod(phases.add_phase)
    change_service = staticmethod(phases.change_phase)

    @cached_property
    def object(self) -> Any:
        return phase_of(self) if "pk" in self.kwargs else None

    def success_url(self, saved: Any) -> str:
        return reverse("lifecycle:phases", kwargs={"key": self.project.key})


class PhaseMove(ProjectPage):
    """Move a phase one place up or down."""

    grants = {"post": "phase.change"}

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        phase = phase_of(self)
        order = list(self.project.phases.values_list("pk", flat=True))
        place = order.index(phase.pk)
        target = place - 1 if request.POST.get("to") == "up" else place + 1
        if 0 <= target < len(order):
            order.insert(target, order.pop(place))
            phases.reorder_phases(self.project, by=request.user, order=order)
            gates.place_gates(self.project)
        return HttpResponseRedirect(reverse("lifecycle:phases", kwargs={"key": key}))


def phase_of(page: ProjectPage) -> Phase:
    rows = Phase.objects.allowed(page.request.user, "phase.view")
    found = rows.filter(project=page.project, pk=page.kwargs["pk"]).first()
    if found is None:
        raise NotFound()
    found.project = page.project
    return found
