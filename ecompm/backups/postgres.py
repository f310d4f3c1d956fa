"""A PostgreSQL database as a dump in its custom format, by PostgreSQL's own programs."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from ecompm.backups.archive import BackupError

MEMBER = "database.dump"
PLAIN = ["--no-owner", "--no-privileges"]
# The restored database belongs to whoever restores it; what stands there goes in the same transaction.
EMPTY = """
DO $$ DECLARE found record; BEGIN
    FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
        EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', found.tablename);
    END LOOP;
END $$;
"""


def dump(settings: dict[str, Any], folder: Path) -> Path:
    """One consistent state of the database as a file in the folder."""
    target = folder / MEMBER
    _run(settings, "pg_dump", "--format=custom", *PLAIN, f"--file={target}")
    return target


def load(settings: dict[str, Any], source: Path) -> None:
    """Replace every table of the database in one transaction: after an error everything is as it was."""
    empty, script = source.with_name("empty.sql"), source.with_name("database.sql")
    empty.write_text(EMPTY, encoding="utf-8")
    _run(settings, "pg_restore", *PLAIN, f"--file={script}", str(source))
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    _run(settings, "psql", *options, f"--file={empty}", f"--file={script}")


def _run(settings: dict[str, Any], program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL; the password goes through the environment, where other people can't read it."""
    path = shutil.which(program)
    if path is None:
        raise BackupError(f"{program} is not installed here; it comes with the client programs of PostgreSQL.")
    done = subprocess.run(  # noqa: S603
        [path, *arguments], env=os.environ | _address(settings), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip()}")


def _address(settings: dict[str, Any]) -> dict[str, str]:
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
    return {variable: str(settings[name]) for name, variable in names.items() if settings.get(name)}
