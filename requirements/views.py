"""Pages of requirements."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from ecompm.core.facts import FactRun
from ecompm.core.pages import today
from ecompm.core.ui.tables import Empty
from projects.doors import ItemDeleteView, ItemFormView, ProjectPage
from requirements import services
from requirements.forms import RequirementForm
from requirements.models import Requirement
from requirements.tables import SHAPES, RequirementTable


class RequirementList(ProjectPage):
    grants = {"get": "requirement.view"}
    template_name = "requirements/requirement_list.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        rows = Requirement.objects.allowed(request.user, "requirement.view").of(self.project)
        new = reverse("requirements:new", kwargs={"key": key}) if self.may("requirement.change") else ""
        table = RequirementTable(request, rows, row_url=self._address, empty=_nothing_yet(new))
        return table.respond(self.template_name, {**self.context(), "new": new, "lead": self._lead()})

    def _address(self, row: Any) -> str:
        return reverse("requirements:detail", kwargs={"key": self.project.key, "number": row["number"]})

    def _lead(self) -> dict[str, Any]:
        """How far the musts are: the sentence of the page."""
        run = FactRun([self.project.pk], today())
        names = ("approved_pct", "traced_pct", "verified_pct")
        return {name: run.values(f"requirements.must.{name}")[self.project.pk] for name in names}


def _nothing_yet(new: str) -> Empty:
    return Empty(
        title=_("No requirements yet"),
        text=_("A requirement says what somebody needs and how it will be proven. Gates read whether it is."),
        action=_("Add a requirement"),
        href=new,
    )


class RequirementDetail(ProjectPage):
    grants = {"get": "requirement.view"}
    template_name = "requirements/requirement_detail.html"

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponseBase:
        requirement = self.item(Requirement.objects.select_related("owner"), number, "requirement.view")
        return self.render(
            {"requirement": requirement, "shape": SHAPES[requirement.status], **self._links(requirement)}
        )

    def _links(self, requirement: Requirement) -> dict[str, Any]:
        tasks = requirement.tasks.allowed(self.request.user, "task.view")
        return {"tasks": tasks, "may_change": self.may("requirement.change")}


class RequirementEdit(ItemFormView):
    grants = {"get": "requirement.change", "post": "requirement.change"}
    template_name = "requirements/requirement_form.html"
    model = Requirement
    form_class = RequirementForm
    view_grant = "requirement.view"
    create_service = staticmethod(services.create_requirement)
    change_service = staticmethod(services.change_requirement)

    def success_url(self, saved: Requirement) -> str:
        return reverse("requirements:detail", kwargs={"key": self.project.key, "number": saved.number})


class RequirementDelete(ItemDeleteView):
    grants = {"get": "requirement.change", "post": "requirement.change"}
    model = Requirement
    view_grant = "requirement.view"
    delete_service = staticmethod(services.delete_requirement)
    list_url_name = "requirements:list"
