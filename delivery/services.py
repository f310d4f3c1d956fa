"""Moving work over the board."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ecompm.core.errors import Invalid
from planning.models import Task
from planning.services import tasks
from planning.services.stored_rows import update_rows
from projects import access

CHANGE = "task.change"
GAP = 1024


@transaction.atomic
def move_card(task: Task, *, by: Any, version: int, status: str, before: Task | None = None) -> Task:
    """The task in a column: in front of another card, or last. Its status brings percent and actual dates along."""
    access.require(by, task.project, CHANGE, task)
    if status not in Task.Status.values:
        raise Invalid(fields={"status": [_("There is no such column.")]})
    if task.is_summary:
        raise Invalid(_("A summary follows from its parts. Move those."))
    values: dict[str, Any] = {} if status == task.status else {"status": status}
    place = _place(task, status, before)
    return tasks.change_task(task, by=by, version=version, board_position=place, **values)


def block_task(task: Task, *, by: Any, version: int, reason: str, waits_for: Any = None) -> Task:
    """Mark a task as blocked by a reason, and name whom it waits for; an empty reason takes the mark away."""
    person = waits_for if reason else None
    return tasks.change_task(task, by=by, version=version, blocked_reason=reason, waits_for=person)


def _place(task: Task, status: str, before: Task | None) -> int:
    """A position in the column: halfway between two cards, after numbering the column anew where that is too narrow."""
    column = Task.objects.filter(project_id=task.project_id, status=status).exclude(pk=task.pk)
    if before is None:
        return (column.aggregate(last=Max("board_position"))["last"] or 0) + GAP
    if before.status != status or before.project_id != task.project_id:
        raise Invalid(_("The card in front of which this one should stand has moved."))
    order = list(column.order_by("board_position", "pk").values_list("pk", "board_position"))
    index = next(k for k, (pk, _position) in enumerate(order) if pk == before.pk)
    low, high = (order[index - 1][1] if index else 0), order[index][1]
    if high - low > 1:
        return (low + high) // 2
    spread = [(pk, GAP * (k + 1 + (k >= index))) for k, (pk, _position) in enumerate(order)]
    update_rows(Task, ("board_position",), spread)
    return GAP * (index + 1)
