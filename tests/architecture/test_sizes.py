"""Size budgets: what doesn't fit on a few screens is split."""

import pytest

from tests.architecture.tree import files, functions, name

PYTHON = files(".py", without=("migrations",))
# Data in the shape of code: one row per route, one line per grant, one setting after the other.
TABLES = {"routes.py"}


@pytest.mark.parametrize(("suffix", "limit"), [(".py", 400), (".html", 150), (".js", 300)])
def test_files_stay_short(suffix, limit):
    long = {
        name(path): lines
        for path in files(suffix, without=("migrations",))
        if path.name not in TABLES and (lines := len(path.read_text(encoding="utf-8").splitlines())) > limit
    }
    assert long == {}


def test_functions_stay_short():
    long = [
        f"{name(path)}:{node.lineno} {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path in PYTHON
        for node in functions(path)
        if node.end_lineno - node.lineno + 1 > (50 if "calc" in path.parts else 40)
    ]
    assert long == []
