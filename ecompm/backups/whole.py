"""A whole instance out and in: database and files, with what it needs to be read again."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from ecompm.backups import archive, postgres, sqlite
from ecompm.backups.archive import BackupError
from ecompm.core.encryption import decrypt, encrypt
from ecompm.core.errors import Unavailable

ENGINES = {"sqlite": sqlite, "postgresql": postgres}
SEALED = "ecompm"


def make(target: Path, at: datetime) -> dict[str, Any]:
    """Write a backup of this instance; returns its manifest. Raises BackupError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    about = {
        "made_at": at.isoformat(),
        "engine": connection.vendor,
        "migrations": sorted(".".join(name) for name in MigrationLoader(connection).applied_migrations),
        "sealed": encrypt(SEALED),  # lets a restore say at once that it lacks the keys
    }
    with tempfile.TemporaryDirectory(prefix=".ecompm-backup-", dir=target.parent) as folder:
        database = ENGINES[connection.vendor].dump(connection.settings_dict, Path(folder))
        return archive.write(target, database, Path(settings.MEDIA_ROOT), about)


def restore(source: Path, *, force: bool) -> dict[str, Any]:
    """Put a backup into this instance and bring it up to this version; returns the manifest.

    Everything is checked before anything is touched. Raises BackupError, also when the instance is not empty and
    `force` is not given.
    """
    media = Path(settings.MEDIA_ROOT)
    media.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".ecompm-restore-", dir=media.parent) as folder:
        manifest = archive.read(source, Path(folder))
        _refuse_foreign(manifest)
        if not force:
            _refuse_full(media)
        connections.close_all()
        ENGINES[connection.vendor].load(connection.settings_dict, Path(folder) / manifest["database"])
        _swap(Path(folder) / archive.FILES, media, Path(folder) / "replaced")
    call_command("migrate", interactive=False, verbosity=0)
    cache.clear()  # sessions and figures of what was here before
    return manifest


def keys_fit(manifest: dict[str, Any]) -> bool:
    """Whether the keys of this instance read the secrets of the backup."""
    try:
        return decrypt(manifest["sealed"]) == SEALED
    except Unavailable:
        return False


def _refuse_foreign(manifest: dict[str, Any]) -> None:
    if manifest["engine"] != connection.vendor:
        raise BackupError(f"This backup is of {manifest['engine']}; the database here is {connection.vendor}.")
    known = {".".join(name) for name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    if unknown := sorted(set(manifest["migrations"]) - known):
        raise BackupError(f"This backup was made by a newer version: the migration {unknown[0]} is not known here.")


def _refuse_full(media: Path) -> None:
    people = get_user_model()._default_manager
    tables = connection.introspection.table_names()
    count = people.count() if people.model._meta.db_table in tables else 0
    files = sum(path.is_file() for path in media.rglob("*"))
    if count or files:
        raise BackupError(f"This instance holds {count} people and {files} files. --force replaces everything.")


def _swap(restored: Path, media: Path, replaced: Path) -> None:
    """Put the restored files in the place of those that are there, by renaming within one file system."""
    if media.exists():
        media.rename(replaced)
    if restored.exists():
        restored.rename(media)
    else:
        media.mkdir()
    shutil.rmtree(replaced, ignore_errors=True)
