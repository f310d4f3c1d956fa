"""The plan on paper and as files: sheets to print, PDF, SVG. All show what the page shows at the same address."""

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

MOST_ROWS = {"print": 2000, "pdf": 400, "svg": 5000}
"""Rows that an answer draws at most, so that it comes within seconds."""


class PlanPaper(ProjectPage):
    """What the pictures share: the view of the plan that the address asks for, and the words above it."""

    grants = {"get": "task.view"}

    def paper(self, kind: str) -> Paper:
        """The view to draw. Raises Conflict for one that is too long."""
        state = PlanState.read(self.request.GET)
        rows = load_rows(self.project, self.request.user, state)
        if len(rows.rows) > MOST_ROWS[kind]:
            text = _(
                "The plan shows %(count)d rows, more than the %(most)d that can be drawn. Close summaries or filter."
            )
            raise Conflict(text % {"count": len(rows.rows), "most": MOST_ROWS[kind]})
        title = title_of(f"{self.project.key} {self.project.name}", rows, today())
        return Paper(rows, scale_of(rows, state.zoom, today()), title, state.progress)

    def file(self, content: Any, content_type: str, ending: str) -> HttpResponse:
        """A download that no browser shows in our origin."""
        response = HttpResponse(content, content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="{self.project.key}-plan.{ending}"'
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
        response["Cache-Control"] = "private, no-cache"
        return response


class PlanPrint(PlanPaper):
    template_name = "planning/plan_print.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        query = PlanState.read(request.GET).query()
        sheets = list(self.paper("print").sheets())
        return self.render({
            "sheets": sheets,
            "plan_url": reverse("planning:plan", kwargs={"key": key}) + query,
            "pdf_url": reverse("planning:pdf", kwargs={"key": key}) + query if can_write_pdf() else "",
        })  # fmt: skip


class PlanPdf(PlanPaper):
    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        if not can_write_pdf():
            raise Conflict(_("This server can't write PDF files. Print the plan and choose “save as PDF”."))
        paper = self.paper("pdf")
        return self.file(write_pdf(paper.sheets(), paper.title, get_language()), "application/pdf", "pdf")


class PlanSvg(PlanPaper):
    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return self.file(with_style(self.paper("svg").picture()), "image/svg+xml", "svg")
