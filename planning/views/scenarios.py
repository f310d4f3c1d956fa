"""Pages of scenarios: all of them beside the plan, one of them in detail, its changes, applying and dropping it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ecompm.core.errors import Conflict, NotFound
from ecompm.core.forms import seen_version
from planning.gantt.pairs import Pairs
from planning.models import Scenario, ScenarioAssignment, ScenarioChange, Task
from planning.scenario_forms import ScenarioAssignmentForm, ScenarioChangeForm, ScenarioForm
from planning.services import applying
from planning.services import scenarios as services
from planning.services.what_if import WhatIf, compare_scenarios
from projects.doors import ItemDeleteView, ItemFormView, ProjectPage

MOST_BESIDE = 12
"""Scenarios that are computed beside each other at most; the latest ones."""


class ScenarioPage(ProjectPage):
    def _rights(self) -> dict[str, bool]:
        return {"may": self.may("scenario.change"), "may_cost": self.may("resource.cost")}


class Scenarios(ScenarioPage):
    """The plan and its open scenarios, one row each: finish, critical path, load."""

    grants = {"get": "scenario.view"}
    template_name = "planning/scenario_list.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        every = list(Scenario.objects.allowed(request.user, "scenario.view").filter(project=self.project))
        shown = [one for one in every if one.is_open][:MOST_BESIDE]
        found = compare_scenarios(self.project, shown) if shown else {}
        rows = [(one, found[one.pk]) for one in shown]
        rest = [one for one in every if one.pk not in found]
        live = rows[0][1].live if rows else None
        return self.render(
            {
                "rows": rows,
                "rest": rest,
                "live": live,
                "may": self.may("scenario.change"),
                "may_cost": self.may("resource.cost"),
            }
        )


class ScenarioDetail(ScenarioPage):
    """One scenario: what it changes, what would be different, and the way to apply it."""

    grants = {"get": "scenario.view"}
    template_name = "planning/scenario_detail.html"

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        scenario = self.item(Scenario.objects.select_related("applied_by"), number, "scenario.view")
        changes = list(scenario.changes.select_related("task", "owner"))
        staffing = list(scenario.assignments.select_related("task", "resource"))
        context = {"scenario": scenario, "changes": [(one, _changed(one)) for one in changes], "staffing": staffing}
        context["any_change"] = bool(changes or staffing)
        if scenario.is_open:
            context |= self._beside(scenario)
        may = {
            "may": self.may("scenario.change"),
            "may_apply": self.may("scenario.apply"),
            "may_cost": self.may("resource.cost"),
        }
        return self.render({**context, **may})

    def _beside(self, scenario: Scenario) -> dict[str, Any]:
        found = compare_scenarios(self.project, [scenario])[scenario.pk]
        moved = found.moved
        pairs = Pairs(moved)
        return {
            "found": found,
            "gates": _gates(found),
            "people": found.people,
            "rows": [(row, pairs.strip(row)) for row in moved],
            "axis": pairs.head,
            "stale": scenario.plan_stamp != services.plan_stamp(self.project.pk),
            "conflicts": services.conflicts(scenario),
        }


class ScenarioEdit(ItemFormView):
    grants = {"get": "scenario.change", "post": "scenario.change"}
    template_name = "planning/scenario_form.html"
    model = Scenario
    form_class = ScenarioForm
    view_grant = "scenario.view"
    create_service = staticmethod(services.create_scenario)
    change_service = staticmethod(services.change_scenario)

    def success_url(self, saved: Scenario) -> str:
        return _address(self.project.key, saved.number)


class ScenarioDrop(ItemDeleteView):
    grants = {"get": "scenario.change", "post": "scenario.change"}
    model = Scenario
    view_grant = "scenario.view"
    delete_service = staticmethod(services.drop_scenario)
    list_url_name = "planning:scenarios"


class ScenarioChangeEdit(ItemFormView):
    """A new change (no `task` in the address) or another one for a task that the scenario changes already."""

    grants = {"get": "scenario.change", "post": "scenario.change"}
    template_name = "planning/scenario_change_form.html"
    model = ScenarioChange
    form_class = ScenarioChangeForm
    view_grant = "scenario.view"

    @cached_property
    def scenario(self) -> Scenario:
        return self.item(Scenario.objects, self.kwargs["number"], self.view_grant)

    @cached_property
    def object(self) -> ScenarioChange | None:
        if "task" not in self.kwargs:
            return None
        return _change(self.scenario, self.kwargs["task"])

    def make_form(self, data: Any, files: Any = None) -> Any:
        form = super().make_form(data, files)
        asked = self.request.GET.get("task", "")
        if self.object is None and asked.isdecimal() and len(asked) < 10:
            form.initial["task"] = Task.objects.of(self.project).filter(number=int(asked)).first()
        return form

    def save(self, form: Any) -> ScenarioChange:
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        if self.object is None:
            return services.add_change(by=self.request.user, project=self.project, scenario=self.scenario, **values)
        stored = _change(self.scenario, self.kwargs["task"])
        return services.alter_change(stored, by=self.request.user, version=seen_version(form.data), **values)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "scenario": self.scenario}

    def success_url(self, saved: ScenarioChange) -> str:
        return _address(self.project.key, self.scenario.number)


class ScenarioAssignmentEdit(ItemFormView):
    """Who is on a task in the scenario; no `pk` in the address is a new change."""

    grants = {"get": "scenario.change", "post": "scenario.change"}
    template_name = "planning/scenario_assignment_form.html"
    model = ScenarioAssignment
    form_class = ScenarioAssignmentForm
    view_grant = "scenario.view"

    @cached_property
    def scenario(self) -> Scenario:
        return self.item(Scenario.objects, self.kwargs["number"], self.view_grant)

    @cached_property
    def object(self) -> ScenarioAssignment | None:
        return _assignment(self.scenario, self.kwargs["pk"]) if "pk" in self.kwargs else None

    def save(self, form: Any) -> ScenarioAssignment:
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        if self.object is None:
            return services.add_assignment(by=self.request.user, project=self.project, scenario=self.scenario, **values)
        stored = _assignment(self.scenario, self.kwargs["pk"])
        return services.alter_assignment(stored, by=self.request.user, version=seen_version(form.data), **values)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "scenario": self.scenario}

    def success_url(self, saved: ScenarioAssignment) -> str:
        return _address(self.project.key, self.scenario.number)


class ScenarioAssignmentRemove(ProjectPage):
    grants = {"post": "scenario.change"}

    def post(self, request: HttpRequest, key: str, number: int, pk: int) -> HttpResponse:
        scenario = self.item(Scenario.objects, number, "scenario.view")
        services.remove_assignment(_assignment(scenario, pk), by=request.user, version=seen_version(request.POST))
        return HttpResponseRedirect(_address(key, number))


class ScenarioStep(ProjectPage):
    """A step of a scenario by one button: apply, take back, look over, or let a task be as in the plan."""

    grants = {"post": "scenario.change"}
    steps = {
        "apply": (applying.apply_scenario, _("The scenario is the plan now.")),
        "back": (applying.take_back, _("The plan is as it was before.")),
        "look-over": (services.look_over, _("The scenario is measured against the plan as it is now.")),
    }

    def post(self, request: HttpRequest, key: str, number: int, step: str) -> HttpResponse:
        if step not in self.steps:
            raise NotFound()
        service, told = self.steps[step]
        scenario = self.item(Scenario.objects, number, "scenario.view")
        try:
            service(scenario, by=request.user, version=seen_version(request.POST))
            messages.success(request, told)
        except Conflict as error:
            messages.error(request, str(error.message))
        return HttpResponseRedirect(_address(key, number))


class ScenarioChangeRemove(ProjectPage):
    grants = {"post": "scenario.change"}

    def post(self, request: HttpRequest, key: str, number: int, task: int) -> HttpResponse:
        scenario = self.item(Scenario.objects, number, "scenario.view")
        change = _change(scenario, task)
        services.remove_change(change, by=request.user, version=seen_version(request.POST))
        return HttpResponseRedirect(_address(key, number))


def _address(key: str, number: int) -> str:
    return reverse("planning:scenario", kwargs={"key": key, "number": number})


def _change(scenario: Scenario, task: int) -> ScenarioChange:
    found = scenario.changes.select_related("task", "owner").filter(task__number=task).first()
    if found is None:
        raise NotFound()
    found.scenario, found.project = scenario, scenario.project
    return found


def _assignment(scenario: Scenario, pk: int) -> ScenarioAssignment:
    found = scenario.assignments.select_related("task", "resource").filter(pk=pk).first()
    if found is None:
        raise NotFound()
    found.scenario, found.project = scenario, scenario.project
    return found


def _changed(change: ScenarioChange) -> list[tuple[str, Any]]:
    """What a change says, by the names of the fields."""
    fields = ("duration", "constraint", "constraint_date", "deadline", "owner")
    told = [(name, getattr(change, name)) for name in fields if getattr(change, name)]
    return [*told, *([("left_out", True)] if change.left_out else [])]


def _gates(found: WhatIf) -> list[dict[str, Any]]:
    """The milestones that are in either, with their days in both."""
    keys = dict.fromkeys([*found.live.gates, *found.then.gates])
    by_id = {row.shown.task_id: row for row in found.rows}
    return [
        {"task": found.tasks[pk], "was": found.live.gates.get(pk), "now": found.then.gates.get(pk),
         "days": by_id[pk].finish_days}
        for pk in keys
    ]  # fmt: skip
