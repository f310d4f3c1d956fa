"""A SQLite database as a file of its own, copied through SQLite's backup interface while others write."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from ecompm.backups.archive import BackupError

MEMBER = "database.sqlite3"


def dump(settings: dict[str, Any], folder: Path) -> Path:
    """One consistent state of the database as a file in the folder, checked by SQLite itself."""
    target = folder / MEMBER
    _copy(Path(settings["NAME"]), target)
    return target


def load(settings: dict[str, Any], source: Path) -> None:
    """Replace the whole content of the database, in one transaction of SQLite."""
    name = Path(settings["NAME"])
    name.parent.mkdir(parents=True, exist_ok=True)
    _copy(source, name)


def _copy(source: Path, target: Path) -> None:
    # A write lock that somebody holds is waited for, as the product does.
    with closing(sqlite3.connect(source, timeout=20)) as read, closing(sqlite3.connect(target, timeout=20)) as written:
        read.backup(written)
        found = written.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise BackupError(f"The copy of {source.name} is damaged: {found}")
