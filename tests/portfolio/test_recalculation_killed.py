"""A worker that is killed in the middle of recalculating a thousand projects: the next one gives the same figures."""

import os
import signal
import subprocess
from collections.abc import Callable

import pytest
from django.db.models import Q
from django.utils import timezone

from ecompm.core.models import OutboxEvent
from portfolio.models import ProjectFigures
from portfolio.services.recalculation import recalculate_dirty
from projects.models import DirtyProject
from tests.portfolio.twins import figures, make_twins
from tests.services.processes import Product, kill_group
from tests.services.redis import wait_until

pytestmark = pytest.mark.redis
PROJECTS = 1000
LONG = 180.0
DISTURBED = "B"


def in_the_middle() -> bool:
    """Some projects are done, some have new dates but not yet their figures, and the rest waits."""
    rows = ProjectFigures.objects.filter(project__key__startswith=DISTURBED)
    done = rows.filter(computed_at__isnull=False).count()
    half_done = rows.filter(
        Q(project__tasks__start__isnull=False), computed_at=None, leased_until__gte=timezone.now()
    ).exists()
    return half_done and 0 < done < PROJECTS and DirtyProject.objects.count() == PROJECTS - done


def freeze_when(process: subprocess.Popen, condition: Callable[[], bool]) -> None:
    """Stop the worker again and again and look, so that what is seen is what the kill finds."""

    def frozen_there() -> bool:
        os.killpg(process.pid, signal.SIGSTOP)
        found = condition()
        if not found:
            os.killpg(process.pid, signal.SIGCONT)
        return found

    wait_until(frozen_there, LONG)


def test_a_killed_recalculation_gives_the_figures_of_an_undisturbed_one(product: Product) -> None:
    make_twins("A", PROJECTS)
    assert recalculate_dirty(timezone.localdate()) == PROJECTS
    told = OutboxEvent.objects.count()
    make_twins(DISTURBED, PROJECTS)
    product.environment["RECALCULATION_LEASE_SECONDS"] = "10"
    worker = product.start_worker()
    product.send("portfolio.tasks.recalculate_dirty")
    freeze_when(worker, in_the_middle)
    kill_group(worker)
    assert in_the_middle()

    product.start_worker()
    product.send("portfolio.tasks.recalculate_dirty")  # takes what the dead worker had not begun
    wait_until(lambda: not ProjectFigures.objects.filter(leased_until__gte=timezone.now()).exists())
    product.send("portfolio.tasks.recalculate_dirty")  # as beat does every 20 seconds
    wait_until(lambda: not DirtyProject.objects.exists(), LONG)

    assert figures(DISTURBED) == figures("A")
    assert len(figures("A")["figures"]) == PROJECTS
    assert OutboxEvent.objects.count() == 2 * told
