from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from ecompm.translations import compile_catalogues


class Command(BaseCommand):
    help = "Compiles the translations that changed; needs no gettext programs."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in compile_catalogues(*map(Path, settings.LOCALE_PATHS)):
            self.stdout.write(f"compiled {path.relative_to(settings.BASE_DIR)}")
