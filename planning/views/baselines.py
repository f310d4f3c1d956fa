"""Pages of baselines: those that were taken, any two states of the plan side by side, and taking the next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from planning.forms import BaselineForm
from planning.gantt.pairs import Pairs
from planning.models import Baseline
from planning.services import baselines as services
from planning.services.comparing import Comparison, compare
from projects.doors import ItemDeleteView, ItemFormView, ProjectPage


class Baselines(ProjectPage):
    """The baselines, and what differs from one (`from`) to another or to the plan as it is now (`to`)."""

    grants = {"get": "baseline.view"}
    template_name = "planning/baseline_list.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        every = Baseline.objects.allowed(request.user, "baseline.view").filter(project=self.project)
        taken = list(every.select_related("taken_by"))
        context = {"baselines": taken, "may": self.may("baseline.change"), "all": request.GET.get("all") == "1"}
        before, after = _chosen(taken, request.GET.get("from", "")), _chosen(taken, request.GET.get("to", ""))
        if taken:
            told = self.may("resource.cost")
            found = compare(self._whole(before or taken[0]), after, with_costs=told)
            context |= {"may_cost": told, **self._compared(found, whole=context["all"])}
        return self.render(context)

    def _compared(self, found: Comparison, *, whole: bool) -> dict[str, Any]:
        rows = [row for row in found.rows if whole or row.change != "same"]
        pairs = Pairs(rows)
        counts = {change: found.count(change) for change in ("moved", "changed", "added", "removed", "same")}
        was, now = found.totals
        totals = {"was": was, "now": now, "work": now.work - was.work} if was and now else None
        return {
            "found": found,
            "totals": totals,
            "counts": counts,
            "rows": [(row, pairs.strip(row)) for row in rows],
            "axis": pairs.head,
        }

    def _whole(self, baseline: Baseline) -> Baseline:
        baseline.project = self.project
        return baseline


class BaselineNew(ItemFormView):
    grants = {"get": "baseline.change", "post": "baseline.change"}
    template_name = "planning/baseline_form.html"
    model = Baseline
    form_class = BaselineForm
    view_grant = "baseline.view"
    create_service = staticmethod(services.take_baseline)

    def success_url(self, saved: Any) -> str:
        return reverse("planning:baselines", kwargs={"key": self.project.key})


class BaselineDelete(ItemDeleteView):
    grants = {"get": "baseline.change", "post": "baseline.change"}
    model = Baseline
    view_grant = "baseline.view"
    delete_service = staticmethod(services.delete_baseline)
    list_url_name = "planning:baselines"


def _chosen(taken: list[Baseline], number: str) -> Baseline | None:
    return next((one for one in taken if str(one.number) == number), None)
