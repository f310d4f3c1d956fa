"""A backup restored elsewhere is the same instance; a damaged one, a foreign one or a full target is refused."""

import io
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection

from projects.models import Attachment
from projects.services.attachments import add_attachment
from requirements.services import create_requirement
from tests.architecture.tree import ROOT
from tests.blueprints.stage import made
from tests.cast import Cast, assemble
from tests.services.processes import database_url

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(tmp_path: Path, settings: Any) -> Cast:
    """An instance with one requirement and a file on it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    cast = assemble()
    proof = create_requirement(by=cast.alice, project=cast.project, title="Guest checkout", priority="must")
    file = SimpleUploadedFile("proof.txt", b"It works.", "text/plain")
    add_attachment(
        by=cast.alice, project=cast.project, object_type="requirements.requirement", object_id=proof.pk, file=file
    )
    return cast


@pytest.fixture
def backup(cast: Cast, tmp_path: Path) -> Path:
    target = tmp_path / "now.backup"
    call_command("backup", str(target))
    return target


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of another, empty instance on the same kind of database."""
    address = f"sqlite:///{tmp_path / 'elsewhere' / 'ecompm.sqlite3'}"
    name = f"test_restored_{os.getpid()}"
    if connection.vendor == "postgresql":
        address = urlunsplit(urlsplit(database_url())._replace(path=f"/{name}"))
        administer(f'CREATE DATABASE "{name}"')
    variables = {"DATABASE_URL": address, "ECOMPM_VAR": str(tmp_path / "elsewhere")}
    yield os.environ | variables | {"DJANGO_SETTINGS_MODULE": "ecompm.settings", "SECRET_KEY": settings.SECRET_KEY}
    if connection.vendor == "postgresql":
        administer(f'DROP DATABASE "{name}" WITH (FORCE)')


def administer(statement: str) -> None:
    with closing(psycopg2.connect(urlunsplit(urlsplit(database_url())._replace(path="/postgres")))) as server:
        server.autocommit = True
        server.cursor().execute(statement)


def restore(environment: dict[str, str], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "restore", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def content(address: str) -> dict[str, list[Any]]:
    """Every row of every table."""
    parts = urlsplit(address)
    server = sqlite3.connect(parts.path) if parts.scheme == "sqlite" else psycopg2.connect(address)
    with closing(server) as opened:
        cursor = opened.cursor()
        tables = [name for name in connection.introspection.table_names() if name != "sqlite_sequence"]
        return {name: rows(cursor, name) for name in tables}


def rows(cursor: Any, table: str) -> list[str]:
    cursor.execute(f'SELECT * FROM "{table}"')
    return sorted(map(repr, cursor.fetchall()))


def test_a_restored_backup_is_the_same_instance(cast: Cast, tmp_path: Path, elsewhere: dict[str, str]) -> None:
    made(cast)
    backup = tmp_path / "now.backup"
    call_command("backup", str(backup))
    before = content(database_url())
    done = restore(elsewhere, backup)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert content(elsewhere["DATABASE_URL"]) == before
    assert len(before["planning_task"]) == 32
    stored = Path(elsewhere["ECOMPM_VAR"]) / "media" / Attachment.objects.get().file.name
    assert stored.read_bytes() == b"It works."

    again = restore(elsewhere, backup)
    assert again.returncode == 1
    assert "holds 7 people and 1 files. --force replaces everything." in again.stderr
    elsewhere["SECRET_KEY"] = "another" * 10
    forced = restore(elsewhere, backup, "--force")
    assert forced.returncode == 0
    assert "SECRET_KEY or FIELD_KEYS differ" in forced.stderr
    assert content(elsewhere["DATABASE_URL"]) == before


def test_only_its_owner_reads_a_backup_and_none_is_overwritten(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="never overwrites another one"):
        call_command("backup", str(backup))


def changed(backup: Path, name: str, change: Any) -> Path:
    """The backup with one member replaced, or left out where the change gives None."""
    target = backup.with_name("changed.backup")
    with tarfile.open(backup) as source, tarfile.open(target, "w:gz") as written:
        for member in source:
            data = source.extractfile(member).read()  # type: ignore[union-attr]
            if member.name.startswith(name):
                data = change(data)
            if data is not None:
                member.size = len(data)
                written.addfile(member, io.BytesIO(data))
    return target


@pytest.mark.parametrize(
    ("member", "change", "said"),
    [
        ("media/", lambda data: b"It broke.", "is not what was stored"),
        ("media/", lambda data: None, "is incomplete"),
        ("manifest", lambda data: None, "has no manifest"),
        ("manifest", lambda data: data.replace(b"backup/1", b"backup/9"), "has the format ecompm-backup/9"),
        ("manifest", lambda data: newer(data), "made by a newer version: the migration planning.9999_later"),
        ("manifest", lambda data: data.replace(b'"engine": "', b'"engine": "my'), "This backup is of my"),
    ],
)
def test_what_is_not_a_whole_backup_is_refused(backup: Path, member: str, change: Any, said: str) -> None:
    before = content(database_url())
    with pytest.raises(CommandError, match=said):
        call_command("restore", str(changed(backup, member, change)), force=True)
    assert content(database_url()) == before


def test_a_backup_that_was_cut_off_is_refused(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-2000])
    with pytest.raises(CommandError, match="can't be read as a backup"):
        call_command("restore", str(backup), force=True)


def newer(data: bytes) -> bytes:
    manifest = json.loads(data)
    manifest["migrations"].append("planning.9999_later")
    return json.dumps(manifest).encode()
