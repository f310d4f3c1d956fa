"""Run the benchmarks, one after the other so that they don't disturb each other; each prints JSON lines.

Arguments are names: `make bench ARGS="schedule"` runs benchmarks/schedule.py.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# These take long at full size; run as modules of their own they do it all.
SHORTENED = {"http": ["--quick"], "recalculation": ["--quick"]}


def main(names: list[str]) -> int:
    found = {path.stem: path for path in sorted((ROOT / "benchmarks").glob("*.py")) if not path.stem.startswith("_")}
    unknown = set(names) - set(found)
    if unknown:
        print(f"No such benchmark: {', '.join(sorted(unknown))}. There are: {', '.join(found) or 'none'}.")
        return 2
    failed = [name for name in names or found if not succeeds(found[name])]
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return bool(failed)


def succeeds(path: Path) -> bool:
    print(f"# {path.stem}", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", f"{path.parent.name}.{path.stem}", *SHORTENED.get(path.stem, ())]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
