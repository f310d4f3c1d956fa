"""Reference data of the risk arithmetic; it lives outside the tree."""

import json
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("ECOMPM_ORACLE_DATA", ROOT.parent / "shared" / "data"))
TEMPLATES = DATA.parent / "templates"


def _existing(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"ORACLE DATA ABSENT: {path}; set ECOMPM_ORACLE_DATA")
    return path


@pytest.fixture(scope="session")
def published():
    """Return a reader of the published risk examples, by file name."""
    return lambda name: json.loads(_existing(DATA / "risk" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def template_folder():
    """Return the folder of project templates whose simulated figures are published."""
    return _existing(TEMPLATES)


@pytest.fixture(scope="session")
def compliance_folder():
    """Return the folder of compliance packs: the product's own copy where it exists, else the reference."""
    own = ROOT / "risks" / "content" / "compliance"
    return own if (own / "scenarios.yaml").exists() else _existing(TEMPLATES / "compliance")
