"""`manage.py seed_blackbox FOLDER --settings tests.blackbox.settings`: what the attack of `make blackbox` needs.

It writes into the folder:

    roles.json      how each role signs in, and the victim's owner: `{"viewer": {"headers": {...}, "cookies": {...}}}`
    pages.json      the addresses of the pages and their methods, in the form of an API description
    surface.json    each row of the route matrix as requests: on the victim's object, one's own, and one that isn't
"""

import importlib
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from tests.blackbox import surface, tenants


class Command(BaseCommand):
    help = "Fills an empty database with a victim and two tenants that attack it, and writes down what there is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where roles.json, pages.json and surface.json are written")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        if get_user_model().objects.exists():
            raise CommandError("There are people in this database. Name an empty one in DATABASE_URL.")
        victim = tenants.make_tenant("A")
        rows = [(module, row) for module in tenants.MODULES for row in importlib.import_module(module).ROUTES]
        # Some rows make objects of their own when they are asked, so the victim's are asked before all is branded.
        foreign = [surface.request(row, victim.worlds[module]) for module, row in rows]
        tenants.brand_everything()
        # What the API deletes the pages must still find, so each has a tenant of its own.
        api, pages = tenants.make_tenant("B"), tenants.make_tenant("C")
        own = [surface.request(row, (api if surface.is_api(row) else pages).worlds[module]) for module, row in rows]
        _write(folder / "roles.json", {"owner": tenants.signed_in(victim.people["Alice"]), **tenants.roles(api, pages)})
        _write(folder / "pages.json", surface.pages(rows))
        marks = {"canary": tenants.CANARY, "public": tenants.PUBLIC, "external": victim.people["Gus"].pk}
        _write(folder / "surface.json", {**marks, "operations": surface.operations(rows, foreign, own)})
        self.stdout.write(f"Wrote {len(rows)} operations and their roles to {folder}.")


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
