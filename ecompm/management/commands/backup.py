"""`manage.py backup`: the database and the files of this instance in one archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ecompm.backups import whole
from ecompm.backups.archive import BackupError


class Command(BaseCommand):
    help = "Writes the database and the files of this instance into one archive, while people work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="ecompm-<time>.backup in the current folder by default")

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        now = timezone.now()
        target = (file or Path(f"ecompm-{now:%Y-%m-%dT%H%M%SZ}.backup")).absolute()
        try:
            manifest = whole.make(target, now)
        except BackupError as error:
            raise CommandError(str(error)) from error
        members = manifest["members"]
        self.stdout.write(f"{target}: the database and {len(members) - 1} files, {target.stat().st_size:,} bytes.")
        self.stdout.write("The keys (SECRET_KEY, FIELD_KEYS) are not in it: keep them elsewhere.")
