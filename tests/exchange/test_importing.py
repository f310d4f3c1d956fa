"""From a file to a project: made once, whole or not at all."""

from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ecompm.core import jobs
from ecompm.core.errors import Conflict, Invalid, NotAllowed, TooLarge
from ecompm.core.models import AuditEntry, Job
from exchange.models import PlanImport
from exchange.mspdi import LIMITS
from exchange.services import creating, importing
from planning.models import Task
from projects.models import Project
from projects.services.projects import create_project
from tests.exchange.bombs import dated
from tests.exchange.mspdi.files import link, with_tasks
from tests.exchange.stage import again, confirmed, dry_run, imported, uploaded

pytestmark = pytest.mark.django_db
PLAN = with_tasks(dated(1, name="Design"), dated(2, link(1), name="Build"))


class Killed(BaseException):
    """The end of a worker: nothing in the product catches it."""


def test_the_plan_becomes_a_scheduled_project_of_the_person(cast):
    project = imported(cast, PLAN)
    assert (project.key, project.name, project.manager) == ("PLAN", "Imported", cast.alice)
    days = Task.objects.of(project).order_by("position").values_list("name", "start__date", "predecessor_links__type")
    assert list(days) == [("Design", date(2026, 3, 2), None), ("Build", date(2026, 3, 3), "FS")]
    assert AuditEntry.objects.filter(verb="imported", project_id=project.pk).count() == 1


def test_another_first_day_moves_the_plan(cast):
    project = imported(cast, PLAN, day=date(2026, 6, 1))
    assert Task.objects.of(project).get(name="Build").start.date() == date(2026, 6, 2)


def test_an_import_killed_in_the_middle_is_made_once(cast, monkeypatch):
    waiting = confirmed(cast, PLAN)
    add_plan = creating.add_plan

    def die(**values):
        add_plan(**values)
        raise Killed

    monkeypatch.setattr(creating, "add_plan", die)
    with pytest.raises(Killed):
        jobs.run(waiting.job_id)
    assert not Project.objects.filter(key="PLAN").exists()
    monkeypatch.undo()

    jobs.run(waiting.job_id)  # the dead worker still has its lease
    assert not Project.objects.filter(key="PLAN").exists()
    Job.objects.filter(pk=waiting.job_id).update(leased_until=timezone.now() - timedelta(seconds=1))
    jobs.run(waiting.job_id)
    jobs.run(waiting.job_id)
    assert Project.objects.filter(name="Imported").count() == 1
    assert Task.objects.of(Project.objects.get(key="PLAN")).count() == 2
    assert again(waiting).state == PlanImport.State.DONE


def test_a_refused_import_leaves_nothing_and_can_be_confirmed_again(cast):
    waiting = confirmed(cast, PLAN)
    create_project(by=cast.bob, key="PLAN", name="Quicker")
    jobs.run(waiting.job_id)
    failed = again(waiting)
    assert "Choose another value" in failed.failure
    assert not Project.objects.filter(name="Imported").exists()
    second = importing.confirm_import(failed, by=cast.alice, key="OTHER", name="Imported", day=date(2026, 3, 2))
    jobs.run(second.job_id)
    assert again(second).project.key == "OTHER"


def test_confirming_twice_starts_one_job(cast):
    first = confirmed(cast, PLAN)
    second = importing.confirm_import(first, by=cast.alice, key="OTHER", name="Other", day=date(2026, 3, 2))
    assert second.job_id == first.job_id
    jobs.run(first.job_id)
    third = importing.confirm_import(first, by=cast.alice, key="OTHER", name="Other", day=date(2026, 3, 2))
    assert third.project.key == "PLAN"
    assert Job.objects.filter(kind=importing.IMPORT).count() == 1


def test_a_taken_key_is_refused_before_the_import(cast):
    read = dry_run(cast, PLAN)
    with pytest.raises(Invalid) as refused:
        importing.confirm_import(read, by=cast.alice, key="SHOP", name="Second", day=date(2026, 3, 2))
    assert "key" in refused.value.fields


def test_a_file_that_was_not_read_cannot_be_confirmed(cast):
    for plan_import in (uploaded(cast, PLAN), dry_run(cast, b"<html/>")):
        with pytest.raises(Conflict):
            importing.confirm_import(plan_import, by=cast.alice, key="PLAN", name="x", day=date(2026, 3, 2))


def test_people_from_outside_import_nothing(cast):
    with pytest.raises(NotAllowed):
        importing.upload_plan(by=cast.gus, file=SimpleUploadedFile("plan.xml", PLAN))


def test_a_file_over_the_limit_is_refused(cast, monkeypatch):
    file = SimpleUploadedFile("plan.xml", PLAN)
    file.size = LIMITS.bytes + 1
    with pytest.raises(TooLarge):
        importing.upload_plan(by=cast.alice, file=file)


def test_nobody_piles_up_uploads(cast, monkeypatch):
    monkeypatch.setattr(importing, "MOST_OPEN", 2)
    dry_run(cast, b"<html/>")
    uploaded(cast, PLAN)
    uploaded(cast, PLAN)
    with pytest.raises(Conflict):
        uploaded(cast, PLAN)


def test_no_name_from_outside_becomes_a_path(cast):
    plan_import = uploaded(cast, PLAN, name="../../evil\r\n.xml")
    assert plan_import.file.name.startswith(f"imports/{plan_import.digest[:2]}/{plan_import.digest}")


def test_the_bytes_are_gone_when_the_project_is_there(cast, django_capture_on_commit_callbacks):
    waiting = confirmed(cast, PLAN)
    path = waiting.file.name
    with django_capture_on_commit_callbacks(execute=True):
        jobs.run(waiting.job_id)
    assert not default_storage.exists(path)


def test_uploads_are_forgotten_after_a_week(cast, django_capture_on_commit_callbacks):
    old, new = dry_run(cast, PLAN), dry_run(cast, PLAN)
    PlanImport.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))
    with django_capture_on_commit_callbacks(execute=True):
        assert importing.forget_old_imports() == 1
    assert not default_storage.exists(old.file.name)
    assert list(PlanImport.objects.all()) == [new]


def test_a_discarded_upload_is_not_imported(cast):
    waiting = uploaded(cast, PLAN)
    with pytest.raises(Conflict):
        importing.discard_import(waiting, by=cast.alice)
    jobs.cancel(waiting.job)
    importing.discard_import(waiting, by=cast.alice)
    assert not PlanImport.objects.exists()


@pytest.mark.parametrize(
    ("name", "key"),
    [("New shop launch", "NSL"), ("Home Move", "HOMEMO"), ("2026", "PLAN"), ("ラーメン", "PLAN"), ("Shop", "SHOP2")],
)
def test_a_key_is_suggested(cast, name, key):
    assert importing.suggested_key(name) == key
