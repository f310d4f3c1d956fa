"""The plan on paper and as files: sheets to print, PDF, SVG. All show what the page shows at the same address."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ecompm.core.errors import Conflict
from ecompm.core.pages import today
from planning.gantt.pdf import can_write_pdf, write_pdf
from planning.gantt.picture_style import with_style
from planning.gantt.rows import load_rows
from planning.gantt.scale import scale_of
from planning.gantt.sheets import Paper, title_of
from planning.gantt.state import PlanState
from projects.doors import ProjectPage
from projects.models import Project

MOST_ROWS = {"print": 2000, "pdf": 400, "svg": 5000}
"""Rows that an answer draws at most, so that it comes within seconds."""


FILES = {"svg": "image/svg+xml", "pdf": "application/pdf"}
"""The kinds of files by their content."""


def paper_of(project: Project, user: Any, kind: str, query: Mapping[str, Any]) -> Paper:
    """The view of the plan that an address asks for, to be drawn. Raises Conflict for one that is too long."""
    state = PlanState.read(query)
    rows = load_rows(project, user, state)
    if len(rows.rows) > MOST_ROWS[kind]:
        text = _("The plan shows %(count)d rows, more than the %(most)d that can be drawn. Close summaries or filter.")
        raise Conflict(text % {"count": len(rows.rows), "most": MOST_ROWS[kind]})
    title = title_of(f"{project.key} {project.name}", rows, today())
    return Paper(rows, scale_of(rows, state.zoom, today()), title, state.progress)


def plan_file(project: Project, user: Any, kind: str, query: Mapping[str, Any]) -> HttpResponse:
    """The plan as a download that no browser shows in our origin."""
    if kind == "pdf" and not can_write_pdf():
        raise Conflict(_("This server can't write PDF files. Print the plan and choose “save as PDF”."))
    paper = paper_of(project, user, kind, query)
    written = with_style(paper.picture()) if kind == "svg" else write_pdf(paper.sheets(), paper.title, get_language())
    response = HttpResponse(written, content_type=FILES[kind])
    response["Content-Disposition"] = f'attachment; filename="{project.key}-plan.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    response["Cache-Control"] = "private, no-cache"
    return response


class PlanPrint(ProjectPage):
    grants = {"get": "task.view"}
    template_name = "planning/plan_print.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        query = PlanState.read(request.GET).query()
        sheets = list(paper_of(self.project, request.user, "print", request.GET).sheets())
        return self.render({
            "sheets": sheets,
            "plan_url": reverse("planning:plan", kwargs={"key": key}) + query,
            "pdf_url": reverse("planning:pdf", kwargs={"key": key}) + query if can_write_pdf() else "",
        })  # fmt: skip


class PlanPdf(ProjectPage):
    grants = {"get": "task.view"}

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return plan_file(self.project, request.user, "pdf", request.GET)


class PlanSvg(ProjectPage):
    grants = {"get": "task.view"}

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return plan_file(self.project, request.user, "svg", request.GET)
