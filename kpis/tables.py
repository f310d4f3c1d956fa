"""The list of KPIs, worst first."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from ecompm.core.ui import formats, marks
from ecompm.core.ui.charts import sparkline
from ecompm.core.ui.tables import Column, Row, Table, cells
from kpis.calc.judging import Light, light
from kpis.filters import KpiFilter
from kpis.models import Measurement

SHAPES = {Light.GREEN: "ok", Light.AMBER: "warn", Light.RED: "bad", Light.UNKNOWN: "unknown"}
WORDS = {
    Light.GREEN: _("On target"),
    Light.AMBER: _("Near its limit"),
    Light.RED: _("Breached"),
    Light.UNKNOWN: _("Not judged"),
}
POINTS = 24  # of a sparkline


def state(value: Light, row: Row) -> object:
    return marks.status(SHAPES[value], WORDS[value])


def figure(value: Any, row: Row) -> object:
    """A value with the unit of its KPI, without needless zeros."""
    if value is None:
        return marks.NO_VALUE
    decimals = min(max(-int(value.normalize().as_tuple().exponent), 0), 2)
    return f"{formats.number(value, decimals)} {row['unit']}".strip()


class KpiTable(Table):
    key = "kpis"
    caption = _("KPIs")
    columns = [
        Column("light", _("State"), cell=state, computed=True, reads=("green", "amber", "baseline", "direction")),
        Column("name", _("KPI"), sort="name", head=True, reads=("number", "key"), second=lambda row: row["key"]),
        Column("last_value", _("Now"), cell=figure, sort="last_value", align="r", reads=("unit",)),
        Column("target", _("Target"), cell=figure, align="r"),
        Column("trend", _("Trend"), cell=lambda value, row: value or marks.NO_VALUE, computed=True),
        Column("owner__name", _("Owner"), cell=cells.person, sort="owner__name"),
        Column("last_at", _("Measured"), cell=cells.age, sort="last_at"),
    ]
    filterset_class = KpiFilter
    filters = ["goal", "direction"]
    default_sort = "name"

    def prepare(self, rows: list[dict[str, Any]]) -> Iterable[Row]:
        series = last_values([row["pk"] for row in rows])
        for row in rows:
            row["light"] = light(row["last_value"], row["green"], row["amber"], row["baseline"])
            values = series.get(row["pk"], [])
            row["trend"] = sparkline(values, label=str(row["name"]), state=SHAPES[row["light"]]) if values else ""
        return rows


def last_values(kpi_ids: list[int]) -> dict[int, list[float]]:
    """The latest values of several KPIs, oldest first, in one query."""
    age = Window(RowNumber(), partition_by="kpi_id", order_by="-at")
    rows = Measurement.objects.filter(kpi_id__in=kpi_ids).annotate(age=age).filter(age__lte=POINTS)
    found: dict[int, list[float]] = {}
    for pk, value in rows.order_by("at").values_list("kpi_id", "value"):
        found.setdefault(pk, []).append(float(value))
    return found
