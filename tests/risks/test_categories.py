"""Categories are a tree of two levels: chosen below their group, filtered by either, listed group by group."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from risks.forms import RiskForm
from risks.models import Risk
from risks.services import register
from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def risks(cast: Cast) -> None:
    for title, category in (("Leak", "security"), ("Fine", "legal"), ("Lag", "performance"), ("Slip", "schedule")):
        register.create_risk(by=cast.alice, project=cast.project, title=title, category=category)


def page(client: Client, cast: Cast, query: str = "") -> str:
    client.force_login(cast.vera)
    return client.get(reverse("risks:list", args=["SHOP"]) + query).content.decode()


def listed(client: Client, cast: Cast, query: str) -> list[str]:
    html = page(client, cast, query)
    found = sorted((html.find(f">{title}</a>"), title) for title in ("Leak", "Fine", "Lag", "Slip"))
    return [title for place, title in found if place >= 0]


@pytest.mark.parametrize(("code", "titles"), [("technical", {"Leak", "Lag"}), ("security", {"Leak"})])
def test_list_and_api_filter_by_group_or_category(client: Client, cast: Cast, code: str, titles: set[str]) -> None:
    assert set(listed(client, cast, f"?category={code}")) == titles
    found = Api(cast.vera).get(f"risks/?category={code}").json()["results"]
    assert {row["title"] for row in found} == titles


def test_the_chip_names_the_whole_group(client: Client, cast: Cast) -> None:
    html = page(client, cast, "?category=technical")
    assert "Technical, all" in html
    assert '<optgroup label="Technical">' in html


def test_a_category_that_does_not_exist_is_refused(cast: Cast) -> None:
    assert Api(cast.vera).get("risks/?category=weather").status_code == 400


def test_sorted_by_category_the_register_stands_group_by_group(client: Client, cast: Cast) -> None:
    query = "?sort=category&columns=title&columns=category"
    assert listed(client, cast, query) == ["Leak", "Lag", "Slip", "Fine"]
    html = page(client, cast, query)
    assert html.count('class="dt-group"') == 3
    assert "Technical › Security" in html
    assert 'class="dt-group"' not in page(client, cast)


def test_the_form_offers_categories_below_their_groups(client: Client, cast: Cast) -> None:
    client.force_login(cast.bob)
    html = client.get(reverse("risks:new", args=["SHOP"])).content.decode()
    assert html.index('<optgroup label="Technical">') < html.index('<option value="security">') < html.index("External")


def test_a_group_is_no_category_of_a_risk(cast: Cast) -> None:
    form = RiskForm({"title": "Slow", "category": "technical"}, project=cast.project, user=cast.alice)
    assert "category" in form.errors
    answer = Api(cast.bob).post("risks/", {"project": cast.project.pk, "title": "Slow", "category": "technical"})
    assert answer.status_code == 400


def test_the_api_says_the_group(cast: Cast) -> None:
    risk = Risk.objects.get(title="Fine")
    assert Api(cast.vera).get(f"risks/{risk.pk}/").json()["category_group"] == "external"
    (row,) = Api(cast.vera).get("risks/?category=legal").json()["results"]
    assert (row["category"], row["category_group"]) == ("legal", "external")


def test_the_export_has_a_column_for_the_group(client: Client, cast: Cast) -> None:
    client.force_login(cast.vera)
    answer = client.get(reverse("risks:export", args=["SHOP", "csv"]) + "?category=external")
    (row,) = csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
    assert (row["Category group"], row["Category"]) == ("External", "Legal")


def test_the_page_of_a_risk_says_group_and_category(client: Client, cast: Cast) -> None:
    client.force_login(cast.vera)
    assert "Management › Schedule" in client.get(reverse("risks:detail", args=["SHOP", 4])).content.decode()
