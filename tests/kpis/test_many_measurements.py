"""Values of many KPIs recorded at once."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from kpis.models import Measurement
from kpis.services import create_kpis, record_measurements

NOW = timezone.now()


def test_the_latest_value_stays_on_each_kpi(cast):
    names = [{"key": f"rate_{k}", "name": f"Rate {k}"} for k in range(2)]
    kpis = create_kpis(by=cast.alice, project=cast.project, rows=names)
    rows = [(kpi, NOW - timedelta(days=7 * k), Decimal(k)) for kpi in kpis for k in range(3)]
    record_measurements(by=cast.bob, project=cast.project, rows=rows)
    for kpi in kpis:
        kpi.refresh_from_db()
        assert (kpi.last_value, kpi.last_at) == (0, NOW)


def test_the_same_moment_again_replaces_the_value(cast):
    kpi = create_kpis(by=cast.alice, project=cast.project, rows=[{"key": "rate", "name": "Rate"}])[0]
    for value in (1, 2):
        record_measurements(by=cast.bob, project=cast.project, rows=[(kpi, NOW, Decimal(value))])
    assert Measurement.objects.get().value == 2


def test_a_kpi_the_project_has_is_not_made_twice(cast):
    rows = [{"key": "rate", "name": "Rate"}]
    assert len(create_kpis(by=cast.alice, project=cast.project, rows=rows)) == 1
    assert create_kpis(by=cast.alice, project=cast.project, rows=rows) == []
