"""The locks: hashed, without an index address, in step with pyproject.toml; one database driver."""

import importlib.util
import re
import tomllib

import pytest

from tests.architecture.tree import ROOT

LOCKS = ["requirements.txt", "requirements-extras.txt", "requirements-dev.txt", "requirements-uv.txt"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
_PINNED = re.compile(r"^([a-z0-9._-]+)==[^ ]+", re.MULTILINE)


def packages(lock: str) -> set[str]:
    return set(_PINNED.findall((ROOT / lock).read_text(encoding="utf-8")))


def declared(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~! ]", text, maxsplit=1)[0] for text in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_hashes(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    assert [block.split()[0] for block in blocks if block.strip() and "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_index(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host", text)


def test_the_locks_hold_what_the_project_declares():
    assert declared(PROJECT["project"]["dependencies"]) <= packages("requirements.txt")
    assert declared(PROJECT["dependency-groups"]["dev"]) <= packages("requirements-dev.txt")
    assert packages("requirements.txt") < packages("requirements-extras.txt") < packages("requirements-dev.txt")


def test_the_front_end_lock_names_no_registry():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_psycopg2_is_the_driver_in_use():
    """Django prefers psycopg 3 without a word as soon as it can be imported; it reads rows more slowly here."""
    assert importlib.util.find_spec("psycopg") is None
    assert importlib.util.find_spec("psycopg2") is not None
