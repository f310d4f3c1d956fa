"""`manage.py restore`: put a backup into this instance."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ecompm.backups import whole
from ecompm.backups.archive import BackupError


class Command(BaseCommand):
    help = "Puts a backup into this instance, which should be empty and have no other process running."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="replace everything that is in this instance")

    def handle(self, *args: Any, file: Path, force: bool, **options: Any) -> None:
        try:
            manifest = whole.restore(file.absolute(), force=force)
        except BackupError as error:
            raise CommandError(str(error)) from error
        count = len(manifest["members"]) - 1
        self.stdout.write(f"Restored the state of {manifest['made_at']}: the database and {count} files.")
        if not whole.keys_fit(manifest):
            self.stderr.write(
                "SECRET_KEY or FIELD_KEYS differ from those of the backup: stored secrets (second factors, access to "
                "other systems) can't be read until the former keys are set."
            )
