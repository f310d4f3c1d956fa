"""Whole plans made at once: by a template, an import, a copy. A few statements however many tasks there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Invalid
from planning.models import Task, TaskLink
from planning.services import outline
from planning.services.scheduling import lock_project, schedule_project
from projects import access
from projects.models import Project
from projects.services import numbering, pulse

CHANGE = "task.change"
BATCH = 500


@dataclass(frozen=True)
class NewTask:
    """A task to make. `key` and `parent` are names within this call; `values` are columns of Task.

    Numbers are given by `rank`, and in plan order where it is the same.
    """

    key: str
    name: str
    parent: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    rank: int = 0


@dataclass(frozen=True)
class NewLink:
    """A dependency to make, between two keys. `lag` is in minutes, or percent."""

    predecessor: str
    successor: str
    type: str = "FS"
    lag: int = 0
    lag_kind: str = "working"


@transaction.atomic
def add_plan(
    *,
    by: Any,
    project: Project,
    tasks: Sequence[NewTask],
    links: Sequence[NewLink] = (),
    under: Task | None = None,
) -> dict[str, Task]:
    """Append tasks, in plan order with parents before their parts, and their links; returns the tasks by key.

    Those without a parent stand on the top level, or below the task `under`.

    Every row is validated, numbered and audited, and the plan is scheduled. Raises ValidationError or Invalid.
    """
    access.require(by, project, CHANGE)
    locked = lock_project(project.pk)
    made = _rows(locked, tasks)
    for row in made.values():
        row.clean_fields(exclude=["parent", "project", "owner", "role", "calendar", "waits_for", "recurring"])
        row.clean()
    for level in _by_level(tasks):
        Task.objects.bulk_create([_attached(made, one, under) for one in level], batch_size=BATCH)
    _create_links(project, made, links)
    outline.number_anew(project.pk) if under else outline.write(outline.Outline.of(project.pk))
    audit.record_many(by=by, verb="created", objs=made.values(), project_id=project.pk)
    pulse.touch([project.pk])
    schedule_project(locked)
    stored = Task.objects.in_bulk([row.pk for row in made.values()])
    return {key: stored[row.pk] for key, row in made.items()}


def _rows(project: Project, tasks: Sequence[NewTask]) -> dict[str, Task]:
    now = timezone.now()
    first = outline.place_last(project, None).position
    ranked = sorted(tasks, key=lambda one: one.rank)
    numbers = numbering.next_numbers(project, Task.noun, len(tasks))
    number = {one.key: k for one, k in zip(ranked, numbers, strict=True)}
    return {
        one.key: Task(
            project=project, number=number[one.key], name=one.name, position=first + outline.GAP * k,
            **{"status_since": now, **one.values},
        )
        for k, one in enumerate(tasks)
    }  # fmt: skip


def _by_level(tasks: Sequence[NewTask]) -> list[list[NewTask]]:
    """The tasks by depth, so that a parent has its id before its parts are stored."""
    depth: dict[str | None, int] = {None: 0}
    levels: list[list[NewTask]] = []
    for one in tasks:
        if one.parent not in depth:
            raise Invalid(_("“%(name)s” is part of a task that comes later or is missing.") % {"name": one.name})
        depth[one.key] = depth[one.parent] + 1
        if depth[one.key] > len(levels):
            levels.append([])
        levels[depth[one.key] - 1].append(one)
    return levels


def _attached(made: dict[str, Task], one: NewTask, under: Task | None) -> Task:
    row = made[one.key]
    row.parent = made[one.parent] if one.parent is not None else under
    return row


def _create_links(project: Project, made: dict[str, Task], links: Sequence[NewLink]) -> None:
    TaskLink.objects.bulk_create(
        [
            TaskLink(
                project=project, predecessor=made[link.predecessor], successor=made[link.successor], type=link.type,
                lag=link.lag, lag_kind=link.lag_kind,
            )
            for link in links
        ],
        batch_size=BATCH,
    )  # fmt: skip
