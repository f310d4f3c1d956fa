"""Pages of KPIs and goals."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecompm.core.ui import formats
from ecompm.core.ui.charts import Limit, trend, twin
from ecompm.core.ui.tables import Empty
from kpis import services
from kpis.calc.judging import light, progress
from kpis.forms import GoalForm, KpiForm, MeasurementForm
from kpis.loaders import goals_with_gaps
from kpis.models import Goal, Kpi
from kpis.tables import SHAPES, WORDS, KpiTable
from projects.doors import ItemDeleteView, ItemFormView, ProjectPage

SHOWN = 180  # measurements in the chart of a KPI
SMART = {
    "S": gettext_lazy("no KPI"),
    "M": gettext_lazy("no baseline or target"),
    "A": gettext_lazy("no owner"),
    "R": gettext_lazy("no business objective"),
    "T": gettext_lazy("no date"),
}


class KpiList(ProjectPage):
    grants = {"get": "kpi.view"}
    template_name = "kpis/kpi_list.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        new = reverse("kpis:new", kwargs={"key": key}) if self.may("kpi.change") else ""
        rows = Kpi.objects.allowed(request.user, "kpi.view").of(self.project)
        table = KpiTable(request, rows, row_url=self._address, empty=_no_kpis(new))
        return table.respond(self.template_name, {**self.context(), "new": new})

    def _address(self, row: Any) -> str:
        return reverse("kpis:detail", kwargs={"key": self.project.key, "number": row["number"]})


def _no_kpis(new: str) -> Empty:
    return Empty(
        title=_("No KPIs yet"),
        text=_("A KPI says in figures whether the project reaches its goal. Gates and risks read it."),
        action=_("Add a KPI"),
        href=new,
    )


class KpiDetail(ProjectPage):
    """One KPI with its trend, limits and measurements; a value can be recorded here."""

    grants = {"get": "kpi.view", "post": "kpi.measure"}
    template_name = "kpis/kpi_detail.html"

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        return self.show(self._kpi(number), MeasurementForm())

    def post(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        kpi, form = self._kpi(number), MeasurementForm(request.POST)
        if not form.is_valid():
            return self.show(kpi, form, 422)
        services.record_measurement(by=request.user, project=self.project, kpi=kpi, **form.cleaned_data)
        messages.success(request, _("Value recorded."))
        return HttpResponseRedirect(request.path)

    def _kpi(self, number: int) -> Kpi:
        return self.item(Kpi.objects.select_related("goal", "owner"), number, "kpi.view")

    def show(self, kpi: Kpi, form: MeasurementForm, status: int = 200) -> HttpResponse:
        judged = light(kpi.last_value, kpi.green, kpi.amber, kpi.baseline)
        values = list(kpi.measurements.order_by("-at").values_list("at", "value", "note")[:SHOWN])
        context = {
            "kpi": kpi,
            "form": form,
            "shape": SHAPES[judged],
            "word": WORDS[judged],
            "progress": progress(kpi.baseline, kpi.last_value, kpi.target),
            "values": values[:20],
            "may_change": self.may("kpi.change"),
            "may_measure": self.may("kpi.measure"),
            **_charts(kpi, values),
        }
        return self.render(context, status=status)


def _charts(kpi: Kpi, values: list[Any]) -> dict[str, Any]:
    """The trend with its target, and the same figures as a table."""
    if len(values) < 2:
        return {}
    points = [(timezone.localdate(at), float(value)) for at, value, _note in reversed(values)]
    limits = [Limit(float(kpi.target), _("Target"))] if kpi.target is not None else []
    label = _("How %(name)s developed") % {"name": kpi.name}
    rows = [(formats.day(day), formats.number(value, 2)) for day, value in points]
    return {"chart": trend(points, label=label, limits=limits), "twin": twin(label, [_("Day"), _("Value")], rows)}


class KpiEdit(ItemFormView):
    grants = {"get": "kpi.change", "post": "kpi.change"}
    template_name = "kpis/kpi_form.html"
    model = Kpi
    form_class = KpiForm
    view_grant = "kpi.view"
    create_service = staticmethod(services.create_kpi)
    change_service = staticmethod(services.change_kpi)

    def success_url(self, saved: Kpi) -> str:
        return reverse("kpis:detail", kwargs={"key": self.project.key, "number": saved.number})


class KpiDelete(ItemDeleteView):
    grants = {"get": "kpi.change", "post": "kpi.change"}
    model = Kpi
    view_grant = "kpi.view"
    delete_service = staticmethod(services.delete_kpi)
    list_url_name = "kpis:list"


class GoalList(ProjectPage):
    """Goals with what they still miss to be SMART, and how far their KPIs are."""

    grants = {"get": "goal.view"}
    template_name = "kpis/goal_list.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        rows = Goal.objects.allowed(request.user, "goal.view").of(self.project)
        goals = rows.select_related("owner", "project").prefetch_related("kpis")
        judged = [{"goal": goal, "gaps": [SMART[gap] for gap in gaps]} for goal, gaps in goals_with_gaps(goals)]
        return self.render({"goals": judged, "may_change": self.may("goal.change")})


class GoalEdit(ItemFormView):
    grants = {"get": "goal.change", "post": "goal.change"}
    template_name = "kpis/goal_form.html"
    model = Goal
    form_class = GoalForm
    view_grant = "goal.view"
    create_service = staticmethod(services.create_goal)
    change_service = staticmethod(services.change_goal)

    def success_url(self, saved: Goal) -> str:
        return reverse("kpis:goals", kwargs={"key": self.project.key})


class GoalDelete(ItemDeleteView):
    grants = {"get": "goal.change", "post": "goal.change"}
    model = Goal
    view_grant = "goal.view"
    delete_service = staticmethod(services.delete_goal)
    list_url_name = "kpis:goals"
