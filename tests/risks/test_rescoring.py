"""A risk moves by its indicators and says why."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from ecompm.core.models import OutboxEvent
from kpis.models import Kpi
from kpis.services import create_kpi, record_measurement
from risks import sentences
from risks.models import Risk
from risks.services import register
from risks.services.rescoring import rescore_projects
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    return create_kpi(by=cast.alice, project=cast.project, key="auth_rate_pct", name="Authorisation rate")


@pytest.fixture
def risk(cast: Cast) -> Risk:
    made = register.create_risk(by=cast.bob, project=cast.project, title="Approval may drop", likelihood=3, impact=5)
    register.add_indicator(
        by=cast.bob,
        project=cast.project,
        risk=made,
        metric="kpi('auth_rate_pct')",
        operator="<",
        threshold="88",
        adds=2,
    )
    return made


def measure(cast: Cast, kpi: Kpi, value: int) -> None:
    record_measurement(by=cast.bob, project=cast.project, kpi=kpi, value=Decimal(value))


def run(cast: Cast, risk: Risk, on: date = TODAY) -> int:
    rescore_projects([cast.project.pk], on)
    risk.refresh_from_db()
    return risk.score


def test_an_unknown_figure_moves_nothing(cast: Cast, kpi: Kpi, risk: Risk) -> None:
    assert run(cast, risk) == 15


def test_crossing_the_threshold_moves_the_score_and_says_why(cast: Cast, kpi: Kpi, risk: Risk) -> None:
    measure(cast, kpi, 86)
    assert run(cast, risk) == 25
    assert sentences.movement(risk.moves.get()) == "Score 15 → 25: +2 because kpi('auth_rate_pct') is 86, below 88"


def test_one_good_value_is_not_enough_to_clear(cast: Cast, kpi: Kpi, risk: Risk) -> None:
    measure(cast, kpi, 86)
    run(cast, risk)
    measure(cast, kpi, 92)
    assert run(cast, risk) == 25
    assert run(cast, risk) == 15


def test_running_again_changes_nothing(cast: Cast, kpi: Kpi, risk: Risk) -> None:
    measure(cast, kpi, 86)
    run(cast, risk)
    run(cast, risk)
    assert risk.moves.count() == 1


def test_an_override_holds_until_its_day(cast: Cast, kpi: Kpi, risk: Risk) -> None:
    measure(cast, kpi, 86)
    values = {"override_likelihood": 1, "override_reason": "Provider guarantees", "override_until": TODAY}
    Risk.objects.filter(pk=risk.pk).update(**values)
    assert run(cast, risk) == 5
    assert run(cast, risk, TODAY + timedelta(days=1)) == 25


def test_a_movement_is_announced(cast: Cast, kpi: Kpi, risk: Risk) -> None:
    measure(cast, kpi, 86)
    run(cast, risk)
    assert OutboxEvent.objects.filter(topic="risk.moved", project_id=cast.project.pk).exists()


def test_risks_without_indicators_are_scored_by_one_statement(cast: Cast, django_assert_num_queries) -> None:
    for number in range(1, 30):
        Risk.objects.create(project=cast.project, number=number, title="x", likelihood=3, impact=4)
    with django_assert_num_queries(6):
        rescore_projects([cast.project.pk], TODAY)
    with django_assert_num_queries(2):  # the criteria, and one pass that finds nothing to do
        rescore_projects([cast.project.pk], TODAY)
    assert set(Risk.objects.values_list("score", flat=True)) == {12}
