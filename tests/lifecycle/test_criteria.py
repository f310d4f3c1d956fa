"""Criteria say by themselves whether they are met; what nobody knows is unknown and passes nothing."""

from datetime import timedelta

import pytest

from ecompm.core.errors import Conflict, Invalid, NotAllowed
from lifecycle.loaders import Evaluated, live_criteria
from lifecycle.models import Criterion
from lifecycle.services import gates, reviews
from requirements.services import change_requirement, create_requirement
from tests.cast import Cast
from tests.lifecycle.stage import TODAY, Stage, before_first_gate, manual

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return before_first_gate(cast)


def criterion(stage: Stage, expression: str, kind: str = "auto") -> Criterion:
    values = {"text": "Criterion", "kind": kind, "expression": expression}
    return gates.create_criterion(by=stage.cast.alice, project=stage.cast.project, gate=stage.gate, **values)


def now(row: Criterion) -> Evaluated:
    row.refresh_from_db()
    return live_criteria([row], TODAY)[0]


def test_an_automatic_criterion_follows_the_requirements(stage: Stage) -> None:
    row = criterion(stage, "requirements.must.verified_pct == 100")
    assert now(row).state == "unknown"
    made = create_requirement(by=stage.cast.bob, project=stage.cast.project, title="Pay", priority="must")
    assert (now(row).state, now(row).explanation[:26]) == ("unmet", "Must requirements verified")
    change_requirement(made, by=stage.cast.bob, version=made.version, status="verified")
    assert now(row).state == "met"


def test_a_figure_no_app_computes_is_unknown_until_somebody_states_it(stage: Stage) -> None:
    row = criterion(stage, "business_case.npv_eur > 0")
    assert (now(row).state, now(row).missing) == ("unknown", ("business_case.npv_eur",))
    gates.state_figure(
        by=stage.cast.bob, project=stage.cast.project, name="business_case.npv_eur", value="120000", source="CFO"
    )
    assert now(row).state == "met"


def test_a_computed_fact_cannot_be_stated(stage: Stage) -> None:
    with pytest.raises(Invalid) as refused:
        gates.state_figure(by=stage.cast.bob, project=stage.cast.project, name="tasks.open", value="0")
    assert "name" in refused.value.fields


def test_evidence_meets_the_criterion_that_asks_for_its_key(stage: Stage) -> None:
    row = criterion(stage, "evidence('dpa-signed')", "evidence")
    assert now(row).state == "unmet"
    gates.add_evidence(
        by=stage.cast.bob, project=stage.cast.project, key="dpa-signed", title="DPA", url="https://example.com/dpa"
    )
    assert now(row).state == "met"


def test_only_the_confirming_role_confirms(stage: Stage) -> None:
    row = manual(stage)
    Criterion.objects.filter(pk=row.pk).update(confirmer=stage.lead)
    row.refresh_from_db()
    with pytest.raises(NotAllowed):
        gates.confirm_criterion(row, by=stage.cast.alice, version=row.version)
    gates.confirm_criterion(row, by=stage.cast.bob, version=row.version)
    assert now(row).state == "met"


def test_a_waiver_counts_until_it_expires(stage: Stage) -> None:
    row = manual(stage)
    tomorrow = TODAY + timedelta(days=1)
    reviews.grant_waiver(row, by=stage.cast.bob, reason="Informed by phone", expires_on=tomorrow, on=TODAY)
    assert live_criteria([row], tomorrow)[0].passes
    assert not live_criteria([row], tomorrow + timedelta(days=1))[0].passes


def test_a_broken_expression_is_told_at_its_field(stage: Stage) -> None:
    with pytest.raises(Invalid) as refused:
        criterion(stage, "requirements.must.verified_pct ==")
    assert "expression" in refused.value.fields


def test_queries_do_not_grow_with_criteria(stage: Stage, django_assert_max_num_queries) -> None:
    for _number in range(20):
        criterion(stage, "requirements.must.verified_pct == 100")
    rows = list(Criterion.objects.all())
    with django_assert_max_num_queries(4):
        live_criteria(rows, TODAY)


def test_a_gate_that_was_reviewed_is_not_deleted(stage: Stage) -> None:
    reviews.request_review(stage.gate, by=stage.cast.alice)
    with pytest.raises(Conflict):
        gates.delete_gate(stage.gate, by=stage.cast.alice, version=stage.gate.version)
