"""Reference data of the scheduling engine; it lives outside the tree."""

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("ECOMPM_ORACLE_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def oracle() -> Callable[[str], Path]:
    """Return a function from a name below the data folder to the file or folder; a test without its data is skipped."""

    def existing(name: str) -> Path:
        path = DATA.parent / name if name in ("templates", "bench") else DATA / name
        if not path.exists():
            pytest.skip(f"ORACLE DATA ABSENT: {path}; set ECOMPM_ORACLE_DATA")
        return path

    return existing


@pytest.fixture(scope="session")
def rows(oracle) -> Callable[[str], list[dict[str, str]]]:
    """Return a reader of a table of expected values."""

    def read(name: str) -> list[dict[str, str]]:
        with oracle(name).open(encoding="utf-8", newline="") as table:
            return list(csv.DictReader(table))

    return read
