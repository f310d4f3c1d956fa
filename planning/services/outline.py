"""The work breakdown structure: who is part of what, in which order, under which code.

Positions are numbers with gaps, so that a task can be put between two others without touching the rest; a plan is
numbered anew only when a gap is full. Codes, levels and the summary flag follow from order and parents and are written
for the rows in which they changed.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from ecompm.core.errors import Invalid, NotFound
from planning.models import Task
from planning.services.stored_rows import update_rows

GAP = 1024
DEEPEST = 10
COLUMNS = ("parent", "position", "wbs", "outline_level", "is_summary")


class Node(NamedTuple):
    """A task's place in the outline."""

    id: int
    parent: int | None
    position: int
    wbs: str
    outline_level: int
    is_summary: bool


class Outline:
    """The outline of one plan as it is stored, changed in memory by `put`, and the rows to write in `changes`."""

    def __init__(self, nodes: list[Node]) -> None:
        self.stored = {node.id: node for node in nodes}
        self.parent = {node.id: node.parent for node in nodes}
        self.position = {node.id: node.position for node in nodes}
        self.children: dict[int | None, list[int]] = {}
        for node in nodes:
            self.children.setdefault(node.parent, []).append(node.id)

    @classmethod
    def of(cls, project_id: int) -> "Outline":
        tasks = Task.objects.filter(project_id=project_id).order_by("position", "id")
        return cls([Node(*row) for row in tasks.values_list(*("id", "parent_id", *COLUMNS[1:]))])

    def put(self, task: int, parent: int | None, before: int | None = None) -> None:
        """Make a task, with all below it, part of `parent`: in front of its child `before`, or last.

        Raises Invalid when the task would become part of itself.
        """
        if parent in set(self.below(task)):
            raise Invalid(fields={"parent": [_("A task can't be part of itself or of its own parts.")]})
        if parent is not None and parent not in self.parent:
            raise NotFound()
        self.children[self.parent[task]].remove(task)
        siblings = self.children.setdefault(parent, [])
        siblings.insert(siblings.index(before) if before in siblings else len(siblings), task)
        self.parent[task] = parent
        self._find_room(list(self.below(task)))

    def below(self, task: int) -> Iterator[int]:
        """The task and everything below it, in plan order."""
        yield task
        for child in self.children.get(task, ()):
            yield from self.below(child)

    def order(self) -> list[int]:
        """Every task in plan order."""
        return [task for top in self.children.get(None, ()) for task in self.below(top)]

    def siblings(self, task: int) -> tuple[int | None, int | None]:
        """The task before and the task after this one under the same parent."""
        row = self.children[self.parent[task]]
        place = row.index(task)
        return (row[place - 1] if place else None), (row[place + 1] if place + 1 < len(row) else None)

    def row_below(self, task: int) -> int | None:
        """The first part of a summary, else the task after this one under the same parent."""
        parts = self.children.get(task)
        return parts[0] if parts else self.siblings(task)[1]

    def changes(self) -> list[Node]:
        """The places that differ from the stored ones. Raises Invalid where the outline becomes too deep."""
        return [node for node in self._places(None, "", 1) if node != self.stored[node.id]]

    def _places(self, parent: int | None, prefix: str, level: int) -> Iterator[Node]:
        below = self.children.get(parent, ())
        if below and level > DEEPEST:
            raise Invalid(_("A plan has at most %(levels)d levels.") % {"levels": DEEPEST})
        for count, task in enumerate(below, start=1):
            code = f"{prefix}{count}"
            yield Node(task, parent, self.position[task], code, level, bool(self.children.get(task)))
            yield from self._places(task, f"{code}.", level + 1)

    def _find_room(self, block: list[int]) -> None:
        """Give the block positions between its neighbours, or number the whole plan anew where there is no room."""
        order = self.order()
        first = order.index(block[0])
        low = self.position[order[first - 1]] if first else 0
        end = first + len(block)
        high = self.position[order[end]] if end < len(order) else low + GAP * (len(block) + 1)
        step = (high - low) // (len(block) + 1)
        if step:
            self.position |= {task: low + step * k for k, task in enumerate(block, start=1)}
        else:
            self.position = {task: GAP * k for k, task in enumerate(order, start=1)}


def write(outline: Outline) -> list[Node]:
    """Store the places that changed; returns them."""
    changes = outline.changes()
    update_rows(Task, COLUMNS, changes)
    become_summaries([node.id for node in changes if node.is_summary > outline.stored[node.id].is_summary])
    _become_leaves([node.id for node in changes if node.is_summary < outline.stored[node.id].is_summary])
    return changes


def become_summaries(tasks: list[int]) -> None:
    """What has parts is no milestone, and its dates are no longer set by hand; its own duration is kept for later."""
    if tasks:
        kind = {"kind": Task.Kind.TASK, "manual": False}
        Task.objects.filter(pk__in=tasks).update(is_summary=True, own_duration=F("duration"), **kind)


def _become_leaves(tasks: list[int]) -> None:
    """A task without parts takes the time it took before it had some."""
    if tasks:
        duration = Coalesce("own_duration", "duration")
        Task.objects.filter(pk__in=tasks).update(duration=duration, own_duration=None)


def place_last(project: Any, parent: Task | None) -> Node:
    """Where a new task stands as the last part of `parent`, without reading the plan unless there is no gap left.

    `project` is locked (`scheduling.lock_project`).
    """
    if parent is None:
        return _last_on_top(project)
    if parent.outline_level >= DEEPEST:
        raise Invalid(fields={"parent": [_("A plan has at most %(levels)d levels.") % {"levels": DEEPEST}]})
    low, high = _gap_behind(project, parent)
    position = low + GAP if high is None else (low + high) // 2
    if position == low:
        number_anew(project.pk)
        parent.refresh_from_db(fields=["position"])
        return place_last(project, parent)
    count = Task.objects.filter(parent=parent).count()
    return Node(0, parent.pk, position, f"{parent.wbs}.{count + 1}", parent.outline_level + 1, False)


def _last_on_top(project: Any) -> Node:
    """The place behind everything, on the top level. The last task of the plan is part of the last one there."""
    tasks = Task.objects.filter(project=project).order_by("-position")
    position, wbs = tasks.values_list("position", "wbs").first() or (0, "0")
    return Node(0, None, position + GAP, str(int(wbs.partition(".")[0]) + 1), 1, False)


def _gap_behind(project: Any, parent: Task) -> tuple[int, int | None]:
    """The position of the last task below `parent`, and of the task after it if there is one."""
    tasks = Task.objects.filter(project=project)
    after = tasks.filter(position__gt=parent.position, outline_level__lte=parent.outline_level).order_by("position")
    high = after.values_list("position", flat=True).first()
    inside = tasks if high is None else tasks.filter(position__lt=high)
    low = inside.order_by("-position").values_list("position", flat=True).first()
    return low or 0, high


def number_anew(project_id: int) -> None:
    """Give every task a position and a code by its place below its parent."""
    outline = Outline.of(project_id)
    outline.position = {task: GAP * k for k, task in enumerate(outline.order(), start=1)}
    write(outline)
