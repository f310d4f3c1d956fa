"""Background work of the risk register: jobs of the ledger, and what the timetable calls."""

from celery import shared_task
from django.utils import timezone

from ecompm.core import jobs, ticks
from risks.services import finding_files, importing, reviews, simulation

jobs.handler(simulation.JOB)(simulation.simulate_plan)


@shared_task
def remind_of_reviews() -> None:
    """A second beat that fires the same hour finds the tick taken."""
    if ticks.take("overdue risk reviews", every_seconds=3600):
        reviews.remind_of_reviews(timezone.localdate())


@shared_task
def forget_old_imports() -> None:
    importing.forget_old_imports()
    finding_files.forget_old_imports()
