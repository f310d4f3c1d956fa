"""Background work of projects."""

from celery import shared_task

from projects.services import attachments


@shared_task
def forget_unused_files() -> None:
    attachments.forget_unused_files()
