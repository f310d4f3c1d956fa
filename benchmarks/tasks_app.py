"""The product with projects full of tasks, for the HTTP benchmark: filled here, answered by its WSGI application."""

import os
import random
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecompm.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from benchmarks.words import WORDS
from ecompm.wsgi import application as application
from planning.models import Task
from projects.access import Role
from projects.models import Membership, NumberSequence, Project
from projects.services.projects import create_project

STATUSES = ("todo", "in_progress", "in_review", "done")


def seed(count: int, others: list[int]) -> dict[str, Any]:
    """Fill the empty database with a project of `count` tasks and further ones of other sizes.

    Returns the session of a member, the ids that the requests name, and the further projects with a task of each.
    """
    call_command("migrate", verbosity=0)
    people = [User.objects.create_user(f"person{number}@example.com", name=f"Person {number}") for number in range(8)]
    project = _project("BENCH", people)
    tasks = Task.objects.bulk_create(_tasks(count, project, people), batch_size=1000)
    NumberSequence.objects.filter(project=project, noun="task").delete()
    NumberSequence.objects.create(project=project, noun="task", last=count)
    sizes = [_copied(project, people, size) for size in others]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    client = Client()
    client.force_login(people[0], backend="django.contrib.auth.backends.ModelBackend")
    return {
        "session": client.cookies["sessionid"].value,
        "project": project.pk,
        "ids": [task.pk for task in tasks],
        "todo": [task.pk for task in tasks if task.status == "todo"],
        "person": people[3].pk,
        "sizes": sizes,
    }


def _project(key: str, people: list[User]) -> Project:
    project = create_project(by=people[0], key=key, name=f"Project {key}")
    Membership.objects.bulk_create([Membership(project=project, user=user, role=Role.MEMBER) for user in people[1:]])
    return project


def _tasks(count: int, project: Project, people: list[User]) -> list[Task]:
    draw, now = random.Random(42), timezone.now()
    return [
        Task(
            project=project,
            number=number,
            position=number,
            wbs=str(number),
            board_position=number,
            name=f"{' '.join(draw.choices(WORDS, k=6))} {number}",
            description=" ".join(draw.choices(WORDS, k=60)),
            status=draw.choice(STATUSES),
            status_since=now,
            owner=draw.choice(people),
        )
        for number in range(1, count + 1)
    ]


def _copied(source: Project, people: list[User], size: int) -> dict[str, Any]:
    """A project of `size` tasks copied from another one's, with a task of it that waits to be done."""
    project = _project(f"B{size}", people)
    made = {"project_id": "%(project)s", "number": "n", "position": "n", "board_position": "n"}
    names = [field.column for field in Task._meta.local_concrete_fields if not (field.primary_key or field.generated)]
    columns = ", ".join(f'"{name}"' for name in names)
    picked = ", ".join(made.get(name, f't."{name}"') for name in names)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(
            f"INSERT INTO planning_task ({columns}) SELECT {picked} FROM generate_series(1, %(size)s) n"  # noqa: S608
            " JOIN planning_task t ON t.project_id = %(source)s AND t.number = 1 + n %% %(count)s",
            {"project": project.pk, "source": source.pk, "size": size, "count": Task.objects.of(source).count()},
        )
    todo = Task.objects.of(project).filter(status="todo").order_by("number").values_list("pk", flat=True)
    return {"size": size, "project": project.pk, "todo": list(todo[:200])}
