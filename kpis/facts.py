"""What other apps may ask about KPIs and goals."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecompm.core.expressions import Kind, Parameter
from ecompm.core.facts import fact
from kpis.calc.judging import Light, light
from kpis.loaders import complete_goals
from kpis.models import Kpi, Measurement
from kpis.querysets import averages

CODE = Parameter("code")
WINDOW = Parameter("window", Kind.DURATION, required=False)


@fact("kpi", unit="number", label=_("KPI %(code)s"), args=(CODE, WINDOW))
def kpi(project_ids: Collection[int], on: date, code: str, window: Any = None) -> Mapping[int, Any]:
    """The last value of a KPI, or its mean over a window of days such as '7d'."""
    if window:
        return averages(Measurement.objects.all(), code, project_ids, on, _days(window))
    rows = Kpi.objects.in_projects(project_ids).filter(key=code)
    return dict(rows.order_by().values_list("project_id", "last_value"))


def _days(window: Any) -> int:
    if isinstance(window, timedelta):
        return max(window.days, 1)
    digits = "".join(char for char in str(window) if char.isdigit())
    weeks = 7 if str(window).endswith("w") else 1
    return max(int(digits or 1) * weeks, 1)


@fact("baseline", unit="number", label=_("Baseline of KPI %(code)s"), args=(CODE,))
def baseline(project_ids: Collection[int], on: date, code: str) -> Mapping[int, Any]:
    rows = Kpi.objects.in_projects(project_ids).filter(key=code)
    return dict(rows.order_by().values_list("project_id", "baseline"))


@fact("kpis.with_baseline", unit="count", label=_("KPIs with a baseline"))
def with_baseline(project_ids: Collection[int], on: date) -> Mapping[int, int]:
    rows = Kpi.objects.in_projects(project_ids).exclude(baseline=None).order_by()
    return dict.fromkeys(project_ids, 0) | dict(rows.values_list("project_id").annotate(Count("id")))


@fact("kpis.baseline_days", unit="d", label=_("Days of measured baseline"))
def baseline_days(project_ids: Collection[int], on: date) -> Mapping[int, int | None]:
    """Days from the first to the last measurement of the KPI measured over the shortest time."""
    rows = Measurement.objects.in_projects(project_ids).filter(at__date__lte=on).order_by()
    spans: dict[int, int] = {}
    for row in rows.values("project_id", "kpi_id").annotate(first=Min("at"), last=Max("at")):
        first, last = (timezone.localdate(row[end]) for end in ("first", "last"))
        days = (last - first).days + 1
        spans[row["project_id"]] = min(days, spans.get(row["project_id"], days))
    return spans


@fact("goals.smart_complete", unit="count", label=_("Goals that pass the SMART check"))
def smart_complete(project_ids: Collection[int], on: date) -> Mapping[int, int]:
    return complete_goals(project_ids)


@fact("kpis.breached", unit="count", label=_("KPIs that breach their limit"))
def breached(project_ids: Collection[int], on: date) -> Mapping[int, int | None]:
    """KPIs whose light is red; unknown while none can be judged."""
    lights: dict[int, list[Light]] = defaultdict(list)
    rows = Kpi.objects.in_projects(project_ids).exclude(green="")
    for pk, value, green, amber, base in rows.values_list("project_id", "last_value", "green", "amber", "baseline"):
        lights[pk].append(light(value, green, amber, base))
    judged = {pk: [one for one in own if one is not Light.UNKNOWN] for pk, own in lights.items()}
    return {pk: own.count(Light.RED) if own else None for pk, own in judged.items()}
