"""The job ledger: long work with progress, cancel, result and errors, safe against a worker that dies.

A handler computes as long as it likes, reporting `run.step(...)`, and makes its effect inside `with run.finish()`:
effect and "done" are one transaction, so a job that runs twice has its effect once.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeAlias
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from ecompm.core import broker, origin
from ecompm.core.errors import DomainError
from ecompm.core.models import Job

logger = logging.getLogger(__name__)

Handler: TypeAlias = Callable[["JobRun"], None]

_handlers: dict[str, Handler] = {}
MAX_ATTEMPTS = 3


class Cancelled(Exception):
    """The person asked to stop; raised by `step`."""


class LeaseLost(Exception):
    """Another worker took the job over; this one must not make its effect."""


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of a kind."""

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def start(kind: str, *, by: Any, title: object, project_id: int | None = None, **arguments: Any) -> Job:
    """Write a job in the current transaction and queue it after the commit. Arguments are ids and plain values."""
    job = Job.objects.create(
        kind=kind, title=str(title)[:200], owner_id=by.pk if by else None, project_id=project_id, arguments=arguments
    )
    transaction.on_commit(lambda: broker.publish("ecompm.core.tasks.run_job", str(job.pk)))
    return job


def cancel(job: Job) -> None:
    """Ask a job to stop. One that still waits stops at once, a running one at its next step."""
    Job.objects.filter(pk=job.pk, state=Job.State.QUEUED).update(
        state=Job.State.CANCELLED, cancel_requested=True, finished_at=timezone.now()
    )
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(cancel_requested=True)


class JobRun:
    """One attempt at a job, as its handler sees it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.arguments: dict[str, Any] = job.arguments

    def step(self, done: int, total: int, message: object = "") -> None:
        """Report progress and keep the lease. Raises Cancelled or LeaseLost when the work should stop."""
        kept = self._mine().update(
            done_steps=done, total_steps=total, message=str(message)[:250], leased_until=_lease_end()
        )
        if not kept:
            raise LeaseLost
        if Job.objects.filter(pk=self.job.pk, cancel_requested=True).exists():
            raise Cancelled

    @contextmanager
    def finish(self) -> Iterator[Job]:
        """Make the effect inside this block. Set `job.result` and `job.errors`; both are stored with the effect."""
        with transaction.atomic():
            if not self._mine().select_for_update().exists():
                raise LeaseLost
            yield self.job
            self.job.state = Job.State.DONE
            self.job.finished_at = timezone.now()
            self.job.done_steps = self.job.total_steps = max(self.job.total_steps, 1)
            self.job.save(
                update_fields=["state", "result", "errors", "message", "done_steps", "total_steps", "finished_at"]
            )

    def _mine(self) -> Any:
        return Job.objects.filter(pk=self.job.pk, state=Job.State.RUNNING, attempts=self.job.attempts)


def run(job_id: UUID | str) -> None:
    """Take the job, unless another worker has it, and do it. Errors end in the ledger, never in the worker."""
    job = _claim(job_id)
    if job is None:
        return
    attempt = JobRun(job)
    try:
        with origin.working(source="job", request_id=str(job_id)):
            _handlers[job.kind](attempt)
    except Cancelled:
        _end(attempt, Job.State.CANCELLED, "")
    except LeaseLost:
        logger.info("job taken over by another worker", extra={"job": str(job_id)})
    except DomainError as error:
        _end(attempt, Job.State.FAILED, str(error.message))
    except Exception as error:  # the ledger is the last door: whatever happened must be seen on the job's page
        logger.exception("job failed", extra={"job": str(job_id), "kind": job.kind})
        _end(attempt, Job.State.FAILED, f"{type(error).__name__}: {error}")


def resume() -> int:
    """Queue again what nobody works on: jobs that wait and jobs whose worker died. Returns how many."""
    now = timezone.now()
    Job.objects.filter(state=Job.State.RUNNING, leased_until__lt=now, attempts__gte=MAX_ATTEMPTS).update(
        state=Job.State.FAILED, finished_at=now, message="The worker stopped three times during this job."
    )
    waiting = Q(state=Job.State.QUEUED, created_at__lt=now - timedelta(seconds=10))
    orphaned = Q(state=Job.State.RUNNING, leased_until__lt=now)
    ids = list(Job.objects.filter(waiting | orphaned).values_list("pk", flat=True)[:100])
    return sum(broker.publish("ecompm.core.tasks.run_job", str(pk)) for pk in ids)


def _claim(job_id: UUID | str) -> Job | None:
    now = timezone.now()
    free = Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, leased_until__lt=now)
    taken = Job.objects.filter(free, pk=job_id).update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, leased_until=_lease_end(), started_at=now
    )
    return Job.objects.get(pk=job_id) if taken else None


def _lease_end() -> Any:
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


def _end(attempt: JobRun, state: str, message: str) -> None:
    attempt._mine().update(state=state, message=message[:250], finished_at=timezone.now())
