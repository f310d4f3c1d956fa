"""Celery tasks of the ground. Each takes ids and calls one service."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from ecompm.core import jobs, outbox
from ecompm.core.models import IdempotencyRecord


@shared_task
def relay_outbox() -> None:
    outbox.relay()


@shared_task
def run_job(job_id: str) -> None:
    jobs.run(job_id)


@shared_task
def resume_jobs() -> None:
    jobs.resume()


@shared_task
def forget_idempotency_keys() -> None:
    IdempotencyRecord.objects.filter(created_at__lt=timezone.now() - timedelta(hours=24)).delete()
