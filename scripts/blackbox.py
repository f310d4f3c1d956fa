"""Attack running copies of the product over HTTP; see tests/blackbox/__main__.py for what and how."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

if __name__ == "__main__":
    sys.exit(subprocess.run([sys.executable, "-m", "tests.blackbox", *sys.argv[1:]], cwd=ROOT, check=False).returncode)
