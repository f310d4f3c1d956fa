"""A job of the tests: works until it is let go, then leaves one trace in the database."""

import time
from pathlib import Path

from ecompm.core import jobs, outbox

KIND = "tests.slow"


@jobs.handler(KIND)
def work(run: jobs.JobRun) -> None:
    folder = Path(run.arguments["folder"])
    (folder / f"attempt-{run.job.attempts}").touch()
    while not (folder / "go").exists():
        run.step(0, 1)
        time.sleep(0.1)
    with run.finish() as job:
        outbox.add("tests.effect", job=str(job.pk))
        job.result = {"attempt": job.attempts}
