"""After a change, the figures of a project are computed again soon; many changes become one run."""

from collections.abc import Iterable

from django.core.cache import cache
from django.db import transaction

from ecompm.core import broker
from projects.models import DirtyProject

TASK = "portfolio.tasks.recalculate_dirty"
_NUDGE_EVERY = 2  # seconds


def touch(project_ids: Iterable[int]) -> None:
    """Mark projects for the next recalculation and wake the worker, at most every two seconds."""
    DirtyProject.objects.bulk_create([DirtyProject(project_id=pk) for pk in project_ids], batch_size=1000)
    transaction.on_commit(_nudge)


def _nudge() -> None:
    if cache.add("recalculation-nudge", 1, _NUDGE_EVERY):
        broker.publish(TASK)
