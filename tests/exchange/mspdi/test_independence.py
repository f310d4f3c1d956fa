"""The package works where there is no Django."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_reading_writing_and_scheduling_need_no_django():
    program = "import sys, exchange.mspdi.scheduling; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert "lxml.etree" in done.stdout.split()
    assert not [name for name in done.stdout.split() if name.startswith("django")]
