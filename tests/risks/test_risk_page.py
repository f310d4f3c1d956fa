"""The page of a risk: bow-tie with its table, the score in steps, doubt after a missed review; and the burn-down."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from planning.models import Task
from risks.models import Risk, ScoreMove
from risks.services import register
from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def add(cast: Cast, **values: object) -> Risk:
    given = {"title": "Slow", "cause": "the supplier is new", "event": "parts come late", "effect": "a stop", **values}
    return register.create_risk(by=cast.alice, project=cast.project, **given)


def page(
    client: Client, cast: Cast, name: str = "risks:detail", *args: object, who: str = "alice", query: str = ""
) -> str:
    client.force_login(getattr(cast, who))
    return client.get(reverse(name, args=["SHOP", *args]) + query).content.decode()


def test_the_bow_tie_goes_from_cause_to_effect(client: Client, cast: Cast) -> None:
    risk = add(cast, contingency="Second supplier", fallback="Air freight", impact_cost=4)
    register.add_indicator(
        by=cast.alice, project=cast.project, risk=risk, metric="tasks.open", operator=">", threshold="9", adds=1
    )
    made = register.add_response(by=cast.alice, project=cast.project, risk=risk, name="Order early")
    Task.objects.filter(pk=made.task_id).update(status="done")
    html = page(client, cast, "risks:detail", risk.number)
    tie = html[html.index("Bow-tie of K1") :]
    assert "2 causes, 3 barriers, 2 effects" in tie
    for words in ("the supplier is new", "tasks.open", "Order early", "parts come late", "Second supplier", "a stop"):
        assert tie.count(words) >= 2  # drawn, unless it breaks over lines, and in the table


def test_where_nothing_stands_before_or_behind_a_risk_that_is_said(client: Client, cast: Cast) -> None:
    html = page(client, cast, "risks:detail", add(cast).number)
    assert "Nothing prevents it yet" in html
    assert "Nothing softens it yet" in html


def test_a_long_text_is_cut_in_the_picture_and_whole_in_the_table(client: Client, cast: Cast) -> None:
    risk = add(cast, cause="word " * 100 + "end of the cause <b>")
    html = page(client, cast, "risks:detail", risk.number)
    assert "<b>" not in html[html.index("bt-box") :].split("</svg>")[0].replace("<b>", "", 0)
    assert "end of the cause &lt;b&gt;" in html


def test_an_overdue_review_opens_the_likelihood(client: Client, cast: Cast) -> None:
    risk = add(cast, likelihood=3, next_review_on=timezone.localdate() - timedelta(days=2))
    assert "2–4, uncertain since the review is overdue" in page(client, cast, "risks:detail", risk.number)


def test_movements_are_numbered_in_picture_and_list(client: Client, cast: Cast) -> None:
    risk = add(cast, likelihood=2, impact=4, residual_likelihood=1, residual_impact=4)
    register.change_risk(risk, by=cast.alice, version=1, likelihood=4)
    html = page(client, cast, "risks:detail", risk.number)
    assert "Score 8 → 16" in html
    assert "Target 4" in html
    assert "Appetite 14" in html


def test_the_burn_down_follows_the_history(client: Client, cast: Cast) -> None:
    risk = add(cast, likelihood=4, impact=5, cost_low=100, cost_likely=100, cost_high=100)
    back = timezone.now() - timedelta(days=20)
    Risk.objects.filter(pk=risk.pk).update(created_at=back)
    register.change_risk(risk, by=cast.alice, version=1, likelihood=2)
    ScoreMove.objects.update(at=timezone.now() - timedelta(days=3))
    assert "Open scores are 10, down from 20" in page(client, cast, "risks:burn_down")
    answer = client.get(reverse("risks:burn_down", args=["SHOP"]) + "?export=csv")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [(row["Sum of scores"], row["Expected monetary value"]) for row in rows] == [
        ("0", "0"), ("20", "60.0"), ("20", "60.0"), ("10", "20.0"),
    ]  # fmt: skip
    points = Api(cast.vera).get(f"risk-burn-downs/{cast.project.pk}/").json()
    assert [point["score"] for point in points] == [0, 20, 20, 10]


def test_a_closed_risk_leaves_the_burn_down_and_comes_back_when_opened(client: Client, cast: Cast) -> None:
    risk = register.change_risk(add(cast, likelihood=4, impact=5), by=cast.alice, version=1, status="closed")
    assert Api(cast.alice).get(f"risk-burn-downs/{cast.project.pk}/").json()[-1]["score"] == 0
    register.change_risk(risk, by=cast.alice, version=2, status="monitoring")
    assert Api(cast.alice).get(f"risk-burn-downs/{cast.project.pk}/").json()[-1]["score"] == 20


def test_the_burn_down_hides_what_is_confidential(client: Client, cast: Cast) -> None:
    add(cast, likelihood=4, impact=5, is_confidential=True)
    assert "Nothing to burn down yet" in page(client, cast, "risks:burn_down", who="vera")
    assert "Nothing to burn down yet" not in page(client, cast, "risks:burn_down")


def test_the_burn_down_needs_the_same_queries_for_many(
    client: Client, cast: Cast, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    add(cast)
    page(client, cast, "risks:burn_down")
    with django_assert_max_num_queries(30) as few:
        page(client, cast, "risks:burn_down")
    for _ in range(10):
        add(cast)
    with django_assert_num_queries(len(few)):
        page(client, cast, "risks:burn_down")
