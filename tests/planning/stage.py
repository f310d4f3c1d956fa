"""Plans for tests: a chain of named tasks in a project that starts on Monday 4 May 2026 and knows no holidays."""

from datetime import date
from itertools import pairwise
from typing import Any

from planning.calc import DAY
from planning.models import Task
from planning.services.links import create_link
from planning.services.tasks import create_task
from projects.models import Project
from tests.cast import Cast

MONDAY = date(2026, 5, 4)


def open_plan(cast: Cast) -> Project:
    """Alice's project, empty, from a known Monday on."""
    Project.objects.filter(pk=cast.project.pk).update(wished_start=MONDAY, country="")
    cast.project.refresh_from_db()
    return cast.project


def task(cast: Cast, name: str, days: float = 1, **values: Any) -> Task:
    length = {} if values.get("kind") == "milestone" else {"duration": round(days * DAY)}
    return create_task(by=cast.alice, project=cast.project, name=name, **length, **values)


def link(cast: Cast, predecessor: Task, successor: Task, **values: Any) -> None:
    create_link(by=cast.alice, project=cast.project, predecessor=predecessor, successor=successor, **values)


def chain(cast: Cast, *tasks: Task) -> None:
    """Finish-to-start links from each task to the next."""
    for predecessor, successor in pairwise(tasks):
        link(cast, predecessor, successor)


def again(one: Task) -> Task:
    """The task as it is stored now."""
    return Task.objects.select_related("project").get(pk=one.pk)
