"""A finished response proposes the new score; it moves when somebody takes the proposal over."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ecompm.core.errors import Conflict
from planning.calc import DAY
from planning.services.tasks import change_task
from risks.models import Response, Risk
from risks.services import register
from risks.services.rescoring import proposed_scores, rescore_projects
from risks.services.responses import judge_response
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def response(cast: Cast) -> Response:
    risk = register.create_risk(by=cast.bob, project=cast.project, title="Slow approval", likelihood=4, impact=4)
    values = {"name": "Early papers", "lowers_likelihood": 2, "days": Decimal("2.5"), "deadline": date(2026, 12, 18)}
    return register.add_response(by=cast.bob, project=cast.project, risk=risk, **values)


def finish(cast: Cast, response: Response) -> None:
    change_task(response.task, by=cast.bob, version=response.task.version, status="done")
    response.task.refresh_from_db()


def score(cast: Cast, risk: Risk) -> int:
    rescore_projects([cast.project.pk], TODAY)
    return Risk.objects.get(pk=risk.pk).score


def test_it_is_a_task_with_its_dates(cast: Cast, response: Response) -> None:
    task = response.task
    assert (task.kind, task.duration, task.deadline) == ("response", 5 * DAY // 2, date(2026, 12, 18))


def test_finished_it_proposes_and_moves_nothing_yet(cast: Cast, response: Response, client: Any) -> None:
    assert proposed_scores(response.risk, TODAY) == {}
    finish(cast, response)
    assert score(cast, response.risk) == 16
    assert proposed_scores(response.risk, TODAY) == {response.pk: 8}
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(response.risk.get_absolute_url()).content.decode()
    assert "it proposes the score 16 → 8" in page


def test_taken_over_the_score_moves_and_says_why(cast: Cast, response: Response) -> None:
    finish(cast, response)
    judge_response(response, by=cast.bob, worked=True)
    assert Risk.objects.get(pk=response.risk_id).score == 8
    assert response.risk.moves.get().drivers == [{"kind": "responses", "likelihood": 2, "impact": 0}]
    assert proposed_scores(response.risk, TODAY) == {}


def test_without_effect_the_score_stays(cast: Cast, response: Response) -> None:
    finish(cast, response)
    judge_response(response, by=cast.bob, worked=False)
    assert score(cast, response.risk) == 16
    assert proposed_scores(response.risk, TODAY) == {}


def test_what_is_not_done_can_not_be_judged(cast: Cast, response: Response) -> None:
    with pytest.raises(Conflict):
        judge_response(response, by=cast.bob, worked=True)


def test_what_it_cost_is_noted_with_the_judgement(cast: Cast, response: Response, client: Any) -> None:
    finish(cast, response)
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    at = f"/projects/{cast.project.key}/risks/responses/{response.pk}/judge/"
    client.post(at, {"worked": "yes", "actual_cost": "1250.50"})
    response.refresh_from_db()
    assert (response.effect, response.actual_cost) == ("taken", Decimal("1250.50"))
    refused = client.post(at, {"worked": "no", "actual_cost": "much"}, follow=True).content.decode()
    assert "Write what it cost as an amount" in refused
    response.refresh_from_db()
    assert response.effect == "taken"
