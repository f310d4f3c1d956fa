"""Pages of recurring tasks: the rules, and making, changing and ending one."""

from typing import Any

from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from ecompm.core.pages import today
from planning.forms import RecurringForm
from planning.models import RecurringTask, Task
from planning.sentences import rule_text
from planning.services import recurring as services
from projects.doors import ItemDeleteView, ItemFormView, ProjectPage


class RecurringTasks(ProjectPage):
    grants = {"get": "recurring.view"}
    template_name = "planning/recurring_list.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        ahead = Q(tasks__start__gte=today()) & ~Q(tasks__status__in=(Task.Status.DONE, Task.Status.CANCELLED))
        rules = RecurringTask.objects.allowed(request.user, "recurring.view").filter(project=self.project)
        rules = rules.select_related("summary").prefetch_related("people").order_by("number")
        rules = rules.annotate(
            made=Count("tasks"),
            done=Count("tasks", filter=Q(tasks__status="done")),
            next=Min("tasks__start", filter=ahead),
        )
        rows = [{"rule": rule, "text": rule_text(rule), "next": rule.next and rule.next.date()} for rule in rules]
        return self.render({"rows": rows, "may": self.may("recurring.change")})


class RecurringEdit(ItemFormView):
    grants = {"get": "recurring.change", "post": "recurring.change"}
    template_name = "planning/recurring_form.html"
    model = RecurringTask
    form_class = RecurringForm
    view_grant = "recurring.view"
    create_service = staticmethod(services.create_recurring)
    change_service = staticmethod(services.change_recurring)

    def success_url(self, saved: Any) -> str:
        return reverse("planning:recurring", kwargs={"key": self.project.key})


class RecurringDelete(ItemDeleteView):
    grants = {"get": "recurring.change", "post": "recurring.change"}
    model = RecurringTask
    view_grant = "recurring.view"
    delete_service = staticmethod(services.delete_recurring)
    list_url_name = "planning:recurring"
