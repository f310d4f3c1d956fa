"""Values are recorded once a moment and read by gates as facts."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from ecompm.core.errors import Invalid
from ecompm.core.facts import FactRun
from kpis.models import Kpi, Measurement
from kpis.services import create_kpi, record_measurement
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    return create_kpi(by=cast.alice, project=cast.project, key="auth_rate_pct", name="Authorisation rate", baseline=92)


def record(cast: Cast, kpi: Kpi, value: float, at: datetime) -> Measurement:
    return record_measurement(by=cast.bob, project=cast.project, kpi=kpi, value=Decimal(str(value)), at=at)


def fact(cast: Cast, text: str) -> object:
    return FactRun([cast.project.pk], timezone.localdate()).values(text)[cast.project.pk]


def test_the_same_moment_again_replaces_the_value(cast: Cast, kpi: Kpi) -> None:
    now = timezone.now()
    record(cast, kpi, 90, now)
    record(cast, kpi, 91, now)
    assert [m.value for m in kpi.measurements.all()] == [Decimal("91")]


def test_the_fact_is_the_last_value_and_unknown_before_the_first(cast: Cast, kpi: Kpi) -> None:
    assert fact(cast, "kpi('auth_rate_pct')") is None
    record(cast, kpi, 93.5, timezone.now())
    record(cast, kpi, 80, timezone.now() - timedelta(days=3))
    assert fact(cast, "kpi('auth_rate_pct')") == Decimal("93.5")


def test_a_window_averages(cast: Cast, kpi: Kpi) -> None:
    record(cast, kpi, 90, timezone.now())
    record(cast, kpi, 94, timezone.now() - timedelta(days=2))
    assert fact(cast, "kpi('auth_rate_pct', window='7d')") == Decimal("92")


def test_a_broken_limit_is_told_at_its_field(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        create_kpi(by=cast.alice, project=cast.project, key="x_y", name="X", green=">=base line")
    assert "green" in refused.value.fields
