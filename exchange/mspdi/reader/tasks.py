"""Tasks, the links written inside them, and the outline their order and levels make."""

from dataclasses import replace
from datetime import datetime

from exchange.mspdi.codes import ConstraintType, LinkType, TimeUnit
from exchange.mspdi.columns import TASK, read_columns
from exchange.mspdi.errors import MspdiError, Place, gettext_noop
from exchange.mspdi.fields import LARGEST, Fields
from exchange.mspdi.limits import Limits
from exchange.mspdi.model import Lag, Link, Task
from exchange.mspdi.reader import ignored
from exchange.mspdi.reader.parts import drop_unread, read_baselines, read_custom
from exchange.mspdi.report import Recorder

OTHER_PROJECT = gettext_noop("It is linked to a task of another project.")


def read_task(fields: Fields, recorder: Recorder, position: int) -> Task:
    """Return a task whose outline number, parent and summary mark are still to be set by `outline`."""
    known = read_columns(fields, TASK)
    if not fields.text("ID"):
        known["id"] = position
    known["outline_level"] = _outline_level(fields, known["uid"])
    known["start"] = known["start"] or fields.moment("ManualStart")
    known["finish"] = known["finish"] or fields.moment("ManualFinish")
    _check_constraint(fields, known["constraint"], known["constraint_date"])
    return Task(**known, baselines=read_baselines(fields, recorder), custom=read_custom(fields))


def read_links(fields: Fields, recorder: Recorder, successor_uid: int) -> list[Link]:
    """Return the links that lead to a task; those from other projects are reported as dropped."""
    links = []
    for inner in fields.all("PredecessorLink"):
        if inner.flag("CrossProject"):
            recorder.drop(fields.place, "PredecessorLink", OTHER_PROJECT)
            continue
        links.append(
            Link(
                predecessor_uid=inner.uid("PredecessorUID"),
                successor_uid=successor_uid,
                type=inner.choice("Type", LinkType, LinkType.FINISH_TO_START),
                lag=_read_lag(inner),
            )
        )
    return links


def drop_rest(fields: Fields, recorder: Recorder) -> None:
    """Report what a task holds beyond what `read_task` and `read_links` took."""
    drop_unread(fields, recorder, ignored.TASK)


def outline(tasks: list[Task], limits: Limits) -> tuple[Task, ...]:
    """Return the tasks in row order with outline number, parent and summary mark made from their levels.

    Raises MspdiError where a task hangs in the air, that is, skips a level.
    """
    ordered = _in_row_order(tasks)
    path: list[int] = []
    counters: list[int] = []
    placed = []
    for index, task in enumerate(ordered):
        level = task.outline_level
        _check_level(task, index, len(path), limits)
        following = ordered[index + 1].outline_level if index + 1 < len(ordered) else 0
        counters = [*counters[:level], 0][:level]
        if level:
            counters[-1] += 1
        path = path[: max(level - 1, 0)]
        placed.append(
            replace(
                task,
                outline_number=".".join(map(str, counters)) or "0",
                parent_uid=path[-1] if path else None,
                summary=following > level or level == 0,
            )
        )
        if level:
            path.append(task.uid)
    return tuple(placed)


def _in_row_order(tasks: list[Task]) -> list[Task]:
    if len({task.id for task in tasks}) < len(tasks):
        return tasks
    return sorted(tasks, key=lambda task: task.id)


def _check_level(task: Task, index: int, depth: int, limits: Limits) -> None:
    level, place = task.outline_level, Place("Task", task.uid, task.name)
    if level == 0 and index > 0:
        raise MspdiError(gettext_noop("Only the first task can have outline level 0. Give it a level."), place)
    if level > limits.outline_levels:
        raise MspdiError(
            gettext_noop("Outline level %(level)d is deeper than %(limit)d. Flatten the outline."),
            place,
            level=level,
            limit=limits.outline_levels,
        )
    if level > depth + 1:
        raise MspdiError(
            gettext_noop("It stands at outline level %(level)d, but no task of level %(above)d stands above it."),
            place,
            level=level,
            above=level - 1,
        )


def _outline_level(fields: Fields, uid: int) -> int:
    number = fields.short_text("OutlineNumber")
    level = fields.optional_whole("OutlineLevel", 0, LARGEST)
    if level is not None:
        return level
    if number:
        return 0 if number == "0" else number.count(".") + 1
    return 0 if uid == 0 else 1


def _read_lag(fields: Fields) -> Lag:
    unit, elapsed, _ = fields.unit("LagFormat")
    amount = fields.tenths("LinkLag")
    return Lag(amount * 10 if unit is TimeUnit.PERCENT else amount, unit, elapsed)


def _check_constraint(fields: Fields, constraint: ConstraintType, day: datetime | None) -> None:
    dateless = (ConstraintType.AS_SOON_AS_POSSIBLE, ConstraintType.AS_LATE_AS_POSSIBLE)
    if constraint not in dateless and day is None:
        fields.refuse(gettext_noop("%(field)s is missing, but ConstraintType needs one. Add it."), "ConstraintDate")
