"""The API of imports and exports: repeating a call does no harm."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ecompm.core import jobs
from exchange.models import PlanImport
from exchange.mspdi import read
from projects.models import Project
from tests.api_client import Api
from tests.exchange.bombs import dated
from tests.exchange.mspdi.files import link, with_tasks
from tests.exchange.stage import dry_run

pytestmark = pytest.mark.django_db
PLAN = with_tasks(dated(1, name="Design"), dated(2, link(1), name="Build"))
NAMES = {"key": "PLAN", "name": "Imported"}


@pytest.fixture
def alice(cast):
    return Api(cast.alice)


def upload(api, content, key):
    file = {"file": SimpleUploadedFile("plan.xml", content)}
    return api.client.post("/api/v1/plan-imports/", file, headers={"Idempotency-Key": key})


def test_upload_read_confirm_export(alice):
    made = upload(alice, PLAN, "one").json()
    jobs.run(made["job"])
    report = alice.get(f"plan-imports/{made['id']}/").json()
    assert (report["state"], report["ready"], report["report"]["counts"]["tasks"]) == ("read", True, 2)

    confirmed = alice.post(f"plan-imports/{made['id']}/confirm/", NAMES)
    assert confirmed.status_code == 202
    jobs.run(confirmed.json()["job"])
    project = alice.get(f"plan-imports/{made['id']}/").json()["project"]
    plan, _ = read(alice.get(f"plan-exports/{project}/").content)
    assert [one.name for one in plan.tasks] == ["Imported", "Design", "Build"]


def test_a_repeated_upload_is_one_import(alice):
    first, second = upload(alice, PLAN, "one"), upload(alice, PLAN, "one")
    assert second.json() == first.json()
    assert second["Idempotency-Replayed"] == "true"
    assert PlanImport.objects.count() == 1


def test_a_repeated_confirmation_is_one_project(alice, cast):
    waiting = dry_run(cast, PLAN)
    first = alice.post(f"plan-imports/{waiting.pk}/confirm/", NAMES)
    jobs.run(first.json()["job"])
    second = alice.post(f"plan-imports/{waiting.pk}/confirm/", {"key": "OTHER", "name": "Second"})
    assert second.json()["project"] == Project.objects.get(key="PLAN").pk
    assert not Project.objects.filter(key="OTHER").exists()


def test_a_refused_file_tells_why(alice, cast):
    refused = dry_run(cast, b"<html/>")
    body = alice.get(f"plan-imports/{refused.pk}/").json()
    assert (body["state"], body["ready"]) == ("refused", False)
    assert "no Microsoft Project plan" in body["refused_because"]
    assert alice.post(f"plan-imports/{refused.pk}/confirm/", NAMES).status_code == 409


def test_a_bad_key_is_a_problem_of_its_field(alice, cast):
    answer = alice.post(f"plan-imports/{dry_run(cast, PLAN).pk}/confirm/", {"key": "bad key", "name": "x"})
    assert answer.status_code == 400
    assert "key" in answer.json()["errors"]
