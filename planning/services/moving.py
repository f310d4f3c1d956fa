"""Moving tasks within the outline: elsewhere, in or out a level, up or down among their like."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Invalid
from planning.models import Task
from planning.services import outline
from planning.services.scheduling import lock_project, reschedule, with_dates
from projects import access
from projects.models import Project
from projects.services import items, pulse

CHANGE = "task.change"


class Move:
    """A task about to move in a plan that is locked and read. Raises StaleVersion, NotAllowed or NotFound."""

    def __init__(self, task: Task, by: Any, version: int) -> None:
        access.require(by, task.project, CHANGE, task)
        self.by = by
        self.project = lock_project(task.project_id)
        self.task = items.lock(task, version)
        self.plan = outline.Outline.of(task.project_id)
        self.parent = self.plan.parent[task.pk]
        self.above, self.below = self.plan.siblings(task.pk)

    def to(self, parent: int | None, before: int | None = None) -> Task:
        """Move, record it, and compute the plan anew: the links and bounds of its summaries hold for the task."""
        self.plan.put(self.task.pk, parent, before)
        if not outline.write(self.plan):
            return self.task
        items.bump(self.task)
        now = [parent, self.plan.siblings(self.task.pk)[1]]
        audit.record(by=self.by, verb="changed", obj=self.task, changes={"place": ([self.parent, self.below], now)})
        pulse.touch([self.project.pk])
        reschedule(self.project)
        return with_dates(self.task, None)


@transaction.atomic
def move_task(task: Task, *, by: Any, version: int, parent: Task | None = None, before: Task | None = None) -> Task:
    """Make the task, with its parts, the last part of `parent`, or the one in front of `before`."""
    move = Move(task, by, version)
    for other in (parent, before):
        check_project(other, task.project)
    if before is not None:
        return move.to(before.parent_id, before.pk)
    return move.to(parent.pk if parent else None)


@transaction.atomic
def indent_task(task: Task, *, by: Any, version: int) -> Task:
    """Make the task the last part of the one before it. Raises Invalid where there is none."""
    move = Move(task, by, version)
    if move.above is None:
        raise Invalid(_("There is no task before this one of which it could become a part."))
    return move.to(move.above)


@transaction.atomic
def outdent_task(task: Task, *, by: Any, version: int) -> Task:
    """Put the task behind the one it is part of. Raises Invalid on the top level."""
    move = Move(task, by, version)
    if move.parent is None:
        raise Invalid(_("This task already stands on the top level."))
    return move.to(move.plan.parent[move.parent], move.plan.siblings(move.parent)[1])


@transaction.atomic
def move_up(task: Task, *, by: Any, version: int) -> Task:
    """Put the task before the one above it on the same level."""
    move = Move(task, by, version)
    if move.above is None:
        raise Invalid(_("This task is already the first of its level."))
    return move.to(move.parent, move.above)


@transaction.atomic
def move_down(task: Task, *, by: Any, version: int) -> Task:
    """Put the task behind the one below it on the same level."""
    move = Move(task, by, version)
    if move.below is None:
        raise Invalid(_("This task is already the last of its level."))
    return move.to(move.parent, move.plan.siblings(move.below)[1])


def under(task: Task, parent: Task | None, *, by: Any, version: int) -> Task:
    """The task as a part of `parent`; it stays where it is when it is one already."""
    if (parent.pk if parent else None) == task.parent_id:
        return task
    return move_task(task, by=by, version=version, parent=parent)


def check_project(other: Task | None, project: Project) -> None:
    if other is not None and other.project_id != project.pk:
        raise Invalid(fields={"parent": [_("This task belongs to another project.")]})
