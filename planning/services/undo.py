"""Taking back one change of a task, or a levelling of the plan, by its line in the audit trail.

Taking back is a change like any other, with a line of its own: who takes that back has the change again (redo).
"""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.core import signing
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ecompm.core.errors import Conflict, NotFound
from ecompm.core.models import AuditEntry
from planning.models import Task
from planning.services import levelling, links, moving, tasks
from planning.services.scheduling import lock_project
from projects import access
from projects.services import items

SALT = "planning.undo"
LASTS = 24 * 3600  # seconds
REVERSIBLE = ("changed", "created")
DERIVED = ("status_since", "blocked_since")


class TakenBack(NamedTuple):
    """The task after a change of it was taken back, and the line this wrote.

    There is no task where taking back removed it (then no line either), or where a levelling of the plan was undone.
    """

    label: str
    task: Task | None
    entry: int | None


def last_change(task: Task, *, by: Any) -> int | None:
    """The line of the last change that this person made to the task, or of its creation."""
    last = _of(task).filter(actor_id=by.pk).order_by("-pk").values_list("pk", "verb").first()
    return last[0] if last and last[1] in REVERSIBLE else None


def creation_of(task: Task) -> int | None:
    """The line of the creation of a task."""
    return _of(task).filter(verb="created").values_list("pk", flat=True).first()


def token_for(task: Task, *, by: Any) -> str:
    """A token that takes back the last change this person made to the task; empty when there is none."""
    entry = last_change(task, by=by)
    return token_of(entry, by=by) if entry else ""


def token_of(entry: int, *, by: Any) -> str:
    return signing.dumps([entry, by.pk], salt=SALT)


def entry_of(token: str, *, by: Any) -> int:
    """The line that a token of this person names. Raises NotFound for a forged, foreign or expired one."""
    try:
        entry, person = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature as error:
        raise NotFound() from error
    if person != by.pk:
        raise NotFound()
    return int(entry)


@transaction.atomic
def take_back(entry: int, *, by: Any, settled: Collection[int] = ()) -> TakenBack:
    """Take back the change of a line. Lines in `settled` cancel each other out and don't count as changes since.

    Raises NotFound for a line that isn't this person's, Conflict when the task was changed since.
    """
    if (levelled := levelling.own_line(entry, by=by)) is not None:
        again = levelling.take_back(levelled, by=by, settled=settled)
        return TakenBack(again.object_label, None, again.pk)
    task, line = _read(entry, by)
    access.require(by, task.project, tasks.CHANGE, task)
    lock_project(task.project_id)
    since = _of(task).filter(pk__gt=line.pk).exclude(pk__in=settled)
    if (since.exclude(actor_id=by.pk) if line.verb == "created" else since).exists():
        raise Conflict(_("The task was changed since. Change it back by hand."))
    label = str(task)
    if line.verb == "created":
        _remove(task, by)
        return TakenBack(label, None, None)
    back = _reversed(task, by, line)
    return TakenBack(label, back, _of(back).filter(pk__gt=line.pk).aggregate(last=Max("pk"))["last"])


@transaction.atomic
def undo_last(task: Task, *, by: Any, version: int) -> Task:
    """Take back the last change that this person made to the task; a second time, that change holds again.

    Raises StaleVersion, or Conflict where there is no such change or somebody else changed the task since.
    """
    access.require(by, task.project, tasks.CHANGE, task)
    lock_project(task.project_id)
    items.lock(task, version)
    own = _of(task).filter(actor_id=by.pk).order_by("-pk").values_list("pk", "verb").first()
    if own is None or own[1] != "changed":
        raise Conflict(_("You have changed nothing of this task that could be taken back."))
    back = take_back(own[0], by=by).task
    return back or task


def _remove(task: Task, by: Any) -> None:
    if task.children.exists():
        raise Conflict(_("The task has got parts since. Delete it by hand."))
    tasks.delete_task(task, by=by, version=task.version)


def _reversed(task: Task, by: Any, entry: AuditEntry) -> Task:
    old = {name: pair[0] for name, pair in entry.changes.items() if name not in DERIVED}
    if "place" in old:
        return _put_back(task, by, *old["place"])
    if "predecessors" in old:
        return links.set_predecessors(task, by=by, version=task.version, text=old["predecessors"])[0]
    return _restore(task, by, old)


def _of(task: Task) -> Any:
    return AuditEntry.objects.filter(object_type=Task._meta.label_lower, object_id=task.pk)


def _read(line: int, by: Any) -> tuple[Task, AuditEntry]:
    own = AuditEntry.objects.filter(object_type=Task._meta.label_lower, actor_id=by.pk, verb__in=REVERSIBLE)
    entry = own.filter(pk=line).first()
    task = entry and Task.objects.allowed(by, "task.view").select_related("project").filter(pk=entry.object_id).first()
    if entry is None or not isinstance(task, Task):
        raise NotFound()
    return task, entry


def _put_back(task: Task, by: Any, parent: int | None, before: int | None) -> Task:
    plan = Task.objects.of(task.project).in_bulk([pk for pk in (parent, before) if pk])
    if (parent and parent not in plan) or (before and before not in plan):
        raise Conflict(_("The place the task came from is gone. Move it by hand."))
    place = {"before": plan[before]} if before else {"parent": plan[parent] if parent else None}
    return moving.move_task(task, by=by, version=task.version, **place)


def _restore(task: Task, by: Any, old: dict[str, Any]) -> Task:
    """Write the old values as they were: what followed from the change is in the trail as well."""
    values = {}
    for name, value in old.items():
        field = Task._meta.get_field(name)
        values[field.attname] = field.to_python(value)  # type: ignore[union-attr]
    return tasks.restore_task(task, by=by, version=task.version, values=values)
