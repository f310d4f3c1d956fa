"""Stopping long work."""

from typing import Any

from ecompm.core import jobs
from ecompm.core.errors import NotFound
from ecompm.core.models import Job
from projects import access, querysets
from projects.models import Project


def cancel_job(job: Job, *, by: Any) -> Job:
    """Ask a job to stop: one's own, or any of a project one manages. Returns it as it then is."""
    if not querysets.jobs(by).filter(pk=job.pk).exists():
        raise NotFound()
    if job.owner_id != by.pk:
        access.require(by, Project.objects.get(pk=job.project_id or 0), "job.cancel")
    jobs.cancel(job)
    return Job.objects.get(pk=job.pk)
