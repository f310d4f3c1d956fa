"""A hostile file is refused with a sentence and leaves nothing behind; a large one that is sound is read in time."""

import time

import pytest
from django.apps import apps
from django.core.files.storage import default_storage

from ecompm.core import jobs
from ecompm.core.models import Job
from exchange.models import PlanImport
from exchange.reports import refusal_of
from tests.exchange.bombs import LARGE, REFUSED
from tests.exchange.stage import dry_run, uploaded

SECONDS = 5
pytestmark = pytest.mark.django_db
KEPT = {"exchange.planimport", "core.job", "core.auditentry"}


def stored_rows():
    """How many rows every model has, apart from the upload, its job and the trail."""
    models = [model for model in apps.get_models() if model._meta.label_lower not in KEPT]
    return {model._meta.label: model._default_manager.count() for model in models}


@pytest.mark.parametrize(("bomb", "sentence"), REFUSED.items(), ids=lambda part: getattr(part, "__name__", ""))
def test_a_bomb_is_refused_and_nothing_is_stored(cast, bomb, sentence, django_capture_on_commit_callbacks):
    before = stored_rows()
    started = time.process_time()
    with django_capture_on_commit_callbacks(execute=True):
        refused = dry_run(cast, bomb())
    assert refused.state == PlanImport.State.REFUSED
    assert sentence in refusal_of(refused)
    assert stored_rows() == before
    assert not refused.file
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(("plan", "counts"), LARGE.items(), ids=lambda part: getattr(part, "__name__", ""))
def test_a_large_plan_is_read_in_time(cast, plan, counts):
    before = stored_rows()
    started = time.process_time()
    read = dry_run(cast, plan())
    assert (read.report["counts"]["tasks"], read.report["counts"]["links"]) == counts
    assert stored_rows() == before
    assert time.process_time() - started < 2 * SECONDS


def test_the_bytes_of_a_refused_file_are_gone(cast, django_capture_on_commit_callbacks):
    plan_import = uploaded(cast, b"<html/>")
    path = plan_import.file.name
    assert default_storage.exists(path)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.run(plan_import.job_id)
    assert not default_storage.exists(path)


def test_a_refusal_is_told_by_the_job_too(cast):
    refused = dry_run(cast, b"PK\x03\x04")
    job = Job.objects.get(pk=refused.job_id)
    assert "not XML" in job.errors[0]["text"]
