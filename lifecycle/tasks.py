"""Background work of the gates: what the timetable calls."""

from celery import shared_task
from django.utils import timezone

from ecompm.core import ticks
from lifecycle.services import reminders


@shared_task
def remind_of_conditions() -> None:
    """A second beat that fires the same hour finds the tick taken."""
    if ticks.take("conditions that are due", every_seconds=3600):
        reminders.remind_of_conditions(timezone.localdate())
