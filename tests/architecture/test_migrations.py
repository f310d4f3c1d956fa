"""Migrations have names that say what they do, and none is missing."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from tests.architecture.tree import files, name


def test_no_migration_is_named_by_the_machine():
    named_by_machine = re.compile(r"_auto_\d{8}|^\d{4}_(alter|remove|rename)_.*_and_more$")
    migrations = [path for path in files(".py") if path.parent.name == "migrations"]
    assert migrations
    assert [name(path) for path in migrations if named_by_machine.search(path.stem)] == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    said = StringIO()
    call_command("makemigrations", dry_run=True, stdout=said)
    assert said.getvalue() == "No changes detected\n"
