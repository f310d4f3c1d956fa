"""Pages of single tasks, and the list of all."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from ecompm.core.forms import seen_version
from ecompm.core.pages import today
from ecompm.core.ui.tables import Empty
from planning.forms import TaskForm
from planning.gantt.pairs import Pairs
from planning.models import Baseline, BaselineTask, Task
from planning.sentences import limit_text
from planning.services import tasks as services
from planning.services.comparing import Compared
from planning.services.paths import explain_dates
from planning.tables import SHAPES, CostedTaskTable, TaskTable
from planning.working_time import last_day
from projects.doors import ItemDeleteView, ItemFormView, ProjectPage


class TaskList(ProjectPage):
    grants = {"get": "task.view"}
    template_name = "planning/task_list.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        rows = Task.objects.allowed(request.user, "task.view").of(self.project)
        new = reverse("planning:task_new", kwargs={"key": key}) if self.may("task.change") else ""
        empty = Empty(_("No tasks yet"), _("The plan says what is done when, and by whom."), _("Add a task"), new)
        kind = CostedTaskTable if self.may("resource.cost") else TaskTable
        table = kind(request, rows, row_url=self._address, empty=empty)
        table.project = self.project
        return table.respond(self.template_name, {**self.context(), "new": new})

    def _address(self, row: Any) -> str:
        return reverse("planning:task", kwargs={"key": self.project.key, "number": row["number"]})


class TaskDetail(ProjectPage):
    grants = {"get": "task.view"}
    template_name = "planning/task_detail.html"

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        people = ("owner", "role", "waits_for", "parent", "calendar")
        task = self.item(Task.objects.select_related(*people), number, "task.view")
        return self.render({"task": task, **self._state(task), **self._plan(task)})

    def _state(self, task: Task) -> dict[str, Any]:
        late = task.progress != 100 and task.finish_day is not None and task.finish_day < today()
        return {
            "shape": SHAPES[task.status],
            "late": late,
            "may_look": self.may("project.view"),
            "may": self.may("task.change", task),
        }

    def _plan(self, task: Task) -> dict[str, Any]:
        """Its neighbours in the plan, as far as the person may see them, and its dates in the latest baseline."""
        seen = Task.objects.allowed(self.request.user, "task.view").values("pk")
        latest = Baseline.objects.filter(project=self.project).order_by("-number").values("pk")[:1]
        agreed = BaselineTask.objects.filter(baseline__in=latest, task=task).first()
        return {
            "predecessors": task.predecessor_links.filter(predecessor__in=seen).select_related("predecessor"),
            "successors": task.successor_links.filter(successor__in=seen).select_related("successor"),
            "assignments": self._staff(task),
            "parts": task.children.filter(pk__in=seen).order_by("position"),
            "agreed": agreed and {"start": agreed.start and agreed.start.date(), "finish": _last(agreed)},
        }

    def _staff(self, task: Task) -> Any:
        """Who is assigned, for whoever may see the resources."""
        if not self.may("resource.view"):
            return None
        return task.assignments.select_related("resource").order_by("pk")


class TaskPath(ProjectPage):
    """What sets the dates of a task, and what limits it."""

    grants = {"get": "project.view"}
    template_name = "planning/task_path.html"

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        task = self.item(Task.objects, number, "task.view")
        found = explain_dates(task)
        states = [*found.path, *found.endangered]
        pairs = Pairs(Compared(None, one) for one in states)
        drawn = [(one, pairs.strip(Compared(None, one))) for one in states]
        context = {"task": task, "found": found, "sentence": limit_text(found, task), "axis": pairs.head}
        return self.render({**context, "path": drawn[: len(found.path)], "endangered": drawn[len(found.path) :]})


class TaskEdit(ItemFormView):
    grants = {"get": "task.change", "post": "task.change"}
    template_name = "planning/task_form.html"
    model = Task
    form_class = TaskForm
    view_grant = "task.view"

    def make_form(self, data: Any, files: Any = None) -> Any:
        form = super().make_form(data, files)
        parent = self.request.GET.get("parent", "")
        if self.object is None and parent.isdecimal() and len(parent) < 10:
            form.initial["parent"] = Task.objects.of(self.project).filter(number=int(parent)).first()
        return form

    def save(self, form: Any) -> Task:
        """Only what was changed goes to the service, so that it can complete the rest; a form has filled its instance,
        so the stored task is read again."""
        values = form.changed_values()
        if self.object is None:
            return services.create_task(by=self.request.user, project=self.project, **values)
        stored = self.item(Task.objects, self.kwargs["number"], self.view_grant)
        return services.change_task(stored, by=self.request.user, version=seen_version(form.data), **values)

    def success_url(self, saved: Task) -> str:
        return reverse("planning:task", kwargs={"key": self.project.key, "number": saved.number})


class TaskDelete(ItemDeleteView):
    grants = {"get": "task.change", "post": "task.change"}
    model = Task
    view_grant = "task.view"
    delete_service = staticmethod(services.delete_task)
    list_url_name = "planning:plan"


def _last(row: BaselineTask) -> Any:
    return last_day(row.start, row.finish)
