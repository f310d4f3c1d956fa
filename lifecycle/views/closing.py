"""Pages of the end of a project: readiness, acceptance, handover, end report, lessons."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ecompm.core.errors import NotFound
from ecompm.core.forms import seen_version
from ecompm.core.ui.tables import Empty
from lifecycle import forms
from lifecycle.models import Closure, HandoverItem, Lesson, Review
from lifecycle.services import closing, lessons
from lifecycle.tables import LessonTable
from projects.doors import SIGNED_IN, ItemDeleteView, ItemFormView, Page, ProjectPage


class ClosurePage(ProjectPage):
    """What is still open, the handover, the acceptance; after the end the frozen report."""

    grants = {"get": "closure.view"}
    template_name = "lifecycle/closure_detail.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        closure = Closure.objects.of(self.project).select_related("accepted_by").first()
        if closure and closure.closed_at:
            self.template_name = "lifecycle/end_report.html"
            return self.render({"closure": closure, "report": _worded(closure.report)})
        context = {
            "closure": closure,
            "open_things": closing.readiness(self.project),
            "handover": HandoverItem.objects.of(self.project).select_related("owner", "done_by"),
            "lessons": Lesson.objects.of(self.project),
            "may_change": self.may("closure.change"),
            "may_accept": self._may_accept(),
        }
        return self.render(context)

    def _may_accept(self) -> bool:
        sponsor = self.project.sponsor_id
        return sponsor == self.request.user.pk if sponsor else self.may("gate.decide")


def _worded(report: dict[str, Any]) -> dict[str, Any]:
    """The frozen report with the outcomes of the gates in the reader's language."""
    gates = [{**gate, "word": Review.Outcome(gate["outcome"]).label} for gate in report["gates"]]
    return {**report, "gates": gates}


class ClosureEdit(ItemFormView):
    grants = {"get": "closure.change", "post": "closure.change"}
    template_name = "lifecycle/closure_form.html"
    model = Closure
    form_class = forms.ClosureForm
    view_grant = "closure.view"
    change_service = staticmethod(closing.change_closure)

    @cached_property
    def object(self) -> Closure:
        return closing.closure_of(self.project)

    def success_message(self, saved: Any) -> str:
        return _("Words of the end report saved.")

    def success_url(self, saved: Any) -> str:
        return closure_url(self)


class AcceptResults(ProjectPage):
    grants = {"post": "closure.view"}

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        closing.accept_results(closing.closure_of(self.project), by=request.user)
        messages.success(request, _("Results accepted."))
        return HttpResponseRedirect(closure_url(self))


class HandoverSetUp(ProjectPage):
    grants = {"post": "closure.change"}

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        closing.set_up_handover(self.project, by=request.user)
        return HttpResponseRedirect(closure_url(self))


class HandoverEdit(ItemFormView):
    """Add a handover item, or change the one in the address."""

    grants = {"get": "closure.change", "post": "closure.change"}
    template_name = "lifecycle/handover_form.html"
    model = HandoverItem
    form_class = forms.HandoverItemForm
    view_grant = "closure.view"
    create_service = staticmethod(closing.add_handover_item)
    change_service = staticmethod(closing.change_handover_item)

    @cached_property
    def object(self) -> Any:
        return handover_of(self) if "pk" in self.kwargs else None

    def success_url(self, saved: Any) -> str:
        return closure_url(self)


class HandoverAccept(ProjectPage):
    """Operations take an item over, or give it back."""

    grants = {"post": "closure.change"}

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        found = handover_of(self)
        version = seen_version(request.POST)
        closing.accept_handover_item(found, by=request.user, version=version, done=found.done_at is None)
        return HttpResponseRedirect(closure_url(self))


class LessonList(ProjectPage):
    """The project's lessons, and those that other projects of its kind offer."""

    grants = {"get": "lesson.view"}
    template_name = "lifecycle/lesson_list.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        new = reverse("lifecycle:lesson_new", kwargs={"key": key}) if self.may("lesson.change") else ""
        rows = Lesson.objects.allowed(request.user, "lesson.view").of(self.project).with_source(request.user)
        table = LessonTable(request, rows, row_url=self._address, empty=_no_lessons(new))
        offers = lessons.offered_to(self.project, request.user) if new else Lesson.objects.none()
        offered = offers.with_source(request.user)
        return table.respond(self.template_name, {**self.context(), "new": new, "offered": offered})

    def _address(self, row: Any) -> str:
        return reverse("lifecycle:lesson", kwargs={"key": self.project.key, "number": row["number"]})


def _no_lessons(new: str) -> Empty:
    return Empty(
        title=_("No lessons yet"),
        text=_("Write down what the next project of this kind should know. It will be offered there."),
        action=_("Add a lesson"),
        href=new,
    )


class LessonPage(ProjectPage):
    grants = {"get": "lesson.view"}
    template_name = "lifecycle/lesson_detail.html"

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        lesson = self.item(Lesson.objects.select_related("author"), number, "lesson.view")
        return self.render({"lesson": lesson, "may_change": self.may("lesson.change")})


class LessonEdit(ItemFormView):
    grants = {"get": "lesson.change", "post": "lesson.change"}
    template_name = "lifecycle/lesson_form.html"
    model = Lesson
    form_class = forms.LessonForm
    view_grant = "lesson.view"
    create_service = staticmethod(lessons.create_lesson)
    change_service = staticmethod(lessons.change_lesson)

    def success_url(self, saved: Lesson) -> str:
        return reverse("lifecycle:lesson", kwargs={"key": self.project.key, "number": saved.number})


class LessonDelete(ItemDeleteView):
    grants = {"get": "lesson.change", "post": "lesson.change"}
    model = Lesson
    view_grant = "lesson.view"
    delete_service = staticmethod(lessons.delete_lesson)
    list_url_name = "lifecycle:project_lessons"


class JudgeLesson(ProjectPage):
    """Adopt an offered lesson or set it aside."""

    grants = {"post": "lesson.change"}

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        offered = lessons.offered_to(self.project, request.user).filter(pk=pk).first()
        if offered is None:
            raise NotFound()
        lessons.judge_lesson(
            offered, by=request.user, project=self.project, adopt=request.POST.get("verdict") == "adopt"
        )
        return HttpResponseRedirect(reverse("lifecycle:project_lessons", kwargs={"key": key}))


class LessonLibrary(Page):
    """Lessons across every project the person may see, and public ones of closed projects."""

    grants = {"get": SIGNED_IN}
    template_name = "lifecycle/lesson_library.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        rows = Lesson.objects.readable(request.user).with_source(request.user)
        table = LessonTable(request, rows, empty=_no_lessons(""))
        return table.respond(self.template_name, self.context())


def closure_url(page: ProjectPage) -> str:
    return reverse("lifecycle:closure", kwargs={"key": page.project.key})


def handover_of(page: ProjectPage) -> HandoverItem:
    rows = HandoverItem.objects.allowed(page.request.user, "closure.view")
    found = rows.filter(project=page.project, pk=page.kwargs["pk"]).first()
    if found is None:
        raise NotFound()
    found.project = page.project
    return found
