"""The bands of the instance: presets or own, set by an administrator, and what they change for everybody."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ecompm.core.facts import FactRun
from ecompm.core.models import AuditEntry
from risks.loaders.criteria import load_criteria, stored_criteria
from risks.models import RiskCriteria
from risks.services import register
from risks.services.criteria import change_criteria
from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
PAGE = "/risk-criteria/"
FORM = {"preset": "common", "appetite": 14, "review_green": 30, "review_yellow": 14, "review_amber": 14,
        "review_red": 7, "version": 0}  # fmt: skip


def send(client: Client, cast: Cast, **values: object) -> object:
    client.force_login(cast.ada)
    return client.post(PAGE, {**FORM, **values})


def test_without_any_setting_the_usual_bands_count(db: None) -> None:
    rules = load_criteria()
    assert [(band.level, low, high) for band, low, high in rules.ranges()] == [
        ("low", 1, 4), ("medium", 5, 9), ("high", 10, 14), ("very_high", 15, 25),
    ]  # fmt: skip
    assert not RiskCriteria.objects.exists()


def test_an_administrator_chooses_a_published_scheme(client: Client, cast: Cast) -> None:
    assert send(client, cast, preset="pm2").status_code == 302
    assert [low for _band, low, _high in load_criteria().ranges()] == [1, 3, 20]
    line = AuditEntry.objects.get(object_type="risks.riskcriteria")
    assert (line.changes["preset"], line.actor_name) == (["common", "pm2"], "Ada")
    assert "version 1" in client.get(PAGE).content.decode()


def test_a_risk_counts_as_high_by_the_bands_of_the_instance(cast: Cast) -> None:
    register.create_risk(by=cast.alice, project=cast.project, title="Slow", likelihood=3, impact=4)
    assert FactRun([cast.project.pk], TODAY).values("risks.high.count") == {cast.project.pk: 1}
    change_criteria(stored_criteria(), by=cast.ada, version=0, preset="pm2")
    assert FactRun([cast.project.pk], TODAY).values("risks.high.count") == {cast.project.pk: 0}


def test_the_register_shows_the_bands_of_the_instance(client: Client, cast: Cast) -> None:
    register.create_risk(by=cast.alice, project=cast.project, title="Slow", likelihood=3, impact=4)
    change_criteria(stored_criteria(), by=cast.ada, version=0, preset="own", high_from=12)
    client.force_login(cast.alice)
    html = client.get(reverse("risks:list", args=["SHOP"])).content.decode()
    assert "12–25 High" in html
    assert "1–11 Low" in html


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"preset": "own"}, "Say from which score a risk is high."),
        ({"preset": "own", "medium_from": 9, "high_from": 5}, "Each band must begin at a higher score"),
        ({"preset": "own", "high_from": 26}, "less than or equal to 25"),
        ({"appetite": 0}, "greater than or equal to 1"),
    ],
)
def test_bands_that_make_no_sense_are_refused_at_their_field(
    client: Client, cast: Cast, values: dict[str, object], said: str
) -> None:
    answer = send(client, cast, **values)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not RiskCriteria.objects.exists()


def test_two_administrators_do_not_overwrite_each_other(client: Client, cast: Cast) -> None:
    send(client, cast, preset="bts")
    answer = send(client, cast, preset="pm2")
    assert answer.status_code == 409
    assert stored_criteria().preset == "bts"


def test_a_risk_is_reviewed_as_often_as_its_level_asks(cast: Cast) -> None:
    risk = register.create_risk(by=cast.alice, project=cast.project, title="Slow", likelihood=3, impact=4)
    change_criteria(stored_criteria(), by=cast.ada, version=0, review_amber=3)
    assert register.review_risk(risk, by=cast.alice, version=1, on=date(2026, 3, 2)).next_review_on == date(2026, 3, 5)


def test_the_api_reads_and_sets_them(cast: Cast) -> None:
    read = Api(cast.vera).get("risk-criteria/")
    assert read.json()["bands"][3] == {
        "level": "very_high", "label": "Very high", "heat": 4, "lowest": 15, "highest": 25,
    }  # fmt: skip
    ada = Api(cast.ada)
    assert ada.patch("risk-criteria/", {"appetite": 9}).status_code == 428
    changed = ada.patch("risk-criteria/", {"appetite": 9}, read["ETag"])
    assert (changed.status_code, changed.json()["appetite"], changed.json()["version"]) == (200, 9, 1)
    assert ada.patch("risk-criteria/", {"appetite": 8}, read["ETag"]).status_code == 412
