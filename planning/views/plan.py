"""The plan with its bars: what all answers about it share, and the page."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ecompm.core.pages import today
from planning.gantt.bars import Bars
from planning.gantt.drawing import Drawing
from planning.gantt.note import Note
from planning.gantt.pieces import Seen
from planning.gantt.rows import load_rows
from planning.gantt.scale import scale_of
from planning.gantt.state import MOST_BESIDE, ZOOMS, PlanState
from planning.gantt.table import Grid
from planning.models import Baseline, Task
from planning.views.changes import Changes
from projects.doors import ProjectPage
from projects.people import of_project


class PlanView(ProjectPage):
    """What all answers about a plan share: the plan as the address asks for it, as a page or as its part `#plan`."""

    template_name = "planning/plan.html"

    def show(self, note: Note | None = None, *, status: int = 200, new: int = 0) -> HttpResponse:
        """The plan. `new` is the number of a task that has just been added and still wants its name."""
        drawing, seen = self._drawn(), Seen.read(self.request.POST)
        asked = self.request.GET.get("block", "")
        if asked.isdecimal() and 0 < int(asked[:6]) < drawing.plan.blocks:
            return HttpResponse(drawing.block(int(asked)))
        context = {**vars(drawing), "drawing": drawing, "note": note, **self._rights()}
        if drawing.frame == seen.frame and not new:
            return self._changes({**context, **drawing.changes(seen)}, status)
        whole = {**context, "new": new, **drawing.first_blocks(seen.near), **self._choices(drawing)}
        response = self.render(whole, fragment="plan", status=status)
        response["HX-Retarget"], response["HX-Reswap"] = "#plan", "outerHTML"  # also where a cell asked
        return response

    def _changes(self, context: dict[str, Any], status: int) -> HttpResponse:
        """Only what a page doesn't show as it is now; gantt-pieces.js puts each element in the place of its id."""
        response = self.render(context, fragment="changes", status=status)
        response["X-Plan"] = "changes"
        return response

    def _drawn(self) -> Drawing:
        state, may_change = PlanState.read(self.request.GET), self.may("task.change")
        rows = load_rows(self.project, self.request.user, state)
        scale = scale_of(rows, state.zoom, today())
        bars = Bars(rows, scale, may_change=may_change, progress_line=state.progress)
        return Drawing(rows, scale, state, Grid(rows, state, self.project.key, scale, may_change=may_change), bars)

    def _rights(self) -> dict[str, Any]:
        changes = Changes(self.request.session, self.project)
        return {
            "may": self.may("task.change"),
            "may_look": self.may("project.view"),
            "may_plan_time": self.may("resource.change"),
            "can_undo": bool(changes.done),
            "can_redo": bool(changes.undone),
        }

    def _choices(self, drawing: Drawing) -> dict[str, Any]:
        state, zoom = drawing.state, drawing.scale.zoom
        names = {
            "day": _("Day"), "week": _("Week"), "month": _("Month"), "quarter": _("Quarter"),
            "year": pgettext("zoom of the plan", "Year"),
        }  # fmt: skip
        baselines = Baseline.objects.allowed(self.request.user, "baseline.view").filter(project=self.project)
        return {
            "zooms": [(names[one], state.query(zoom=one), one == zoom) for one in ZOOMS],
            "kept": state.kept(),
            "critical_url": state.query(critical=not state.critical),
            "progress_url": state.query(progress=not state.progress),
            "baselines": [(one, state.query(baseline=one.number)) for one in baselines],
            "no_baseline_url": state.query(baseline=0),
            "beside": list(_beside(state, list(baselines))),
            "people": of_project(self.project) if self.may("members.view") else (),
            "statuses": Task.Status.choices,
            "all_url": reverse("planning:plan", kwargs={"key": self.project.key}),
        }

    def task(self, number: int) -> Task:
        return self.item(Task.objects.select_related("owner"), number, "task.view")

    def back(self, task: Task | None) -> HttpResponse:
        """Where a request without script goes after a change: to the plan, at the task."""
        address = reverse("planning:plan", kwargs={"key": self.project.key})
        place = f"#t-{task.number}" if task else ""
        return HttpResponseRedirect(f"{address}{PlanState.read(self.request.GET).query()}{place}")

    def answer(self, task: Task | None, note: Note, *, new: int = 0) -> HttpResponse:
        return self.show(note, new=new) if self.request.htmx else self.back(task)  # type: ignore[attr-defined]


class Plan(PlanView):
    grants = {"get": "task.view"}

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return self.show()


def _beside(state: PlanState, baselines: list[Baseline]) -> Iterator[tuple[Baseline, str, bool]]:
    """The baselines that can be drawn beside the one that is shown: the address that does or undoes it, and whether."""
    main = state.baseline if state.baseline is not None else next((one.number for one in baselines), 0)
    for one in baselines if main else ():
        drawn = one.number in state.beside
        if one.number == main or not (drawn or len(state.beside) < MOST_BESIDE):
            continue
        rest = tuple(number for number in state.beside if number != one.number)
        yield one, state.query(beside=rest if drawn else (*rest, one.number)), drawn
