"""Which KPIs, goals and measurements?"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import Avg, QuerySet


def averages(
    measurements: QuerySet[Any], key: str, project_ids: Collection[int], on: date, days: int
) -> dict[int, Any]:
    """The mean of a KPI's measurements in the window of days that ends on a day, by project."""
    window = measurements.filter(
        kpi__key=key, project_id__in=project_ids, at__date__lte=on, at__date__gt=on - timedelta(days=days)
    )
    return dict(window.order_by().values_list("project_id").annotate(Avg("value")))
