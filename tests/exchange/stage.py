"""Importing for tests: a file goes through the service, its jobs run here and now."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from ecompm.core import jobs
from exchange.models import PlanImport
from exchange.services.importing import confirm_import, upload_plan
from projects.models import Project
from tests.cast import Cast


def again(plan_import: PlanImport) -> PlanImport:
    """The import as it is stored now."""
    return PlanImport.objects.select_related("job", "owner", "project").get(pk=plan_import.pk)


def uploaded(cast: Cast, content: bytes, name: str = "plan.xml") -> PlanImport:
    return upload_plan(by=cast.alice, file=SimpleUploadedFile(name, content))


def dry_run(cast: Cast, content: bytes) -> PlanImport:
    """Alice's upload after its file was read."""
    plan_import = uploaded(cast, content)
    jobs.run(plan_import.job_id)
    return again(plan_import)


def confirmed(cast: Cast, content: bytes, key: str = "PLAN", day: date | None = None) -> PlanImport:
    """A confirmed import whose job still waits."""
    read = dry_run(cast, content)
    assert read.state == PlanImport.State.READ, read.refusal or read.failure
    stated: Any = date.fromisoformat(read.report["project"]["day"])
    return confirm_import(read, by=cast.alice, key=key, name="Imported", day=day or stated)


def imported(cast: Cast, content: bytes, key: str = "PLAN", day: date | None = None) -> Project:
    """The project that a file becomes."""
    plan_import = confirmed(cast, content, key, day)
    jobs.run(plan_import.job_id)
    done = again(plan_import)
    assert done.project is not None, done.failure
    return done.project
