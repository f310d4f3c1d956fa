"""The product with two linked plans, for the benchmark of the plan page: filled here, answered by its application."""

import os
from datetime import date
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecompm.settings")

import django

django.setup()

from django.core.management import call_command
from django.test import Client

from accounts.models import User
from benchmarks.networks import layered_network
from ecompm.wsgi import application as application
from planning.calc import DAY
from planning.services.plans import NewLink, NewTask, add_plan
from projects.services.projects import create_project


def seed(sizes: list[int]) -> dict[str, Any]:
    """Fill the empty database with a plan of each size. Returns the session of their manager and their keys."""
    call_command("migrate", verbosity=0)
    manager = User.objects.create_user("manager@example.com", name="Manager")
    keys = [f"P{size}" for size in sizes]
    for key, size in zip(keys, sizes, strict=True):
        project = create_project(by=manager, key=key, name=f"Plan of {size}", wished_start=date(2026, 5, 4))
        network = layered_network(size)
        links = [NewLink(str(before), str(after)) for before, after in network.links]
        add_plan(by=manager, project=project, tasks=list(_tasks(network.days)), links=links)
    client = Client()
    client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
    return {"session": client.cookies["sessionid"].value, "keys": keys}


def _tasks(days: Any) -> Any:
    for place, length in enumerate(days):
        yield NewTask(str(place), f"Task {place} of the plan", None, {"duration": max(length, 1) * DAY})
