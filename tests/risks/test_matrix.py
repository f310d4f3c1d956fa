"""The heat map: open risks of one kind, a cell lists its risks, opportunities stand mirrored in a map of their own."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from planning.models import Task
from planning.services.tasks import create_task
from risks.models import Response, Risk
from risks.services import register
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def add(cast: Cast, title: str, **values: object) -> Risk:
    return register.create_risk(by=cast.alice, project=cast.project, title=title, **values)


def page(client: Client, cast: Cast, query: str = "") -> str:
    client.force_login(cast.alice)
    return client.get(reverse("risks:list", args=["SHOP"]) + query).content.decode()


def heat(html: str) -> str:
    return re.search(r'<table class="heat">.*?</table>', html, re.S).group()  # type: ignore[union-attr]


def test_a_cell_leads_to_its_open_risks_alone(client: Client, cast: Cast) -> None:
    add(cast, "Slow", likelihood=4, impact=5)
    add(cast, "Seldom", likelihood=1, impact=1)
    add(cast, "Gone", likelihood=4, impact=5, status="closed")
    html = page(client, cast)
    href = re.search(r'href="[^"]*(\?[^"]*current_likelihood=4[^"]*)"', heat(html)).group(1)  # type: ignore[union-attr]
    listed = page(client, cast, href.replace("&amp;", "&"))
    assert "Slow" in listed
    assert "Seldom" not in listed
    assert "Gone" not in listed
    assert "h4c band4 on" in heat(listed)


def test_threats_and_opportunities_are_never_in_one_matrix(client: Client, cast: Cast) -> None:
    add(cast, "Slow", likelihood=4, impact=5)
    add(cast, "Cheaper", likelihood=4, impact=5, is_opportunity=True, strategy="enhance")
    assert (">K1<" in heat(page(client, cast)), ">K2<" in heat(page(client, cast))) == (True, False)
    chances = heat(page(client, cast, "?is_opportunity=true"))
    assert (">K1<" in chances, ">K2<" in chances) == (False, True)
    assert "is_opportunity=true" in chances


def test_opportunities_are_mirrored(client: Client, cast: Cast) -> None:
    html = heat(page(client, cast, "?is_opportunity=true"))
    assert html.index(">Very high<") < html.index(">Minor<")
    assert heat(page(client, cast)).index(">Minor<") < heat(page(client, cast)).index(">Severe<")


def test_before_current_and_target_are_three_pictures(client: Client, cast: Cast) -> None:
    risk = add(cast, "Slow", likelihood=4, impact=5, residual_likelihood=1, residual_impact=2)
    task = create_task(by=cast.alice, project=cast.project, name="Retry", kind=Task.Kind.RESPONSE)
    register.add_response(
        by=cast.alice, project=cast.project, risk=risk, task=task, lowers_likelihood=1, lowers_impact=2
    )
    Task.objects.filter(pk=task.pk).update(status="done")
    Response.objects.update(effect="taken")
    register.change_risk(risk, by=cast.alice, version=1, title="Still slow")
    assert "current_likelihood=3&amp;current_impact=3" in heat(page(client, cast))
    assert "inherent_likelihood=4&amp;inherent_impact=5" in heat(page(client, cast, "?matrix=before"))
    assert "residual_likelihood=1&amp;residual_impact=2" in heat(page(client, cast, "?matrix=target"))


def test_the_list_says_where_a_score_went(client: Client, cast: Cast) -> None:
    risk = add(cast, "Slow", likelihood=2, impact=5, residual_likelihood=1, residual_impact=5)
    register.change_risk(risk, by=cast.alice, version=1, likelihood=4)
    html = page(client, cast)
    assert "rising" in html
    assert "10 → 5" in html


def test_the_page_needs_as_many_queries_for_one_risk_as_for_thirty(
    client: Client, cast: Cast, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    add(cast, "Slow")
    page(client, cast)
    with django_assert_max_num_queries(40) as few:
        page(client, cast)
    for number in range(30):
        add(cast, f"Risk {number}")
    with django_assert_num_queries(len(few)):
        page(client, cast)


@pytest.mark.parametrize(
    "query", ["?matrix=x", "?current_likelihood=9&current_impact=x", "?matrix=target&residual_impact=²"]
)
def test_a_hostile_address_shows_the_page(client: Client, cast: Cast, query: str) -> None:
    assert "Heat map" in page(client, cast, query)
