"""The six projects, made and told one after the other, all or nothing."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from blueprints.calc.answers import Answers, Freeze
from blueprints.calc.shelf import shipped
from blueprints.services.demo.clock import Clock
from blueprints.services.demo.people import ROLES, is_there, make_people
from blueprints.services.demo.staff import bring_staff
from blueprints.services.demo.stories import STORIES, Story
from blueprints.services.demo.telling import Telling
from blueprints.services.instantiate import create_from_template
from ecompm.core.models import OutboxEvent
from planning import working_time
from planning.calc import DAY
from planning.calc.calendars import minute_of, moment_of
from planning.models import Task
from planning.services.tasks import change_task
from projects.access import Role
from projects.models import Project
from projects.services.memberships import add_members
from projects.services.roles import change_role

Remember = Callable[[Project, date], object]
COUNTRY = "DE"


@transaction.atomic
def make_portfolio(on: date, remember: Remember) -> list[Project]:
    """The demo as it stands on a day; empty when it is there already.

    `remember` is called for a project on each day that is told, in order, to compute and keep its figures of that day.
    """
    if is_there():
        return []
    people = make_people()
    projects = [_tell(story, people, on, remember) for story in STORIES]
    # Nobody is waiting for mails about the past.
    OutboxEvent.objects.filter(done_at=None).update(done_at=timezone.now())
    return projects


def _tell(story: Story, people: Mapping[str, Any], on: date, remember: Remember) -> Project:
    began, start = timezone.now(), _days_before(on, story.elapsed)
    playing = {
        role.code: people[ROLES[role.code]]
        for role in shipped()[story.template].roles
        if role.code in ROLES and role.code not in story.open_roles
    }
    answers = Answers(
        template=shipped()[story.template],
        key=story.key,
        name=story.name,
        day=start,
        country=COUNTRY,
        people={code: person.pk for code, person in playing.items() if not person.is_external},
        left_out=story.left_out,
        freezes=_freezes(story, start),
        project={"budget": story.budget},
    )
    project = create_from_template(by=people["anna"], answers=answers)
    add_members(by=people["anna"], project=project, people={people["clara"]: Role.VIEWER})
    agencies = {code: person for code, person in playing.items() if person.is_external}
    _bring_agencies(project, people["anna"], agencies)
    bring_staff(project, people["anna"], is_main=story is STORIES[0])
    clock = Clock(project, began)
    clock.set_back(start)
    Telling(project, story, people, clock, start).until(on, remember)
    Project.objects.filter(pk=project.pk).update(created_at=timezone.make_aware(datetime.combine(start, time(9))))
    return project


def _bring_agencies(project: Project, by: Any, agencies: Mapping[str, Any]) -> None:
    """People of agencies join as guests; only then their roles can be given to them, with the tasks of those."""
    add_members(by=by, project=project, people=dict.fromkeys(agencies.values(), Role.GUEST))
    for role in project.roles.filter(code__in=agencies):
        role.project = project
        change_role(role, by=by, version=role.version, person=agencies[role.code])
        for task in Task.objects.of(project).filter(role=role).select_related("project"):
            change_task(task, by=by, version=task.version, owner=agencies[role.code])


def _freezes(story: Story, start: date) -> tuple[Freeze, ...]:
    if story.freeze is None:
        return ()
    first, last = (_days_before(start, -days) for days in story.freeze)
    return (Freeze("Trade peak", first, last),)


def _days_before(day: date, days: int) -> date:
    """The day on which work began that has taken so many working days until the morning of `day`."""
    calendar = working_time.national(COUNTRY, "", day.year)
    worked = calendar.worked(minute_of(datetime.combine(day, time())))
    return moment_of(calendar.opening(worked - days * DAY)).date()
