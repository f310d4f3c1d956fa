"""The page of the simulation: what the last one found, and a form that starts the next."""

from typing import Any

from django.http import HttpResponse
from django.utils.functional import cached_property

from ecompm.core.pages import today
from projects.doors import FormPage, ProjectPage
from risks.findings import Findings
from risks.forms import SimulationForm
from risks.loaders.simulation import plan_stamps
from risks.models import Simulation
from risks.services.simulation import start_simulation


class SimulationPage(FormPage, ProjectPage):
    grants = {"get": "risk.view", "post": "risk.change"}
    template_name = "risks/simulation.html"

    @cached_property
    def runs(self) -> Any:
        return Simulation.objects.allowed(self.request.user, "risk.view").of(self.project).select_related("job")

    def make_form(self, data: Any, files: Any = None) -> SimulationForm:
        last = self.runs.first()
        initial = {name: getattr(last, name) for name in SimulationForm.ASSUMPTIONS} if last else None
        return SimulationForm(data, initial=initial)

    def save(self, form: Any) -> Simulation:
        return start_simulation(by=self.request.user, project=self.project, on=today(), **form.cleaned_data)

    def success_message(self, saved: Any) -> str:
        return ""

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        newest = self.runs.defer("result").first()
        done = self.runs.filter(finished_at__isnull=False).first()
        context = {
            "form": form,
            "newest": newest,
            "done": done,
            "found": Findings(done, self.project, self.request.user) if done else None,
            "fresh": done is not None and done.stamp == plan_stamps([self.project])[self.project.pk],
            "may_run": self.may("risk.change"),
            "may_approve": self.may("reserve.change"),
        }
        return self.render(context, fragment="body", status=status)
