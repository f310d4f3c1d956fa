"""Celery tasks of the recalculation."""

from celery import shared_task
from django.utils import timezone

from ecompm.core import ticks
from portfolio.services import recalculation


@shared_task
def recalculate_dirty() -> None:
    recalculation.recalculate_dirty(timezone.localdate())


@shared_task
def recalculate_everything() -> None:
    """The nightly run; a second beat that fires the same hour finds the tick taken."""
    if ticks.take("nightly recalculation", every_seconds=3600):
        recalculation.mark_all()
        recalculation.recalculate_dirty(timezone.localdate())
