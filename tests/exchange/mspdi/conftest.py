"""Reference plans of Microsoft Project; they live outside the tree."""

import csv
import os
from pathlib import Path

import pytest

from exchange.mspdi import Plan, read

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("ECOMPM_ORACLE_DATA", ROOT.parent / "shared" / "data")) / "msproject"


@pytest.fixture(scope="session")
def reference():
    """Return a function from the name of a reference plan to its file; a test without its data is skipped."""

    def path(name: str) -> Path:
        if not DATA.is_dir():
            pytest.skip(f"ORACLE DATA ABSENT: {DATA}; set ECOMPM_ORACLE_DATA")
        return DATA / f"{name}.xml"

    return path


@pytest.fixture(scope="session")
def reference_plan(reference):
    """Return a function from the name of a reference plan to the plan that was read."""

    def plan(name: str) -> Plan:
        return read(reference(name).read_bytes())[0]

    return plan


@pytest.fixture(scope="session")
def expected(reference):
    """Return a function from the name of a reference plan to the rows that MPXJ read from it."""

    def rows(name: str) -> list[dict[str, str]]:
        with reference(name).with_suffix(".expected.csv").open(encoding="utf-8", newline="") as table:
            return list(csv.DictReader(table))

    return rows
