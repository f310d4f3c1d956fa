"""Projects from templates and templates themselves over REST."""

import pytest

from planning.models import Task
from projects.models import Project
from tests.api_client import Api
from tests.blueprints.calc.conftest import SMALL

BODY = {"template": "payment-migration", "key": "PAY", "name": "New provider", "day": "2026-05-04"}


def test_a_project_comes_whole(cast):
    answer = Api(cast.alice).post(
        "projects/from-template/", {**BODY, "people": {"PAY": cast.bob.pk}, "budget": "90000"}
    )
    assert answer.status_code == 201
    project = Project.objects.get(pk=answer.json()["id"])
    assert answer.json()["wished_start"] == "2026-05-04"
    assert Task.objects.filter(project=project, owner=cast.bob).exists()
    assert answer["ETag"] == project.etag


def test_sent_twice_with_one_key_it_is_made_once(cast):
    api = Api(cast.alice)
    first = api.post("projects/from-template/", BODY, Idempotency_Key="one")
    again = api.post("projects/from-template/", BODY, Idempotency_Key="one")
    assert first.json() == again.json()
    assert Project.objects.filter(key="PAY").count() == 1


def test_the_event_may_be_the_fixed_day(cast):
    body = {**BODY, "fixed": "event", "day": "2026-11-24"}
    answer = Api(cast.alice).post("projects/from-template/", body)
    event = Task.objects.get(project_id=answer.json()["id"], ref="T22")
    assert event.start.date().isoformat() == "2026-11-24"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"template": "no-such"}, "template"),
        ({"people": {"CEO": 1}}, "people"),
        ({"left_out": ["kitchen"]}, "left_out"),
        ({"packs": ["gdrp"]}, "packs"),
        ({"picks": {"roles": ["SPO"]}}, "picks"),
        ({"freezes": [{"name": "Peak", "first": "2026-12-01", "last": "2026-11-01"}]}, "freezes"),
        ({"day": "next week"}, "day"),
        ({"people": {"PAY": 999_999}}, "role_PAY"),
    ],
)
def test_what_is_misspelt_is_refused_at_its_field(cast, wrong, field):
    answer = Api(cast.alice).post("projects/from-template/", {**BODY, **wrong})
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
    assert not Project.objects.filter(key="PAY").exists()


def test_a_key_that_is_taken_is_refused(cast):
    assert Api(cast.alice).post("projects/from-template/", {**BODY, "key": "SHOP"}).status_code == 409


def test_templates_are_listed_with_their_length(cast):
    rows = Api(cast.alice).get("templates/").json()["results"]
    assert [(row["id"], row["days"]) for row in rows][:2] == [("new-shop-launch", 107.0), ("replatforming", 126.0)]


def test_a_template_can_be_taken_changed_and_imported(cast):
    source = Api(cast.alice).get("templates/marketplace-launch/").json()["source"]
    answer = Api(cast.ada).post("templates/", {"source": source.replace("version: 1", "version: 2", 1)})
    assert answer.status_code == 201
    assert Api(cast.alice).get("templates/marketplace-launch/").json()["version"] == 2


def test_mistakes_of_an_import_are_told_with_their_lines(cast):
    answer = Api(cast.ada).post("templates/", {"source": SMALL.replace("quorum: 2", "quorum: 5")})
    assert answer.status_code == 400
    assert answer.json()["errors"]["source"][0].startswith("template.yaml, line 20:")


def test_there_is_no_template_of_that_name(cast):
    assert Api(cast.alice).get("templates/kitchen/").status_code == 404
