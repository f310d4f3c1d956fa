"""The contingency reserve is a ledger: approved by a manager, never drawn below zero, told to gates."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from controlling.models import ReserveEntry
from controlling.querysets import Balance
from controlling.services.issues import create_issue
from controlling.services.reserve import approve_reserve, draw_reserve, return_draws
from ecompm.core.errors import Invalid, NotAllowed
from ecompm.core.facts import FactRun
from ecompm.core.models import AuditEntry
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def approve(cast: Cast, amount: int, by: Any = None) -> ReserveEntry:
    asked = {"amount": Decimal(amount), "reason": "Approved with the plan", "on": DAY}
    return approve_reserve(by=by or cast.alice, project=cast.project, **asked)


def draw(cast: Cast, amount: str, **values: Any) -> ReserveEntry:
    asked = {"amount": Decimal(amount), "reason": "Strike", "on": DAY, **values}
    return draw_reserve(by=cast.alice, project=cast.project, **asked)


def left(cast: Cast) -> Decimal:
    return ReserveEntry.objects.of(cast.project).balance().left


def test_what_is_left_is_what_was_approved_less_what_was_drawn(cast: Cast) -> None:
    approve(cast, 5000)
    draw(cast, "1200.50")
    assert left(cast) == Decimal("3799.50")
    assert set(AuditEntry.objects.filter(object_type="controlling.reserveentry").values_list("verb", flat=True)) == {
        "created"
    }


def test_a_new_approval_is_kept_as_the_difference(cast: Cast) -> None:
    approve(cast, 5000)
    draw(cast, "1000")
    assert approve(cast, 8000).amount == 3000
    assert left(cast) == 7000


def test_no_more_is_drawn_than_is_left(cast: Cast) -> None:
    approve(cast, 500)
    with pytest.raises(Invalid) as refused:
        draw(cast, "500.01")
    assert "€500.00" in str(refused.value.fields["amount"][0])
    assert left(cast) == 500


def test_what_is_drawn_can_not_be_unapproved(cast: Cast) -> None:
    approve(cast, 500)
    draw(cast, "400")
    with pytest.raises(Invalid):
        approve(cast, 300)


def test_a_member_moves_no_money(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        approve(cast, 500, by=cast.bob)


def test_draws_of_an_issue_come_back_once(cast: Cast) -> None:
    issue = create_issue(by=cast.alice, project=cast.project, title="Strike", raised_on=DAY)
    approve(cast, 500)
    draw(cast, "400", issue=issue)
    assert return_draws(by=cast.alice, issue=issue, reason="No strike", on=DAY).amount == 400
    assert return_draws(by=cast.alice, issue=issue, reason="No strike", on=DAY) is None
    assert left(cast) == 500


def test_gates_read_what_is_left(cast: Cast) -> None:
    def known(call: str) -> Any:
        return FactRun([cast.project.pk], DAY).values(call)[cast.project.pk]

    assert known("budget.contingency_eur") is None
    approve(cast, 5000)
    draw(cast, "1200")
    assert (known("budget.contingency_eur"), known("budget.contingency_drawn_eur")) == (3800, 1200)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["approve", "draw"]), st.integers(0, 900)), max_size=12))
def test_the_reserve_never_goes_below_zero(cast: Cast, moves: list[tuple[str, int]]) -> None:
    ReserveEntry.objects.all().delete()
    for what, amount in moves:
        try:
            approve(cast, amount) if what == "approve" else draw(cast, str(amount))
        except Invalid:
            continue
        balance = ReserveEntry.objects.of(cast.project).balance()
        assert isinstance(balance, Balance)
        assert 0 <= balance.drawn <= balance.approved


def test_the_page_shows_the_ledger(cast: Cast, client: Any) -> None:
    approve(cast, 5000)
    draw(cast, "1200")
    client.force_login(cast.vera, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/projects/{cast.project.key}/reserve/").content.decode()
    assert "€3,800" in page
    assert "Draw-down" in page
    assert "Change the reserve" not in page


def test_the_form_keeps_what_was_typed(cast: Cast, client: Any) -> None:
    client.force_login(cast.alice, backend="django.contrib.auth.backends.ModelBackend")
    body = {"amount": "700", "reason": "Strike of the carrier", "on": "2026-11-23"}
    answer = client.post(f"/projects/{cast.project.key}/reserve/draw/", body)
    assert answer.status_code == 422
    assert "Strike of the carrier" in answer.content.decode()
