"""The page of the plan's health."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from ecompm.core.pages import today
from planning.advice import WORDS, fault_of, limit_of, value_of
from planning.calc.health import HealthCheck
from planning.models import Task
from planning.services.health import LONG_DAYS, CheckResult, Offender, PlanHealth, plan_health
from projects.doors import ProjectPage

CHOICES = (10, LONG_DAYS, 20, 44)
FIRST = 12
"""Offenders of a check that are shown at once; the rest unfolds."""
SHAPES = {True: "ok", False: "bad", None: "unknown"}


class Health(ProjectPage):
    """The 14 checks: those that fail with everything that offends, each a click away from being mended."""

    grants = {"get": "project.view"}
    template_name = "planning/health.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        found = plan_health(self.project, on=today(), long_days=long_days(request.GET.get("long", "")))
        rows = [self._row(one, found) for one in found.results]
        failed = [row for row in rows if row["result"].healthy is False]
        return self.render({"health": found, "rows": rows, "failed": failed, "choices": CHOICES})

    def _row(self, result: CheckResult, found: PlanHealth) -> dict[str, Any]:
        may = self.may("task.change")
        faults = [self._fault(result, one, may) for one in result.offenders]
        return {
            "result": result,
            "words": WORDS[result.check],
            "shape": SHAPES[result.healthy],
            "value": value_of(result),
            "limit": limit_of(result),
            "first": faults[:FIRST],
            "rest": faults[FIRST:],
        }

    def _fault(self, result: CheckResult, one: Offender, may: bool) -> dict[str, Any]:
        where = {"key": self.project.key, "number": one.number}
        why = result.check == HealthCheck.NEGATIVE_FLOAT  # the page that says what limits the task
        page = reverse("planning:task_path" if why else "planning:task", kwargs=where)
        mend = f"{reverse('planning:task_edit', kwargs=where)}#id_{WORDS[result.check].field}" if may else ""
        code = f"{Task.prefix}{one.number}"
        return {"offender": one, "code": code, "fault": fault_of(result.check, one), "href": page, "mend": mend}


def long_days(text: str) -> int:
    """Working days that count as long, as asked for by an address; anything unreadable is the usual."""
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:6]) <= 1000 else LONG_DAYS
