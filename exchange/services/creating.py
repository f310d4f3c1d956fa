"""A draft becomes a project: everything in one transaction, a few statements for each kind of object."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.services.draft import Draft, NewPerson
from planning.models import Resource, Task, WorkCalendar
from planning.services.baselines import Frozen, add_baseline
from planning.services.calendars import create_calendars
from planning.services.plans import NewTask, add_plan
from planning.services.staffing import NewAssignment, add_staff
from projects import access
from projects.access import Role
from projects.models import Project, ProjectRole
from projects.people import known_to
from projects.services.memberships import add_members
from projects.services.projects import create_project
from projects.services.roles import create_roles
from stakeholders.services import add_raci_matrix

Tasks = Mapping[str, Task]
Calendars = Mapping[int, WorkCalendar]


@transaction.atomic
def create_from_draft(draft: Draft, *, by: Any, key: str, name: str, day: date) -> Project:
    """The scheduled project. Nothing is made when any part of it is refused.

    `day` is its first day, or the last one of a plan that is counted back from its end. Raises NotAllowed, Conflict,
    Invalid or ValidationError.
    """
    facts: dict[str, Any] = {"key": key, "name": name, "description": draft.description}
    facts |= {"wished_start": day} if draft.forward else {"wished_finish": day}
    facts |= {"currency": draft.currency} if draft.currency else {}
    project = create_project(by=by, **facts)
    access.require(by, project, "plan.import")
    roles = _create_roles(draft, project, by)
    tasks, calendars = _create_plan(draft, project, by, roles)
    entries = [
        (tasks[task.key], roles[one.code], "R") for task in draft.tasks for one in draft.people_of.get(task.key, ())
    ]
    if entries:
        add_raci_matrix(by=by, project=project, entries=entries)
    _create_staff(draft, project, by, roles, tasks, calendars)
    _create_baselines(draft, project, by, tasks)
    return project


def people_found(draft: Draft, by: Any) -> dict[str, Any]:
    """Persons by the code of their role: those with the same e-mail address among the people one knows of."""
    wanted = {one.email.lower(): one.code for one in draft.people if one.email and one.has_role}
    return {wanted[person.email.lower()]: person for person in known_to(by).filter(email__in=wanted)}


def _create_roles(draft: Draft, project: Project, by: Any) -> dict[str, ProjectRole]:
    """The roles by code; who was found becomes a member, or a guest when from outside the organisation."""
    found = people_found(draft, by)
    members = {person: Role.GUEST if person.is_external else Role.MEMBER for person in found.values()}
    add_members(by=by, project=project, people=members)
    played = [one for one in draft.people if one.has_role]
    rows = [{"code": one.code, "name": one.name, "person": found.get(one.code)} for one in played]
    return {role.code: role for role in create_roles(by=by, project=project, rows=rows)}


def _create_plan(draft: Draft, project: Project, by: Any, roles: Mapping[str, ProjectRole]) -> tuple[Tasks, Calendars]:
    kinds = [draft.calendar, *draft.calendars]
    rows = [
        {"name": one.name, "week": one.week, "exceptions": one.exceptions, "is_default": one is draft.calendar}
        for one in kinds
    ]
    made = create_calendars(by=by, project=project, rows=rows)
    calendars = {id(one): calendar for one, calendar in zip(kinds, made, strict=True)}
    tasks = [_with_references(task, draft, calendars, roles) for task in draft.tasks]
    return add_plan(by=by, project=project, tasks=tasks, links=draft.links), calendars


def _create_staff(
    draft: Draft, project: Project, by: Any, roles: Mapping[str, ProjectRole], tasks: Tasks, calendars: Calendars
) -> None:
    """Everybody of the file as a resource of their role, with what they are assigned to."""
    resources = {}
    for one in draft.people:
        role, own = roles.get(one.code), draft.calendar_of_person.get(one.uid)
        person = role.person if role and one.kind != Resource.Kind.AGENCY else None
        resources[one.code] = {
            "name": one.name,
            "kind": Resource.Kind.PERSON if person else one.kind,
            "user": person,
            "role": role,
            "team": one.team,
            "calendar": calendars[id(own)] if own else None,
            "max_units": one.max_units,
            "cost_rate": one.cost_rate,
            "cost_rates": [{"since": day.isoformat(), "rate": f"{rate:.2f}"} for day, rate in one.cost_rates],
            "available_from": one.available_from,
            "available_until": one.available_until,
        }
    work = [
        NewAssignment(tasks[one.task], one.person.code, one.units, one.effort, one.follows_calendar)
        for one in draft.work
    ]
    add_staff(by=by, project=project, resources=resources, assignments=work)


def _with_references(
    task: NewTask, draft: Draft, calendars: Mapping[int, WorkCalendar], roles: Mapping[str, ProjectRole]
) -> NewTask:
    """The task with its calendar and the first of its people, who is its owner."""
    own = draft.calendar_of.get(task.key)
    team: tuple[NewPerson, ...] = draft.people_of.get(task.key, ())
    role = roles[team[0].code] if team else None
    columns = {
        "calendar": calendars[id(own)] if own else None,
        "role": role,
        "owner": role.person if role else None,
    }
    return replace(task, values={**task.values, **columns})


def _create_baselines(draft: Draft, project: Project, by: Any, tasks: Tasks) -> None:
    """Number 0 of the file is the one that counts there, so it is taken last; its namesakes keep their numbers."""
    told = {"by": by, "project": project, "reason": _("It came with the imported plan.")}
    for one in reversed(draft.baselines):
        rows = [Frozen(tasks[row.key], row.start, row.finish, row.duration, row.work, row.cost) for row in one.tasks]
        numbered = _("Baseline %(number)d of the file") % {"number": one.number}
        name = numbered if one.number else _("Baseline of the file")
        add_baseline(**told, name=name, rows=rows, source_number=one.number)
