"""The library to read and to take from."""

import pytest
from django.test import Client
from django.urls import reverse

from blueprints.patterns import KINDS
from blueprints.services.templates import import_template
from tests.blueprints.calc.conftest import SMALL
from tests.blueprints.stage import made


@pytest.fixture
def browser(cast):
    """Returns a browser signed in as one of the cast."""

    def sign_in(name):
        client = Client()
        client.force_login(getattr(cast, name), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def text(answer):
    return answer.content.decode()


def pick(project, kind="risks", **query):
    return reverse("blueprints:pick", kwargs={"key": project.key}), {"kind": kind, **query}


@pytest.mark.parametrize("kind", KINDS)
def test_every_pattern_can_be_read(cast, browser, kind):
    client = browser("vera")
    listed = client.get(reverse("blueprints:patterns", kwargs={"kind": kind}))
    code = listed.context["rows"][0]["code"]
    page = client.get(reverse("blueprints:pattern", kwargs={"kind": kind, "code": code}))
    assert page.context["entries"]
    assert code in text(page)


def test_search_finds_words_in_any_kind(browser):
    page = browser("vera").get(reverse("blueprints:library"), {"q": "token"})
    kinds = {row["kind"].kind for row in page.context["found"]}
    assert {"requirements", "risks"} <= kinds


def test_a_list_can_be_cut_down_to_one_template(browser):
    url = reverse("blueprints:patterns", kwargs={"kind": "risks"})
    every, few = (browser("vera").get(url, {"template": name}).context["rows"] for name in ("", "marketplace-launch"))
    assert 0 < len(few) < len(every)


def test_what_has_no_room_yet_says_so(browser):
    page = text(browser("vera").get(reverse("blueprints:patterns", kwargs={"kind": "runbooks"})))
    assert "Projects can take them up once runbooks have a room of their own." in page


def test_a_kind_or_pattern_that_is_not_there_is_not_found(browser):
    assert browser("vera").get("/library/recipes/").status_code == 404
    assert browser("vera").get("/library/risks/XXX99/").status_code == 404


def test_what_belongs_to_the_template_is_offered_first(cast, browser):
    url, query = pick(made(cast))
    page = browser("alice").get(url, query)
    assert page.context["for_template"]
    assert 0 < len(page.context["rows"]) < 100


def test_search_goes_beyond_the_template(cast, browser):
    url, query = pick(made(cast), q="STR01")
    assert [row["code"] for row in browser("alice").get(url, query).context["rows"]] == ["STR01"]


def test_chosen_patterns_are_copied_once(cast, browser):
    url, query = pick(cast.project)
    client = browser("bob")
    for _time in range(2):
        client.post(url, {"kind": "risks", "code": ["STR01", "STR02"]})
    assert set(cast.project.risks.values_list("ref", flat=True)) == {"STR01@1", "STR02@1"}
    taken = [row["code"] for row in client.get(url, query).context["rows"] if row["taken"]]
    assert taken == ["STR01", "STR02"]


def test_a_copied_risk_brings_its_indicators(cast, browser):
    browser("bob").post(pick(cast.project)[0], {"kind": "risks", "code": ["STR01"]})
    assert "goals.smart_complete < 3" in [str(one) for one in cast.project.risks.get().indicators.all()]


def test_kpis_are_for_managers(cast, browser):
    url, _query = pick(cast.project)
    values = {"kind": "kpis", "code": ["conversion_rate_pct"]}
    assert browser("bob").post(url, values).status_code == 403
    assert browser("alice").post(url, values).status_code == 302
    assert cast.project.kpis.get().name == "Conversion rate"


def test_a_project_is_saved_and_offered(cast, browser):
    project = made(cast)
    client = browser("alice")
    url = reverse("blueprints:save", kwargs={"key": project.key})
    assert client.get(url).context["drawn"].notes == ()
    answer = client.post(url, {"name": "Our way", "template_id": "our-way", "summary": "As we did it."})
    page = text(client.get(answer.url))
    assert "Our way" in page
    assert "Saved from a project, Alice" in page


def test_the_file_of_a_template_can_be_taken_home(cast, browser):
    import_template(by=cast.ada, source=SMALL)
    answer = browser("vera").get(reverse("blueprints:source", kwargs={"template_id": "small-shop"}))
    assert text(answer) == SMALL
    assert answer["Content-Disposition"] == 'attachment; filename="small-shop-1.yaml"'


def test_mistakes_of_an_import_stand_at_the_form(browser):
    source = SMALL.replace("quorum: 2", "quorum: 5")
    answer = browser("ada").post(reverse("blueprints:import"), {"source": source})
    assert answer.status_code == 422
    assert "template.yaml, line 20:" in text(answer)


def test_a_retired_template_is_offered_no_longer(cast, browser):
    import_template(by=cast.ada, source=SMALL)
    client = browser("ada")
    where = {"template_id": "small-shop", "edition": 1}
    client.post(reverse("blueprints:retire", kwargs=where))
    assert 'value="small-shop"' not in text(client.get(reverse("blueprints:new")))
    client.post(reverse("blueprints:retire", kwargs=where))
    assert 'value="small-shop"' in text(client.get(reverse("blueprints:new")))
