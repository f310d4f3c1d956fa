"""A worker that is killed in the middle of a job: the job runs again, and its effect happens once."""

import os
import signal
import subprocess

import pytest
from django.utils import timezone

from ecompm.core import jobs
from ecompm.core.models import Job, OutboxEvent
from tests.services import slow_job
from tests.services.processes import kill_group
from tests.services.redis import wait_until

pytestmark = pytest.mark.redis


def kill_child(process: subprocess.Popen) -> None:
    """Kill only the pool process that does the job, as the kernel does when memory runs out."""
    children = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=True).stdout
    for child in children.split():
        os.kill(int(child), signal.SIGKILL)


@pytest.mark.parametrize("kill", [kill_group, kill_child])
def test_a_killed_job_runs_again_with_one_effect(product, tmp_path, kill):
    job = jobs.start(slow_job.KIND, by=None, title="Slow", folder=str(tmp_path))
    worker = product.start_worker()
    product.send("ecompm.core.tasks.run_job", str(job.pk))
    wait_until((tmp_path / "attempt-1").exists)

    kill(worker)
    product.start_worker()
    (tmp_path / "go").touch()
    wait_until(lambda: Job.objects.get(pk=job.pk).leased_until < timezone.now())
    product.send("ecompm.core.tasks.resume_jobs")  # as beat does every 30 seconds

    wait_until(lambda: Job.objects.get(pk=job.pk).state == Job.State.DONE)
    assert Job.objects.get(pk=job.pk).result == {"attempt": 2}
    assert OutboxEvent.objects.filter(topic="tests.effect").count() == 1


def test_a_job_that_is_delivered_twice_is_done_once(product, tmp_path):
    job = jobs.start(slow_job.KIND, by=None, title="Slow", folder=str(tmp_path))
    (tmp_path / "go").touch()
    product.start_worker()
    product.send("ecompm.core.tasks.run_job", str(job.pk))
    product.send("ecompm.core.tasks.run_job", str(job.pk))
    wait_until(lambda: Job.objects.get(pk=job.pk).state == Job.State.DONE)
    wait_until(lambda: product.redis.queued("ecompm") == 0)
    assert OutboxEvent.objects.filter(topic="tests.effect").count() == 1
    assert Job.objects.get(pk=job.pk).attempts == 1
