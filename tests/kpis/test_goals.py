"""A goal says by which KPIs it is measured, on its own form."""

import pytest
from django.test import Client

from kpis.models import Goal, Kpi
from kpis.services import create_goal, create_kpi
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def kpis(cast: Cast) -> list[Kpi]:
    return [create_kpi(by=cast.alice, project=cast.project, key=key, name=key) for key in ("speed", "sales", "returns")]


def sent(cast: Cast, path: str, **values: object) -> int:
    client = Client()
    client.force_login(cast.alice, backend="django.contrib.auth.backends.ModelBackend")
    return client.post(f"/projects/SHOP/goals/{path}", {"statement": "Sell more", **values}).status_code


def measured_by(goal: Goal) -> list[str]:
    return list(goal.kpis.order_by("number").values_list("key", flat=True))


def test_a_goal_is_made_with_its_kpis(cast: Cast, kpis: list[Kpi]) -> None:
    assert sent(cast, "new/", kpis=[kpis[0].pk, kpis[1].pk]) == 302
    assert measured_by(Goal.objects.get()) == ["speed", "sales"]


def test_a_changed_goal_has_exactly_the_kpis_ticked(cast: Cast, kpis: list[Kpi]) -> None:
    goal = create_goal(by=cast.alice, project=cast.project, statement="Sell more", kpis=kpis[:2])
    assert sent(cast, "1/edit/", kpis=[kpis[1].pk, kpis[2].pk], version=1) == 302
    assert measured_by(goal) == ["sales", "returns"]


def test_a_stale_form_takes_no_kpi_away(cast: Cast, kpis: list[Kpi]) -> None:
    goal = create_goal(by=cast.alice, project=cast.project, statement="Sell more", kpis=kpis[:1])
    sent(cast, "1/edit/", statement="Sell twice as much", kpis=[kpis[0].pk], version=1)
    assert sent(cast, "1/edit/", version=1) == 409
    assert measured_by(goal) == ["speed"]


def test_a_kpi_of_another_project_is_no_choice(cast: Cast, kpis: list[Kpi]) -> None:
    from tests.blueprints.stage import made

    foreign = Kpi.objects.filter(project=made(cast)).first()
    assert sent(cast, "new/", kpis=[foreign.pk]) == 422
    assert not Goal.objects.filter(project=cast.project).exists()
