"""Background work of the exchange: jobs of the ledger, and what the timetable calls."""

from celery import shared_task

from ecompm.core import jobs
from exchange.services import importing

jobs.handler(importing.READ)(importing.read_plan)
jobs.handler(importing.IMPORT)(importing.import_plan)


@shared_task
def forget_old_imports() -> None:
    importing.forget_old_imports()
