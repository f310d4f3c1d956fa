"""Assignments of the file: units and effort of each resource on a task.

Durations come in as they are. Where work and units of an effort-driven task make its duration, effort drives it here as
well; elsewhere the duration is fixed, and units are what work and duration make.
"""

from collections.abc import Iterable, Mapping
from math import ceil

from exchange.mspdi import Place, Plan
from exchange.mspdi.codes import TaskType
from exchange.mspdi.errors import gettext_noop
from exchange.mspdi.model import Assignment, Task
from exchange.mspdi.report import Recorder
from exchange.services.draft.parts import NewPerson, NewWork
from planning.models import LONGEST
from planning.models.staff import FULL_TIME, MOST_UNITS

OF_SUMMARY = gettext_noop("A summary takes nobody itself here; only its parts are assigned.")
TWICE = gettext_noop("This resource is assigned to the task already; the first assignment comes in.")
BY_WORK = gettext_noop("Units are what work and duration make here; those of the file are others.")


def draft_work(
    plan: Plan, people: Iterable[NewPerson], recorder: Recorder
) -> tuple[tuple[NewWork, ...], frozenset[str]]:
    """The assignments in the order of the file, and the tasks (by UID as text) whose effort drives their duration."""
    known = {person.uid: person for person in people}
    tasks = {task.uid: task for task in plan.tasks if task.outline_level}
    teams: dict[int, dict[int, Assignment]] = {}
    for one in plan.assignments:
        if one.resource_uid in known and one.task_uid in tasks:
            task, team = tasks[one.task_uid], teams.setdefault(one.task_uid, {})
            reason = OF_SUMMARY if task.summary else TWICE if one.resource_uid in team else ""
            if reason:
                recorder.drop(Place("Task", task.uid, task.name), "Assignment", reason)
            else:
                team[one.resource_uid] = one
    driven = {uid for uid, team in teams.items() if _is_driven(tasks[uid], team)}
    work = [
        _new_work(tasks[uid], known[who], one, uid in driven, recorder)
        for uid, team in teams.items()
        for who, one in team.items()
    ]
    return tuple(work), frozenset(map(str, driven))


def _is_driven(task: Task, team: Mapping[int, Assignment]) -> bool:
    """Whether the assignments of an effort-driven task make its duration, so that it can follow from them."""
    if not (task.effort_driven or task.type is TaskType.FIXED_WORK) or not task.duration or not team:
        return False
    if any(not one.work_minutes or not one.units for one in team.values()) or task.duration.elapsed:
        return False
    made = max(ceil(round(one.work_minutes or 0) * FULL_TIME / _units(one)) for one in team.values())
    return made == round(task.duration.minutes)


def _new_work(task: Task, person: NewPerson, one: Assignment, driven: bool, recorder: Recorder) -> NewWork:
    ignored = task.ignore_resource_calendar and task.calendar_uid is not None
    elapsed = bool(task.duration and task.duration.elapsed)
    follows = not (ignored or elapsed or person.available_from)
    if driven:
        effort = min(round(one.work_minutes or 0), LONGEST)
        return NewWork(str(task.uid), person, _units(one), effort, follows)
    units = _units(one)
    if one.work_minutes is not None and task.duration and task.duration.minutes:
        made = _in_range(one.work_minutes * FULL_TIME / task.duration.minutes)
        if abs(made - units) > 1:
            recorder.drop(Place("Task", task.uid, task.name), "Units", BY_WORK)
        units = made
    return NewWork(str(task.uid), person, units, None, follows)


def _units(one: Assignment) -> int:
    return _in_range(float(one.units) * FULL_TIME)


def _in_range(units: float) -> int:
    return min(max(round(units), 1), MOST_UNITS)
