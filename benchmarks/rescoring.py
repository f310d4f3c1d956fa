"""What re-scoring the risks of a whole portfolio costs, beside one UPDATE that writes the same scores.

    python -m benchmarks.rescoring [PROJECTS]

Prints one JSON line a figure: name, ours, floor, unit, ratio; CPU seconds of the process and of its connection in
PostgreSQL. Each project has 20 risks; 10,000 projects unless told otherwise. The aim is at most twice the floor.
"""

import argparse
import subprocess
import sys

from benchmarks.copies import ROOT, database, environment, folder


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("projects", type=int, nargs="?", default=10_000)
    options = parser.parse_args()
    with folder() as path, database("rescoring") as url:
        script = f"from benchmarks.recalculation_app import run_rescoring; run_rescoring({options.projects})"
        return subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env=environment(url, path), check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
