"""What the recalculation of a whole portfolio costs, beside one UPDATE that computes the same figures.

    python -m benchmarks.recalculation [PROJECTS] [--quick]

Prints one JSON line a figure: name, ours, floor, unit, ratio; CPU seconds of the process and of its connection in
PostgreSQL. The floor computes dates, progress and risk figures from what is stored and writes the rows that changed,
in figures and in the day's snapshots; the run checks that they are ours. Ours also finds out which plans changed,
schedules those, and judges risks, gates and health. 10,000 projects unless told otherwise; `--quick` takes 300.
"""

import argparse
import subprocess
import sys

from benchmarks.copies import ROOT, database, environment, folder


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("projects", type=int, nargs="?", default=10_000)
    parser.add_argument("--quick", action="store_true", help="300 projects")
    options = parser.parse_args()
    count = 300 if options.quick else options.projects
    with folder() as path, database("recalculation") as url:
        script = f"from benchmarks.recalculation_app import run; run({count})"
        return subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env=environment(url, path), check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
