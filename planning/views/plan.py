"""The plan with its bars: what all answers about it share, and the page."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ecompm.core.pages import today
from planning.gantt.bars import Bars
from planning.gantt.note import Note
from planning.gantt.rows import PlanRows, load_rows
from planning.gantt.scale import Scale, scale_of
from planning.gantt.state import ZOOMS, PlanState
from planning.gantt.table import Grid
from planning.models import Baseline, Task
from planning.views.changes import Changes
from projects.doors import ProjectPage
from projects.people import of_project

MOST_NEAR = 4
"""Blocks beside the first one that an answer writes out at once, because they are in view."""


class PlanView(ProjectPage):
    """What all answers about a plan share: the plan as the address asks for it, as a page or as its part `#plan`."""

    template_name = "planning/plan.html"

    def show(self, note: Note | None = None, *, status: int = 200, new: int = 0) -> HttpResponse:
        """The plan. `new` is the number of a task that has just been added and still wants its name."""
        state = PlanState.read(self.request.GET)
        rows = load_rows(self.project, self.request.user, state)
        scale = scale_of(rows, state.zoom, today())
        grid, bars = self._drawn(rows, scale, state)
        asked = self.request.GET.get("block", "")
        if asked.isdecimal() and 0 < int(asked[:6]) < rows.blocks:
            return HttpResponse(_block(grid, bars, int(asked)))
        context = {"plan": rows, "state": state, "scale": scale, "grid": grid, "bars": bars, "note": note, "new": new}
        blocks = _first_blocks(grid, bars, rows.blocks, self._near())
        whole = {**context, **blocks, **self._choices(state, scale.zoom), **self._rights()}
        response = self.render(whole, fragment="plan", status=status)
        response["HX-Retarget"], response["HX-Reswap"] = "#plan", "outerHTML"  # also where a cell asked
        return response

    def _drawn(self, rows: PlanRows, scale: Scale, state: PlanState) -> tuple[Grid, Bars]:
        may_change = self.may("task.change")
        bars = Bars(rows, scale, may_change=may_change, progress_line=state.progress)
        return Grid(rows, state, self.project.key, scale, may_change=may_change), bars

    def _near(self) -> set[int]:
        """The blocks in view of whoever made a change, as the script tells them."""
        texts = self.request.POST.get("near", "").split(",")[:MOST_NEAR]
        return {int(text) for text in texts if text.isdecimal() and len(text) < 7}

    def _rights(self) -> dict[str, Any]:
        changes = Changes(self.request.session, self.project)
        return {
            "may": self.may("task.change"),
            "may_look": self.may("project.view"),
            "may_plan_time": self.may("resource.change"),
            "can_undo": bool(changes.done),
            "can_redo": bool(changes.undone),
        }

    def _choices(self, state: PlanState, zoom: str) -> dict[str, Any]:
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


def _block(grid: Grid, bars: Bars, number: int) -> SafeString:
    """The rows of a block for their place, its bars beside them out of band."""
    picture = bars.block(number).replace("<svg ", '<svg hx-swap-oob="true" ', 1)
    return mark_safe(f"{grid.block(number)}<template>{picture}</template>")  # noqa: S308 -- both parts are safe


def _first_blocks(grid: Grid, bars: Bars, count: int, near: set[int]) -> dict[str, Any]:
    """The first block and those in view written out, the others as places that fill themselves when they are seen."""
    full = {0, *near}
    return {
        "table_blocks": [grid.block(k) if k in full else grid.waiting(k) for k in range(count)],
        "bar_blocks": [bars.block(k) if k in full else bars.waiting(k) for k in range(count)],
    }
