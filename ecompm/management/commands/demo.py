"""`manage.py demo`: six projects to look around in, with their past."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from blueprints.services import demo
from portfolio.services.recalculation import recalculate
from projects.models import Project


class Command(BaseCommand):
    help = "Fills the database with the demo portfolio. Running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="the day the demo stands on; today by default")

    def handle(self, *args: Any, on: date | None = None, verbosity: int = 1, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo has passwords that everybody knows; it is not for production.")
        made = demo.make_portfolio(on or timezone.localdate(), _remember)
        if not verbosity:
            return
        if not made:
            self.stdout.write("The demo portfolio is there already.")
        for line in self.sign_ins():
            self.stdout.write(line)

    def sign_ins(self) -> list[str]:
        """The lines that say how to sign in; none where the demo isn't."""
        return demo.sign_ins() if demo.is_there() else []


def _remember(project: Project, day: date) -> None:
    recalculate([project.pk], day)
