"""The portfolio page."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from ecompm.core.doors import SIGNED_IN, Page
from ecompm.core.pages import today
from ecompm.core.ui.tables import Empty
from portfolio import sentences
from portfolio.tables import PortfolioTable
from projects.models import Project


class Portfolio(Page):
    """All projects the person may see, worst first. Closed and archived ones are a filter away."""

    grants = {"get": SIGNED_IN}
    template_name = "portfolio/portfolio.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        projects = Project.objects.allowed(request.user, "project.view").current()
        if not request.GET.get("status"):
            projects = projects.filter(status__in=("active", "on_hold"))
        table = PortfolioTable(request, projects, empty=_no_projects())
        return table.respond(self.template_name, {**self.context(), **_summary(projects)})


def _no_projects() -> Empty:
    return Empty(
        title=_("No projects yet"),
        text=_("Start from a template: it brings plan, gates, risks, requirements and KPIs of an e-commerce project."),
        action=_("New project"),
        href=new_project_url(),
    )


def new_project_url() -> str:
    for name in ("blueprints:new", "projects:new"):
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


def _summary(projects: QuerySet[Project]) -> dict[str, Any]:
    """The key figures, in one query."""
    on = today()
    soon = Q(figures__next_gate_on__range=(on, on + timedelta(days=14)))
    figures = projects.aggregate(
        all=Count("pk"),
        bad=Count("pk", filter=Q(figures__light="bad")),
        warn=Count("pk", filter=Q(figures__light="warn")),
        gates=Count("pk", filter=soon),
        ready=Count("pk", filter=Q(figures__gate_missing=0) & ~Q(figures__next_gate="")),
        computed_at=Max("figures__computed_at"),
    )
    return {"summary": figures, "lead": sentences.lead(figures, figures["all"]), "new": new_project_url()}
