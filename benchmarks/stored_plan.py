"""What it costs to schedule one stored plan: read it, compute it, write the rows that changed.

    python -m benchmarks.stored_plan [TASKS ...]

Prints one JSON line a figure: name, ours, floor, goal, unit, ratio; CPU milliseconds of the process and of its
connection in PostgreSQL. The floor reads the same rows, runs the bare critical path over integers and writes start and
finish of the same tasks, each by one statement. 1,000 and 10,000 tasks unless told otherwise.
"""

import subprocess
import sys

from benchmarks.copies import ROOT, database, environment, folder


def main(counts: list[int]) -> int:
    with folder() as path, database("stored_plan") as url:
        script = f"from benchmarks.stored_plan_app import run; run({counts})"
        return subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env=environment(url, path), check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main([int(count) for count in sys.argv[1:]] or [1_000, 10_000]))
