"""`manage.py run`: one command from a fresh clone to a product in the browser."""

import os
import socket
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, connections

from ecompm.translations import compile_catalogues


class Command(BaseCommand):
    help = "Prepares the database and serves the product, with the background work in the same process if embedded."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument(
            "--only-serve", action="store_true", help="leave migrations, demo data and translations alone"
        )

    def handle(self, *args: Any, host: str, port: int, only_serve: bool, **options: Any) -> None:
        from ecompm.embedded import Server

        _require_free(host, port)
        if not only_serve:
            self._prepare()
        announcement = _announcement(host, port)
        # gunicorn forks: a connection shared by two processes would mix their answers.
        connections.close_all()
        Server(host=host, port=port, ready=lambda: self.stdout.write(announcement)).run()

    def _prepare(self) -> None:
        compile_catalogues(*map(Path, settings.LOCALE_PATHS))
        try:
            connection.ensure_connection()
        except OperationalError as error:
            reason = str(error).strip().splitlines()[0]
            raise CommandError(f"The database can't be reached: {reason}. Check DATABASE_URL.") from error
        call_command("migrate", interactive=False, verbosity=0)
        if not settings.PRODUCTION and "demo" in get_commands() and not get_user_model().objects.exists():
            self.stdout.write("Filling the empty database with the demo portfolio ...")
            call_command("demo", verbosity=0)


def _announcement(host: str, port: int) -> str:
    shown = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104
    lines = [f"ecompm is ready: http://{shown}:{port}   (Ctrl-C stops it)", *(f"  {line}" for line in _sign_ins())]
    return "\n" + "\n".join(lines) + "\n"


def _sign_ins() -> list[str]:
    """The lines that the demo command wants shown, as long as its people exist."""
    app = get_commands().get("demo")
    if settings.PRODUCTION or app is None:
        return []
    command = load_command_class(app, "demo") if isinstance(app, str) else app
    return list(command.sign_ins())


def _require_free(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            return
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise CommandError(
            f"Port {port} on {host} can't be used: {reason}. Choose another one: make run PORT={port + 1}"
        ) from error
