"""A risk reads as one sentence: because …, … may …, which leads to …."""

import pytest
from django.test import Client
from django.urls import reverse

from ecompm.core.errors import Invalid
from risks.models import Risk
from risks.sentences import statement
from risks.services import register
from tests.cast import Cast


@pytest.mark.parametrize(
    ("cause", "event", "effect", "said"),
    [
        ("it is new.", "it may fail", "a stop.", "Because it is new, it may fail, which leads to a stop."),
        ("it is new", "parts come late", "", "Because it is new, it may happen that parts come late."),
        ("", "parts may be late", "a stop", "Parts may be late, which leads to a stop."),
        ("", "parts come late", "", "It may happen that parts come late."),
        ("it is new", "", "a stop", "Slow"),
        ("100 %", "50 % may be lost", "%(x)s", "Because 100 %, 50 % may be lost, which leads to %(x)s."),
    ],
)
def test_what_is_written_makes_a_sentence(cause: str, event: str, effect: str, said: str) -> None:
    assert statement(Risk(title="Slow", cause=cause, event=event, effect=effect)) == said


@pytest.mark.django_db
def test_the_form_shows_the_sentence_and_carries_its_words(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    new = client.get(reverse("risks:new", args=["SHOP"])).content.decode()
    assert "Because …, … may …, which leads to …." in new
    assert 'data-both="Because %(cause)s, %(event)s, which leads to %(effect)s."' in new
    register.create_risk(by=cast.alice, project=cast.project, title="Slow", event="it may fail", effect="a <stop>")
    html = client.get(reverse("risks:edit", args=["SHOP", 1])).content.decode()
    assert "It may fail, which leads to a &lt;stop&gt;.</output>" in html


@pytest.mark.django_db
def test_a_strategy_fits_its_kind(cast: Cast) -> None:
    with pytest.raises(Invalid, match="attention"):
        register.create_risk(by=cast.alice, project=cast.project, title="x", is_opportunity=True, strategy="avoid")
    with pytest.raises(Invalid, match="attention"):
        register.create_risk(by=cast.alice, project=cast.project, title="x", strategy="exploit")
    made = register.create_risk(by=cast.alice, project=cast.project, title="x", is_opportunity=True)
    assert made.strategy == "enhance"


@pytest.mark.django_db
def test_a_new_opportunity_starts_as_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    html = client.get(reverse("risks:new", args=["SHOP"]) + "?is_opportunity=on").content.decode()
    assert '<option value="enhance" selected>' in html
