"""Where to go to mend a criterion: the page behind a fact."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle.loaders import Evaluated
from lifecycle.models import Criterion
from projects.models import Project

# The first part of a fact's name, the page where its figure is changed, and what the link says.
PAGES: dict[str, tuple[str, Any]] = {
    "requirements": ("requirements:list", gettext_lazy("Open requirements")),
    "risks": ("risks:list", gettext_lazy("Open risks")),
    "simulation": ("risks:simulation", gettext_lazy("Open the simulation")),
    "compliance": ("risks:compliance", gettext_lazy("Open compliance")),
    "security": ("risks:findings", gettext_lazy("Open security findings")),
    "schedule": ("planning:plan", gettext_lazy("Open the plan")),
    "task": ("planning:plan", gettext_lazy("Open the plan")),
    "tasks": ("planning:plan", gettext_lazy("Open the plan")),
    "roles": ("projects:roles", gettext_lazy("Open roles")),
    "raci": ("stakeholders:raci", gettext_lazy("Open responsibilities")),
    "stakeholders": ("stakeholders:list", gettext_lazy("Open stakeholders")),
    "kpi": ("kpis:list", gettext_lazy("Open KPIs")),
    "kpis": ("kpis:list", gettext_lazy("Open KPIs")),
    "baseline": ("kpis:list", gettext_lazy("Open KPIs")),
    "goals": ("kpis:goals", gettext_lazy("Open goals")),
    "handover": ("lifecycle:closure", gettext_lazy("Open closure")),
    "lessons": ("lifecycle:project_lessons", gettext_lazy("Open lessons")),
    "project": ("projects:settings", gettext_lazy("Open settings")),
}


def mend_link(result: Evaluated, project: Project) -> tuple[str, str]:
    """Address and words of the next step for a criterion that is not met; two empty texts when there is none."""
    row = result.criterion
    at = {"key": project.key, "pk": row.pk}
    if result.passes:
        return "", ""
    if row.kind == Criterion.Kind.MANUAL:
        return reverse("lifecycle:confirm", kwargs=at), _("Confirm")
    if result.missing:
        return reverse("lifecycle:figure", kwargs=at), _("State the figure")
    if "evidence" in result.facts:
        return reverse("lifecycle:evidence", kwargs=at), _("Attach evidence")
    return _page_of(result.facts, project)


def page_url(fact: str, project: Project) -> str:
    """The page where the figure of a fact is changed; empty when there is none."""
    return _page_of((fact,), project)[0] if fact else ""


def _page_of(names: tuple[str, ...], project: Project) -> tuple[str, str]:
    for name in names:
        page, words = PAGES.get(name.split(".")[0], ("", ""))
        try:
            return reverse(page, kwargs={"key": project.key}), str(words)
        except NoReverseMatch:
            continue
    return "", ""
