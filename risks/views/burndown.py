"""The burn-down of the register: open exposure week by week, as scores and as money, with the table beside it."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecompm.core.pages import today
from ecompm.core.ui import formats
from ecompm.core.ui.charts import Series, line_chart, twin
from ecompm.core.ui.tables import Column
from ecompm.core.ui.tables import export as tables
from projects.doors import ProjectPage
from risks.calc.burndown import Exposed
from risks.loaders.burndown import load_burn_down
from risks.models import Risk

COLUMNS = (
    Column("day", gettext_lazy("Day")),
    Column("count", gettext_lazy("Open")),
    Column("score", gettext_lazy("Sum of scores")),
    Column("value", gettext_lazy("Expected monetary value")),
)


class BurnDown(ProjectPage):
    """Threats or opportunities that the person may see."""

    grants = {"get": "risk.view"}
    template_name = "risks/burn_down.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        opportunities = request.GET.get("is_opportunity") == "true"
        seen = Risk.objects.allowed(request.user, "risk.view").of(self.project).filter(is_opportunity=opportunities)
        points = load_burn_down(seen, today())
        if request.GET.get("export") == "csv":
            return tables.response(f"{key}-risk-burn-down", COLUMNS, burn_down_rows(points))
        return self.render({"opportunities": opportunities, "points": points, **self._pictures(points)})

    def _pictures(self, points: list[Exposed]) -> dict[str, Any]:
        if not points:
            return {}
        currency = self.project.currency
        scores = [(point.day, float(point.score)) for point in points]
        values = [(point.day, point.value) for point in points]
        heads = [column.label for column in COLUMNS]
        cells = [
            (formats.day(one.day), formats.number(one.count), formats.number(one.score), _money(one.value, currency))
            for one in reversed(points)
        ]
        kind = "&is_opportunity=true" if self.request.GET.get("is_opportunity") == "true" else ""
        return {
            "scores": line_chart([Series("", scores)], label=_("Sum of the open scores, week by week"), low=0),
            "values": line_chart(
                [Series("", values)],
                label=_("Expected monetary value of the open risks, week by week"),
                low=0,
            ) if any(value for _day, value in values) else "",
            "twin": twin(_("Risk burn-down"), heads, cells, csv_url=f"?export=csv{kind}"),
            "peak": max(points, key=lambda one: one.score),
            "last": points[-1],
            "currency": currency,
            "value": _money(points[-1].value, currency),
        }  # fmt: skip


def burn_down_rows(points: list[Exposed]) -> list[dict[str, Any]]:
    """The points as plain rows."""
    return [{"day": one.day, "count": one.count, "score": one.score, "value": round(one.value, 2)} for one in points]


def _money(value: float, currency: str) -> str:
    return formats.money(value, currency)
