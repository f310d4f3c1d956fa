"""`scripts/setup.sh` says in one line what is wrong and what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT


@pytest.fixture
def fresh_clone(tmp_path: Path) -> Path:
    """The files that setting up reads, in a folder of their own."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "setup.sh", tmp_path / "scripts")
    for lock in ROOT.glob("requirements*.txt"):
        shutil.copy(lock, tmp_path)
    return tmp_path


def set_up(clone: Path, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["scripts/setup.sh", "run"],
        cwd=clone,
        env={"PATH": os.environ["PATH"], "HOME": str(clone), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def python_that(folder: Path, *answers: str) -> str:
    """A program in place of Python that answers each `-c` by the first pattern that its code holds."""
    program = folder / "python-stand-in"
    cases = "\n".join(f"    {answer} ;;" for answer in answers)
    program.write_text(f'#!/bin/sh\ncase "$2" in\n{cases}\n    *) exec {sys.executable} "$@" ;;\nesac\n')
    program.chmod(0o755)
    return str(program)


def test_an_old_python_is_told(fresh_clone):
    old = python_that(fresh_clone, "*'sys.exit(sys.version_info'*) exit 1", "*print*) echo 3.9")
    result = set_up(fresh_clone, PYTHON=old)
    assert result.returncode == 1
    assert "Python 3.11 or newer is needed (found: 3.9)" in result.stderr


def test_a_missing_python_is_told(fresh_clone):
    result = set_up(fresh_clone, PYTHON="/nowhere/python3")
    assert result.returncode == 1
    assert "Python 3.11 or newer is needed (found: none)" in result.stderr


def test_a_python_without_venv_is_told(fresh_clone):
    bare = python_that(fresh_clone, "*'import venv'*) exit 1")
    result = set_up(fresh_clone, PYTHON=bare)
    assert result.returncode == 1
    assert "apt install python3-venv" in result.stderr


def test_an_unreachable_index_is_told(fresh_clone):
    result = set_up(fresh_clone, PYTHON=sys.executable, PIP_INDEX_URL="http://127.0.0.1:1/", PIP_NO_CACHE_DIR="1")
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].startswith(
        "ecompm: the packages could not be installed. Is the package index"
    )


def test_nothing_is_done_twice(fresh_clone):
    venv = fresh_clone / ".venv" / "bin"
    venv.mkdir(parents=True)
    (venv / "python").symlink_to(sys.executable)
    locked = (fresh_clone / "requirements.txt").read_bytes()
    stamp = subprocess.run(["cksum"], input=locked, capture_output=True, check=True).stdout.decode().replace(" ", "")
    (venv.parent / f".installed-run-{stamp.strip()}").touch()
    result = set_up(fresh_clone)
    assert (result.returncode, result.stderr) == (0, "")
