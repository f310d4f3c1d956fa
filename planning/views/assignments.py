"""Who works on a task: forms of its assignments."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ecompm.core.errors import NotFound
from ecompm.core.forms import seen_version
from planning.forms import AssignmentForm
from planning.models import Assignment, Resource, Task
from planning.services import staffing
from projects.doors import FormPage, ProjectPage


class OfTask(ProjectPage):
    """A page about who works on one task."""

    @cached_property
    def task(self) -> Task:
        found: Task = self.item(Task.objects, self.kwargs["number"], "task.view")
        return found

    @cached_property
    def assignment(self) -> Assignment | None:
        if "pk" not in self.kwargs:
            return None
        seen = Assignment.objects.allowed(self.request.user, "resource.view").select_related("resource")
        found = seen.filter(task=self.task, pk=self.kwargs["pk"]).first()
        if found is None:
            raise NotFound()
        found.project, found.task = self.project, self.task
        return found

    @property
    def task_url(self) -> str:
        return reverse("planning:task", kwargs={"key": self.project.key, "number": self.task.number})


class AssignmentPage(FormPage, OfTask):
    grants = {"get": "task.change", "post": "task.change"}
    template_name = "planning/assignment_form.html"

    def make_form(self, data: Any, files: Any = None) -> AssignmentForm:
        options = {"project": self.project, "user": self.request.user, "task": self.task}
        return AssignmentForm(data, instance=self.assignment, **options)

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        version = seen_version(form.data) if form.is_bound else getattr(self.assignment, "version", 0)
        context = {"form": form, "task": self.task, "assignment": self.assignment, "version": version}
        return self.render({**context, "nobody": not Resource.objects.of(self.project).exists()}, status=status)

    def success_message(self, saved: Assignment) -> str:
        return _("Assignment saved.")

    def success_url(self, saved: Assignment) -> str:
        return self.task_url


class AssignmentNew(AssignmentPage):
    def save(self, form: Any) -> Assignment:
        return staffing.assign(by=self.request.user, project=self.project, task=self.task, **form.values())


class AssignmentEdit(AssignmentPage):
    def save(self, form: Any) -> Assignment:
        """A form has filled its instance, so the stored assignment is read again."""
        version, values = seen_version(form.data), form.values()
        self.__dict__.pop("assignment", None)
        stored: Any = self.assignment
        return staffing.change_assignment(stored, by=self.request.user, version=version, **values)


class AssignmentDelete(OfTask):
    grants = {"post": "task.change"}

    def post(self, request: HttpRequest, key: str, number: int, pk: int) -> HttpResponse:
        found: Any = self.assignment
        staffing.unassign(found, by=request.user, version=seen_version(request.POST))
        messages.success(request, _("%(name)s no longer works on this task.") % {"name": found.resource})
        return HttpResponseRedirect(self.task_url)
