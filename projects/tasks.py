"""Background work of projects."""

from celery import shared_task
from django.utils import timezone

from projects.services import attachments, notifications


@shared_task
def forget_unused_files() -> None:
    attachments.forget_unused_files()


@shared_task
def forget_old_notifications() -> None:
    notifications.forget_old(timezone.now())
