"""Pages of resources: the list, one with its leave and work, and the forms that change them."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ecompm.core.errors import NotFound
from ecompm.core.forms import seen_version
from ecompm.core.pages import today
from ecompm.core.ui.tables import Empty
from planning.forms import LeaveForm, ResourceForm
from planning.models import Leave, Resource, Task
from planning.services import resources as services
from planning.tables import SHAPES, ResourceTable
from projects.doors import FormPage, ItemDeleteView, ItemFormView, ProjectPage

OPEN_TASKS = Count("assignments", filter=~Q(assignments__task__status__in=(Task.Status.DONE, Task.Status.CANCELLED)))


class ResourceList(ProjectPage):
    grants = {"get": "resource.view"}
    template_name = "planning/resource_list.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        rows = Resource.objects.allowed(request.user, "resource.view").of(self.project).annotate(open_tasks=OPEN_TASKS)
        new = reverse("planning:resource_new", kwargs={"key": key}) if self.may("resource.change") else ""
        text = _(
            "People, placeholders for roles, agencies and equipment. With them the plan says who is asked for what."
        )
        empty = Empty(_("No resources yet"), text, _("Add a resource"), new)
        table = ResourceTable(request, rows, row_url=self._address, empty=empty)
        return table.respond(self.template_name, {**self.context(), "new": new})

    def _address(self, row: Any) -> str:
        return reverse("planning:resource", kwargs={"key": self.project.key, "number": row["number"]})


class ResourceDetail(ProjectPage):
    grants = {"get": "resource.view"}
    template_name = "planning/resource_detail.html"

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        one = self.item(Resource.objects.select_related("user", "role", "calendar"), number, "resource.view")
        work = list(one.assignments.select_related("task").order_by("task__start", "task__position"))
        for assignment in work:
            assignment.shape = SHAPES[assignment.task.status]  # type: ignore[attr-defined]
        context = {
            "resource": one,
            "leaves": [(leave, leave.last_day < today()) for leave in one.leaves.all()],
            "assignments": work,
            "effort": sum(assignment.work for assignment in work),
            "may": self.may("resource.change"),
            "may_cost": self.may("resource.cost"),
        }
        return self.render(context)


class ResourceEdit(ItemFormView):
    grants = {"get": "resource.change", "post": "resource.change"}
    template_name = "planning/resource_form.html"
    model = Resource
    form_class = ResourceForm
    view_grant = "resource.view"
    create_service = staticmethod(services.create_resource)
    change_service = staticmethod(services.change_resource)

    def success_url(self, saved: Resource) -> str:
        return saved.get_absolute_url()


class ResourceDelete(ItemDeleteView):
    grants = {"get": "resource.change", "post": "resource.change"}
    model = Resource
    view_grant = "resource.view"
    delete_service = staticmethod(services.delete_resource)
    list_url_name = "planning:resources"


class OfResource(ProjectPage):
    """A page about one resource."""

    @cached_property
    def resource(self) -> Resource:
        found: Resource = self.item(Resource.objects, self.kwargs["number"], "resource.view")
        return found

    def context(self) -> dict[str, Any]:
        return {**super().context(), "resource": self.resource}


class LeaveNew(FormPage, OfResource):
    grants = {"get": "resource.change", "post": "resource.change"}
    template_name = "planning/leave_form.html"

    def make_form(self, data: Any, files: Any = None) -> LeaveForm:
        return LeaveForm(data, project=self.project, user=self.request.user)

    def save(self, form: Any) -> Leave:
        values = form.cleaned_data
        return services.add_leave(by=self.request.user, project=self.project, resource=self.resource, **values)

    def success_message(self, saved: Leave) -> str:
        return _("Leave noted. Tasks that follow this working time wait meanwhile.")

    def success_url(self, saved: Leave) -> str:
        return self.resource.get_absolute_url()


class LeaveDelete(OfResource):
    grants = {"post": "resource.change"}

    def post(self, request: HttpRequest, key: str, number: int, pk: int) -> HttpResponse:
        leave = Leave.objects.allowed(request.user, "resource.view").filter(resource=self.resource, pk=pk).first()
        if leave is None:
            raise NotFound()
        leave.project = self.project
        services.delete_leave(leave, by=request.user, version=seen_version(request.POST))
        messages.success(request, _("Leave taken back."))
        return HttpResponseRedirect(self.resource.get_absolute_url())
