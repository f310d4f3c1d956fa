"""What the file holds and a plan here has no place for, said row by row."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from exchange.mspdi import Place, Plan
from exchange.mspdi.codes import ConstraintType, ResourceType
from exchange.mspdi.errors import gettext_noop
from exchange.mspdi.model import Assignment, Project, Rate, Resource, Task
from exchange.mspdi.report import Recorder

WORK = gettext_noop("Work comes in with its assignments; that of a task nobody is assigned to is not kept.")
COST = gettext_noop("Costs are computed here from work and standard rates; those of the file are not kept.")
RATES = gettext_noop("Of rates the standard ones of table A come in: none for overtime or use, and no other table.")
OVERTIME = gettext_noop("Overtime is not told apart from other work.")
CUSTOM = gettext_noop("Custom fields come in as lines below the notes.")
CUSTOM_OF_PERSON = gettext_noop("Custom fields of people are not kept.")
LEVELLING = gettext_noop("Delays by levelling are not kept.")
ESTIMATE = gettext_noop("The mark of an estimated duration is not kept.")
PAUSE = gettext_noop("A pause in the work is not kept.")
TEXT = gettext_noop("This text has no place here.")
CONSTRAINTS_YIELD = gettext_noop("Here constraints always come before links.")
LONG_DAY = gettext_noop("A day is shown as 8 hours here; durations keep their hours.")
SLACK = gettext_noop("Here tasks without float are critical.")

Part = TypeVar("Part")
Loss = tuple[str, Callable[[Any], Any], str]
HARD = (
    ConstraintType.MUST_START_ON,
    ConstraintType.MUST_FINISH_ON,
    ConstraintType.START_NO_LATER_THAN,
    ConstraintType.FINISH_NO_LATER_THAN,
)

OF_TASK: tuple[Loss, ...] = (
    ("Cost", lambda task: not task.summary and (task.cost or task.fixed_cost or task.actual_cost), COST),
    ("ExtendedAttribute", lambda task: len(task.custom), CUSTOM),
    ("LevelingDelay", lambda task: task.leveling_delay_minutes, LEVELLING),
    ("Estimated", lambda task: task.estimated and not task.summary, ESTIMATE),
    ("Resume", lambda task: _pauses(task), PAUSE),
    ("Contact", lambda task: task.contact, TEXT),
)
OF_RESOURCE: tuple[Loss, ...] = (
    ("Rates", lambda one: sum(_is_other(rate) for rate in (one.rate, *one.rates)), RATES),
    ("ExtendedAttribute", lambda one: len(one.custom), CUSTOM_OF_PERSON),
    ("Notes", lambda one: one.notes, TEXT),
)
OF_ASSIGNMENT: tuple[Loss, ...] = (
    ("Notes", lambda one: one.notes, TEXT),
    ("OvertimeWork", lambda one: one.overtime_work_minutes, OVERTIME),
)
OF_PROJECT: tuple[Loss, ...] = (
    ("Subject", lambda project: project.subject, TEXT),
    ("Author", lambda project: project.author, TEXT),
    ("Manager", lambda project: project.manager, TEXT),
    ("Company", lambda project: project.company, TEXT),
    ("MinutesPerDay", lambda project: project.minutes_per_day != 480, LONG_DAY),
    ("CriticalSlackLimit", lambda project: project.critical_slack_days, SLACK),
)


def note_losses(plan: Plan, recorder: Recorder) -> None:
    """Record what is left out beyond what the reader and the other parts of the draft said."""
    project: Project = plan.project
    _note([project], OF_PROJECT, lambda one: Place("Project", name=one.title or one.name), recorder)
    if not project.honor_constraints and any(task.constraint in HARD for task in plan.tasks):
        recorder.drop(Place("Project"), "HonorConstraints", CONSTRAINTS_YIELD)
    tasks = [task for task in plan.tasks if task.outline_level]
    names = {task.uid: task.name for task in tasks}
    assigned = {one.task_uid for one in plan.assignments}
    for task in tasks:
        if task.work_minutes and not task.summary and task.uid not in assigned:
            recorder.drop(_place_of_task(task), "Work", WORK)
    people = [one for one in plan.resources if one.type is ResourceType.WORK]
    _note(tasks, OF_TASK, _place_of_task, recorder)
    _note(people, OF_RESOURCE, _place_of_resource, recorder)
    work = [one for one in plan.assignments if one.task_uid in names]
    _note(work, OF_ASSIGNMENT, lambda one: _place_of_assignment(one, names), recorder)


def _note(parts: Iterable[Part], losses: tuple[Loss, ...], place: Callable[[Part], Place], recorder: Recorder) -> None:
    for part in parts:
        for field, lost, reason in losses:
            if count := lost(part):
                recorder.drop(place(part), field, reason, count if type(count) is int else 1)


def _is_other(rate: Rate) -> bool:
    return bool(rate.table or rate.overtime or rate.per_use)


def _pauses(task: Task) -> bool:
    return bool(task.stop and task.resume and task.resume > task.stop and not task.actual_finish and task.actual_start)


def _place_of_task(task: Task) -> Place:
    return Place("Task", task.uid, task.name)


def _place_of_resource(one: Resource) -> Place:
    return Place("Resource", one.uid, one.name)


def _place_of_assignment(one: Assignment, names: dict[int, str]) -> Place:
    return Place("Task", one.task_uid, names[one.task_uid])
