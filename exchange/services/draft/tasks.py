"""Tasks of the file as tasks of a plan here."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from exchange.mspdi import MspdiError, Place, Plan
from exchange.mspdi.errors import gettext_noop
from exchange.mspdi.model import Task as FileTask
from exchange.mspdi.report import Recorder
from exchange.mspdi.scheduling import CONSTRAINTS
from exchange.services.draft import days
from exchange.services.draft.parts import NewCalendar
from exchange.services.draft.progress import progress_of
from planning import working_time
from planning.calc.calendars import Calendar
from planning.calc.plan import Constraint
from planning.loaders import constraint_moment
from planning.models import LONGEST, Task
from planning.services.outline import DEEPEST
from planning.services.plans import NewTask

REF = "mspdi:"
NAME, NOTES = 250, 20_000

TOO_DEEP = gettext_noop("It stands at outline level %(level)d, but a plan has at most %(limit)d. Flatten the outline.")
TOO_LONG = gettext_noop("It takes longer than %(limit)d working days. Shorten it.")
NAMELESS = gettext_noop("It has no name here; give it one later.")
LONG_NAME = gettext_noop("It is longer than 250 characters and was cut.")
LONG_NOTES = gettext_noop("They are longer than 20,000 characters and were cut.")
LONG_MILESTONE = gettext_noop("A milestone takes no time here; it comes in as a task.")
INACTIVE = gettext_noop("It is inactive; it comes in as cancelled.")
MANUAL_SUMMARY = gettext_noop("Dates of a summary follow from its parts.")

AT_FINISH = {Constraint.SNET: Constraint.FNET, Constraint.SNLT: Constraint.FNLT, Constraint.MSO: Constraint.MFO}
AT_START = {late: early for early, late in AT_FINISH.items()}


def draft_tasks(
    plan: Plan, own: NewCalendar, calendar_of: Mapping[str, NewCalendar], on: date, recorder: Recorder
) -> tuple[NewTask, ...]:
    """The tasks in plan order, named by their UID as text; the row of the whole project is left out.

    Raises MspdiError for one that is too deep or too long.
    """
    named = {field.field_id: field.alias or field.name for field in plan.custom_fields}
    known = (_with_custom(task, named) for task in plan.tasks if task.outline_level)
    return tuple(
        _new_task(task, calendar_of.get(str(task.uid), own).working, on, recorder) for task in known if _fits(task)
    )


def _with_custom(task: FileTask, named: Mapping[int, str]) -> FileTask:
    """The task with its custom fields as lines below its notes, each with the name that people gave it."""
    if not task.custom:
        return task
    lines = (f"{named.get(one.field_id) or one.field_id}: {one.value}" for one in task.custom)
    return replace(task, notes="\n\n".join(part for part in (task.notes, "\n".join(lines)) if part))


def _fits(task: FileTask) -> bool:
    place = Place("Task", task.uid, task.name)
    if task.outline_level > DEEPEST:
        raise MspdiError(TOO_DEEP, place, level=task.outline_level, limit=DEEPEST)
    if not task.summary and task.duration and task.duration.minutes > LONGEST:
        raise MspdiError(TOO_LONG, place, limit=LONGEST // 480)
    return True


def _new_task(task: FileTask, calendar: Calendar, on: date, recorder: Recorder) -> NewTask:
    parent = None if task.parent_uid is None else str(task.parent_uid)
    values = {
        "ref": f"{REF}{task.uid}",
        "description": _notes(task, recorder),
        "priority": task.priority,
        "deadline": _deadline(task, calendar, recorder),
        **_constraint(task, calendar, recorder),
        **(_of_summary(task, recorder) if task.summary else _of_leaf(task, calendar, on, recorder)),
    }
    return NewTask(str(task.uid), _name(task, recorder), parent, values)


def _of_summary(task: FileTask, recorder: Recorder) -> dict[str, Any]:
    if task.manual:
        recorder.drop(_place(task), "Manual", MANUAL_SUMMARY)
    return {}


def _of_leaf(task: FileTask, calendar: Calendar, on: date, recorder: Recorder) -> dict[str, Any]:
    minutes = round(task.duration.minutes) if task.duration else 0
    if task.milestone and minutes:
        recorder.drop(_place(task), "Milestone", LONG_MILESTONE)
    values: dict[str, Any] = {"duration": minutes}
    if task.milestone and not minutes:
        values["kind"] = Task.Kind.MILESTONE
    if not task.active:
        recorder.drop(_place(task), "Active", INACTIVE)
        return {**values, "status": Task.Status.CANCELLED, "manual": task.start is not None, "start": task.start}
    if task.manual_start:
        values |= {"manual": True, "start": task.manual_start}
    return {**values, **progress_of(task, calendar, on, recorder)}


def _name(task: FileTask, recorder: Recorder) -> str:
    if not task.name:
        recorder.drop(_place(task), "Name", NAMELESS)
        return _("Unnamed")
    if len(task.name) > NAME:
        recorder.drop(_place(task), "Name", LONG_NAME)
    return task.name[:NAME]


def _notes(task: FileTask, recorder: Recorder) -> str:
    """The notes, with the address of a link below them."""
    text = "\n\n".join(part for part in (task.notes, task.hyperlink_address) if part)
    if len(text) > NOTES:
        recorder.drop(_place(task), "Notes", LONG_NOTES)
    return text[:NOTES]


def _deadline(task: FileTask, calendar: Calendar, recorder: Recorder) -> date | None:
    if task.deadline is None:
        return None
    day = days.finish_day(calendar, task.deadline)
    if not days.is_same_moment(calendar, working_time.closing(calendar, day), task.deadline):
        recorder.drop(_place(task), "Deadline", days.DAY_ONLY)
    return day


def _constraint(task: FileTask, calendar: Calendar, recorder: Recorder) -> dict[str, Any]:
    """Kind and day of a constraint. One of a task without duration may be about its end as well as its start."""
    kind, moment = CONSTRAINTS[task.constraint], task.constraint_date
    if moment is None or kind in (Constraint.ASAP, Constraint.ALAP):
        return {"constraint": kind}
    if not (task.duration and task.duration.minutes) and not task.summary:
        over = moment >= working_time.closing(calendar, moment.date())
        kind = AT_FINISH.get(kind, kind) if over else AT_START.get(kind, kind) if _opens(calendar, moment) else kind
    at_start = kind in AT_FINISH
    day = days.start_day(calendar, moment) if at_start else days.finish_day(calendar, moment)
    meant = constraint_moment(calendar, kind, day)
    if meant is None or not days.is_same_moment(calendar, meant, moment):
        recorder.drop(_place(task), "ConstraintDate", days.DAY_ONLY)
    return {"constraint": kind, "constraint_date": day}


def _opens(calendar: Calendar, moment: Any) -> bool:
    return bool(moment <= working_time.opening(calendar, moment.date()))


def _place(task: FileTask) -> Place:
    return Place("Task", task.uid, task.name)
