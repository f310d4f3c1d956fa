"""Pages of stakeholders and responsibilities."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecompm.core.errors import NotFound
from ecompm.core.ui.charts import Stake, power_grid
from ecompm.core.ui.tables import Empty
from planning.models import Task
from projects.doors import ItemDeleteView, ItemFormView, ProjectPage
from projects.models import ProjectRole
from stakeholders import services
from stakeholders.calc.engagement import gap
from stakeholders.calc.raci import Fault
from stakeholders.forms import CommunicationForm, RaciForm, StakeholderForm
from stakeholders.loaders import raci_matrix
from stakeholders.models import Communication, RaciEntry, Stakeholder
from stakeholders.tables import CommunicationTable, StakeholderTable, shape

FAULTS = {
    Fault.NO_ACCOUNTABLE: gettext_lazy("Nobody answers for it: one role must be accountable."),
    Fault.SEVERAL_ACCOUNTABLE: gettext_lazy("Several roles are accountable: exactly one may be."),
    Fault.NO_RESPONSIBLE: gettext_lazy("Nobody does it: at least one role must be responsible."),
}


class StakeholderList(ProjectPage):
    """The grid with the register as its twin."""

    grants = {"get": "stakeholder.view"}
    template_name = "stakeholders/stakeholder_list.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        new = reverse("stakeholders:new", kwargs={"key": key}) if self.may("stakeholder.change") else ""
        rows = Stakeholder.objects.allowed(request.user, "stakeholder.view").of(self.project)
        table = StakeholderTable(request, rows, row_url=self._address, empty=_nobody_yet(new))
        return table.respond(self.template_name, {**self.context(), "new": new, "grid": _grid(rows)})

    def _address(self, row: Any) -> str:
        return reverse("stakeholders:detail", kwargs={"key": self.project.key, "number": row["number"]})


def _nobody_yet(new: str) -> Empty:
    return Empty(
        title=_("No stakeholders yet"),
        text=_(
            "List who can help or stop the project, and how much they want to. The grid says how to deal with each."
        ),
        action=_("Add a stakeholder"),
        href=new,
    )


def _grid(rows: Any) -> Any:
    """Power and interest of everybody as a picture; nothing while nobody is listed."""
    names = ("number", "name", "power", "interest", "engagement", "desired_engagement")
    stakes = [
        Stake(f"S{number}", name, power, interest, shape(gap(now, wanted)))
        for number, name, power, interest, now, wanted in rows.values_list(*names)
    ]
    return power_grid(stakes, label=_("Stakeholders by power and interest")) if stakes else ""


class StakeholderDetail(ProjectPage):
    grants = {"get": "stakeholder.view"}
    template_name = "stakeholders/stakeholder_detail.html"

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        rows = Stakeholder.objects.select_related("owner", "role")
        stakeholder = self.item(rows, number, "stakeholder.view")
        missing = gap(stakeholder.engagement, stakeholder.desired_engagement)
        context = {"stakeholder": stakeholder, "gap": missing, "shape": shape(missing)}
        return self.render({**context, "may_change": self.may("stakeholder.change")})


class StakeholderEdit(ItemFormView):
    grants = {"get": "stakeholder.change", "post": "stakeholder.change"}
    template_name = "stakeholders/stakeholder_form.html"
    model = Stakeholder
    form_class = StakeholderForm
    view_grant = "stakeholder.view"
    create_service = staticmethod(services.create_stakeholder)
    change_service = staticmethod(services.change_stakeholder)

    def success_url(self, saved: Stakeholder) -> str:
        return reverse("stakeholders:detail", kwargs={"key": self.project.key, "number": saved.number})


class StakeholderDelete(ItemDeleteView):
    grants = {"get": "stakeholder.change", "post": "stakeholder.change"}
    model = Stakeholder
    view_grant = "stakeholder.view"
    delete_service = staticmethod(services.delete_stakeholder)
    list_url_name = "stakeholders:list"


class CommunicationPlan(ProjectPage):
    """Who hears what, how, how often and from whom."""

    grants = {"get": "communication.view"}
    template_name = "stakeholders/communication_list.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        new = reverse("stakeholders:communication_new", kwargs={"key": key}) if self.may("communication.change") else ""
        rows = Communication.objects.allowed(request.user, "communication.view").of(self.project)
        table = CommunicationTable(request, rows, row_url=self._address if new else None, empty=_nothing_told_yet(new))
        return table.respond(self.template_name, {**self.context(), "new": new})

    def _address(self, row: Any) -> str:
        return reverse("stakeholders:communication_edit", kwargs={"key": self.project.key, "number": row["number"]})


def _nothing_told_yet(new: str) -> Empty:
    return Empty(
        title=_("No communication planned yet"),
        text=_("Say for each audience what it needs to know, how often, by which channel and who tells it."),
        action=_("Plan a communication"),
        href=new,
    )


class CommunicationEdit(ItemFormView):
    grants = {"get": "communication.change", "post": "communication.change"}
    template_name = "stakeholders/communication_form.html"
    model = Communication
    form_class = CommunicationForm
    view_grant = "communication.view"
    create_service = staticmethod(services.create_communication)
    change_service = staticmethod(services.change_communication)

    def success_url(self, saved: Communication) -> str:
        return reverse("stakeholders:communication", kwargs={"key": self.project.key})


class CommunicationDelete(ItemDeleteView):
    grants = {"get": "communication.change", "post": "communication.change"}
    model = Communication
    view_grant = "communication.view"
    delete_service = staticmethod(services.delete_communication)
    list_url_name = "stakeholders:communication"


class RaciMatrix(ProjectPage):
    """Who does, answers for, supports, is asked about and told of each task; broken rows first say why."""

    grants = {"get": "raci.view"}
    template_name = "stakeholders/raci_matrix.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        roles, rows = raci_matrix(self.project)
        shown = [
            {
                "task": row.task,
                "cells": [{"role": role, "letters": row.letters.get(role.pk, [])} for role in roles],
                "faults": [FAULTS[fault] for fault in row.faults],
            }
            for row in rows
        ]
        broken = sum(bool(row["faults"]) for row in shown)
        return self.render({"roles": roles, "rows": shown, "broken": broken, "may_change": self.may("raci.change")})


class RaciEdit(ProjectPage):
    """The letters of every role for one task."""

    grants = {"get": "raci.change", "post": "raci.change"}
    template_name = "stakeholders/raci_form.html"

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        task = self.item(Task.objects, number, "task.view")
        return self.render({"form": self._form(task, None), "task": task})

    def post(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        task = self.item(Task.objects, number, "task.view")
        form = self._form(task, request.POST)
        if not form.is_valid():
            return self.render({"form": form, "task": task}, status=422)
        self._save(task, form)
        messages.success(request, _("Responsibilities saved."))
        return HttpResponseRedirect(reverse("stakeholders:raci", kwargs={"key": key}))

    def _form(self, task: Task, data: Any) -> RaciForm:
        roles = ProjectRole.objects.filter(project=self.project)
        if not roles:
            raise NotFound(_("The project has no roles yet. Add them first."))
        held: dict[int, list[str]] = {}
        for role, letter in RaciEntry.objects.filter(task=task).values_list("role_id", "letter"):
            held.setdefault(role, []).append(letter)
        return RaciForm(data, roles=roles, held=held)

    @transaction.atomic
    def _save(self, task: Task, form: RaciForm) -> None:
        """Roles that lose the A come first, so that it can pass from one to another."""
        letters = form.letters()
        for role in sorted(form.roles, key=lambda role: "A" in letters[role.pk]):
            services.set_raci(
                by=self.request.user, project=self.project, task=task, role=role, letters=letters[role.pk]
            )
