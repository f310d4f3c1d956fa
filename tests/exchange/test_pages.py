"""The pages of an import, as a person walks through them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ecompm.core import jobs
from exchange.models import PlanImport
from tests.exchange.bombs import dated
from tests.exchange.mspdi.files import link, with_tasks
from tests.exchange.stage import confirmed, dry_run, uploaded

pytestmark = pytest.mark.django_db
PLAN = with_tasks(dated(1, "<Cost>9900</Cost>", name="Design"), dated(2, link(1), name="Build"))
NAMES = {"name": "Imported", "key": "PLAN", "day": "2026-03-02"}


@pytest.fixture
def alice(cast):
    client = Client()
    client.force_login(cast.alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


def report_url(plan_import):
    return reverse("exchange:report", kwargs={"pk": plan_import.pk})


def test_an_upload_leads_to_its_report(alice):
    answer = alice.post(reverse("exchange:import"), {"file": SimpleUploadedFile("plan.xml", PLAN)})
    assert answer["Location"] == report_url(PlanImport.objects.get())


def test_an_empty_file_is_refused_at_its_field(alice):
    answer = alice.post(reverse("exchange:import"), {"file": SimpleUploadedFile("plan.xml", b"")})
    assert answer.status_code == 422
    assert not PlanImport.objects.exists()


def test_the_page_asks_again_while_the_file_is_read(alice, cast):
    html = alice.get(report_url(uploaded(cast, PLAN))).content.decode()
    assert 'hx-trigger="every 2s"' in html
    assert "Make it a project" not in html


def test_the_report_says_what_comes_in_and_what_does_not(alice, cast):
    html = alice.get(report_url(dry_run(cast, PLAN))).content.decode()
    assert "2 tasks" in html
    assert "1 link with type and lag" in html
    assert "Costs are computed here from work and standard rates; those of the file are not kept." in html
    assert "Task 1 “Design”" in html
    assert 'value="2026-03-02"' in html


def test_a_refused_file_says_why(alice, cast):
    html = alice.get(report_url(dry_run(cast, with_tasks(dated(1, link(9)))))).content.decode()
    assert "Its predecessor 9 is not in the file." in html
    assert "Make it a project" not in html


def test_a_taken_key_comes_back_at_its_field_with_what_was_typed(alice, cast):
    answer = alice.post(report_url(dry_run(cast, PLAN)), {**NAMES, "key": "SHOP", "name": "My plan"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Another project has or had this key" in html
    assert 'value="My plan"' in html


def test_confirmed_imported_and_open(alice, cast):
    waiting = dry_run(cast, PLAN)
    assert alice.post(report_url(waiting), NAMES).status_code == 302
    assert alice.post(report_url(waiting), NAMES).status_code == 302
    jobs.run(PlanImport.objects.get().job_id)
    answer = alice.get(report_url(waiting), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/projects/PLAN/"
    assert "Open the project" in alice.get(report_url(waiting)).content.decode()


def test_a_failed_import_says_why_and_offers_the_form_again(alice, cast):
    waiting = confirmed(cast, PLAN, key="PLAN")
    jobs.cancel(waiting.job)
    html = alice.get(report_url(waiting)).content.decode()
    assert "The import was not made." in html
    assert "Make it a project" in html


def test_waiting_imports_are_listed_and_can_be_discarded(alice, cast):
    waiting = dry_run(cast, PLAN)
    assert "plan.xml" in alice.get(reverse("exchange:import")).content.decode()
    alice.post(reverse("exchange:discard", kwargs={"pk": waiting.pk}))
    assert "plan.xml" not in alice.get(reverse("exchange:import")).content.decode()


def test_the_plan_is_downloaded_under_the_key_of_its_project(alice, cast):
    answer = alice.get(reverse("exchange:export", kwargs={"key": "SHOP"}))
    assert answer["Content-Disposition"] == 'attachment; filename="SHOP.xml"'
    assert answer.content.startswith(b"<?xml")
