"""Recurring tasks: a rule makes tasks below a summary; when it changes, those that have not begun follow."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Invalid
from planning.loaders import load_calendars
from planning.models import RecurringTask, Task
from planning.services import outline
from planning.services.plans import NewTask, add_plan
from planning.services.scheduling import lock_project, schedule_project
from projects import access
from projects.models import Project
from projects.services import items, pulse

CHANGE = "recurring.change"
FOLLOWING = ("name", "description", "duration", "owner", "role", "version")
"""What a task that has not begun takes over from its rule; its day stays where somebody put it."""


@transaction.atomic
def create_recurring(*, by: Any, project: Project, people: Sequence[Any] = (), **values: Any) -> RecurringTask:
    """A rule with its summary and the tasks of its days. Raises Invalid for a rule all of whose days are off."""
    access.require(by, project, CHANGE)
    lock_project(project.pk)
    _check_people(project, people)
    rule = items.create_item(
        RecurringTask, by=by, project=project, grant=CHANGE, values={**values, "people": list(people)}
    )
    wanted = _wanted(rule)
    turns = _turns(rule)
    parts = [_task(rule, turns, k, day, parent="summary") for k, day in enumerate(wanted, start=1)]
    made = add_plan(by=by, project=project, tasks=[NewTask("summary", rule.name), *parts])
    rule.summary = made["summary"]
    rule.save(update_fields=["summary"])
    return rule


@transaction.atomic
def change_recurring(
    rule: RecurringTask, *, by: Any, version: int, people: Sequence[Any] | None = None, **values: Any
) -> RecurringTask:
    """The changed rule. Tasks that have not begun are changed, made and removed to follow it; all others stay."""
    access.require(by, rule.project, CHANGE, rule)
    lock_project(rule.project_id)
    if people is not None:
        _check_people(rule.project, people)
        values["people"] = list(people)
    stored = items.change_item(rule, by=by, grant=CHANGE, version=version, values=values)
    if stored.version != version:
        _follow(stored, by)
    return stored


@transaction.atomic
def delete_recurring(rule: RecurringTask, *, by: Any, version: int) -> None:
    """End the rule. Tasks that have not begun go with it, and the summary when nothing is left below it."""
    access.require(by, rule.project, CHANGE, rule)
    locked = lock_project(rule.project_id)
    summary, waiting = rule.summary_id, list(_waiting(rule))
    items.delete_item(rule, by=by, grant=CHANGE, version=version)
    _remove(waiting, by)
    if summary and not Task.objects.filter(parent_id=summary).exists():
        _remove(list(Task.objects.filter(pk=summary)), by)
    outline.write(outline.Outline.of(rule.project_id))
    schedule_project(locked)


def _wanted(rule: RecurringTask) -> list[date]:
    """The days on which the rule has a task."""
    days = rule.days
    if rule.on_day_off == RecurringTask.DayOff.SKIP:
        calendar = load_calendars([rule.project])[rule.project_id].own
        days = [day for day in days if calendar.is_working_day(day)]
    if not days:
        raise Invalid(fields={"first_day": [_("Every day of this rule is a day off.")]})
    return days


def _task(rule: RecurringTask, turns: Sequence[Any], number: int, day: date, parent: str | None = None) -> NewTask:
    values = {
        "description": rule.description,
        "duration": rule.duration,
        "constraint": Task.Constraint.SNET,
        "constraint_date": day,
        "recurring": rule,
        "occurrence": day,
        "owner": turns[(number - 1) % len(turns)] if turns else None,
        "role": rule.role,
    }
    return NewTask(day.isoformat(), f"{rule.name} {number}", parent, values)


def _turns(rule: RecurringTask) -> list[Any]:
    """Who takes turns, in order."""
    return sorted(rule.people.all(), key=lambda person: (str(person), person.pk))


def _follow(rule: RecurringTask, by: Any) -> None:
    """Make the tasks those of the rule as it is now."""
    turns = _turns(rule)
    numbers = {day: k for k, day in enumerate(_wanted(rule), start=1)}
    there = {task.occurrence: task for task in Task.objects.filter(recurring=rule)}
    waiting = {task.occurrence: task for task in _waiting(rule)}
    _remove([task for day, task in waiting.items() if day not in numbers], by)
    _update(rule, turns, {numbers[day]: task for day, task in waiting.items() if day in numbers}, by)
    fresh = [_task(rule, turns, number, day) for day, number in numbers.items() if day not in there]
    add_plan(by=by, project=rule.project, tasks=fresh, under=_summary(rule, by))


def _summary(rule: RecurringTask, by: Any) -> Task:
    summary = Task.objects.get(recurs=rule)
    if summary.name != rule.name:
        summary.name = rule.name
        summary.version += 1
        summary.save(update_fields=["name", "version", "updated_at"])
        audit.record_many(by=by, verb="changed", objs=[summary], project_id=rule.project_id)
    return summary


def _update(rule: RecurringTask, turns: Sequence[Any], tasks: dict[int, Task], by: Any) -> None:
    for number, task in tasks.items():
        wanted = _task(rule, turns, number, task.occurrence or rule.first_day)
        task.name, task.description, task.duration = wanted.name, rule.description, rule.duration
        task.owner, task.role = wanted.values["owner"], rule.role
        task.version += 1
    Task.objects.bulk_update(tasks.values(), FOLLOWING, batch_size=500)
    audit.record_many(by=by, verb="changed", objs=tasks.values(), project_id=rule.project_id)


def _waiting(rule: RecurringTask) -> Any:
    """Tasks of the rule that nobody has begun."""
    return Task.objects.filter(recurring=rule, status=Task.Status.TODO, actual_start=None, is_summary=False)


def _remove(tasks: Sequence[Task], by: Any) -> None:
    if tasks:
        audit.record_many(by=by, verb="deleted", objs=tasks, project_id=tasks[0].project_id)
        Task.objects.filter(pk__in=[task.pk for task in tasks]).delete()
        pulse.touch([tasks[0].project_id])


def _check_people(project: Project, people: Sequence[Any]) -> None:
    members = set(project.memberships.filter(user__in=people).values_list("user_id", flat=True))
    if any(person.pk not in members for person in people):
        raise Invalid(fields={"people": [_("Only members of the project can take turns.")]})
