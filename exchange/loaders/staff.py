"""Resources of the project, roles, and people who own tasks without either, as resources of Microsoft Project."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q

from exchange.mspdi import model
from planning.calc.calendars import Calendar
from planning.loaders.staff import Staff as Stored
from planning.loaders.staff import load_staff
from planning.models import Resource, Task
from planning.models.staff import FULL_TIME
from projects.models import Project, ProjectRole
from stakeholders.models import RaciEntry


class Share(NamedTuple):
    """A resource on a task by its UID; work in minutes, None where nobody said how much."""

    resource: int
    units: Decimal = Decimal(1)
    work: float | None = None


class Staff:
    """Who is there, and who is assigned to which task.

    A role that a resource has, and a person who is one, stand for that resource. `calendars` holds the working time of
    resources that differ from the project's, by UID.
    """

    def __init__(self, project: Project, *, with_emails: bool, with_costs: bool) -> None:
        self.with_emails, self.with_costs = with_emails, with_costs
        self.stored: Stored = load_staff([project.pk])[project.pk]
        own = list(Resource.objects.of(project).select_related("user", "role__person").order_by("number"))
        roles = list(ProjectRole.objects.filter(project=project).select_related("person").order_by("pk"))
        self.uid = {one.pk: uid for uid, one in enumerate(own, start=1)}
        self.role_uid = {one.role_id: self.uid[one.pk] for one in reversed(own) if one.role_id}
        self.player_of = {role.pk: role.person_id for role in roles}
        bare = [role for role in roles if role.pk not in self.role_uid]
        self.role_uid |= {role.pk: uid for uid, role in enumerate(bare, start=len(own) + 1)}
        others = _owners(project, {*self.player_of.values(), *(one.user_id for one in own)})
        first = len(own) + len(bare) + 1
        self.owner_uid = {one.pk: uid for uid, one in enumerate(others, start=first)}
        self.owner_uid |= {role.person_id: self.role_uid[role.pk] for role in reversed(roles) if role.person_id}
        self.owner_uid |= {one.user_id: self.uid[one.pk] for one in own if one.user_id}
        self.calendars = {self.uid[pk]: calendar for pk, calendar in self._times()}
        self.resources = (
            *(self._resource(one) for one in own),
            *(self._plain(self.role_uid[role.pk], role.name, role.code, role.person) for role in bare),
            *(self._plain(self.owner_uid[one.pk], str(one), one.initials, one) for one in others),
        )
        self.assigned: dict[int, list[Share]] = {}
        for row in self.stored.assignments:
            if row.project_id == project.pk:
                share = Share(self.uid[row.resource_id], Decimal(row.units) / FULL_TIME, float(row.work))
                self.assigned.setdefault(row.task_id, []).append(share)
        self.responsible: dict[int, list[int]] = {}
        entries = RaciEntry.objects.filter(project=project, letter=RaciEntry.Letter.RESPONSIBLE).order_by("pk")
        for task, role in entries.values_list("task_id", "role_id"):
            self.responsible.setdefault(task, []).append(role)

    def of(self, task: int, role: int | None, owner: int | None) -> list[Share]:
        """Who is assigned, then the task's role, its owner where that is somebody else, and all who are responsible."""
        shares = self.assigned.get(task, [])
        first = [self.role_uid[role]] if role else []
        person = [self.owner_uid[owner]] if owner and (role is None or self.player_of[role] != owner) else []
        rest = [self.role_uid[one] for one in self.responsible.get(task, ())]
        known = {share.resource for share in shares}
        return [*shares, *(Share(uid) for uid in dict.fromkeys([*first, *person, *rest]) if uid not in known)]

    def _times(self) -> Iterator[tuple[int, Calendar]]:
        usual = self.stored.calendars.own
        return ((pk, one.calendar) for pk, one in self.stored.capacity.items() if one.calendar is not usual)

    def _resource(self, one: Resource) -> model.Resource:
        person = one.user or (one.role.person if one.role else None)
        plain = self._plain(self.uid[one.pk], one.name, one.role.code if one.role else "", person)
        units = Decimal(one.max_units) / FULL_TIME
        return replace(
            plain,
            group=one.team,
            max_units=units,
            rate=self._rate(one),
            availability=tuple(_availability(one, units)),
            is_generic=one.kind == Resource.Kind.ROLE,
        )

    def _rate(self, one: Resource) -> model.Rate:
        told = self.with_costs and one.cost_rate is not None
        return model.Rate(standard=Decimal(one.cost_rate or 0)) if told else model.Rate()

    def _plain(self, uid: int, name: str, code: str, person: Any) -> model.Resource:
        email = str(getattr(person, "email", "")) if self.with_emails and person else ""
        return model.Resource(uid=uid, id=uid, name=name, initials=code, email=email, max_units=Decimal(1))


def _owners(project: Project, known: set[int | None]) -> list[Any]:
    """People who own tasks and are neither resources nor players of a role, by name."""
    owned = Task.objects.of(project).filter(~Q(owner=None)).select_related("owner").only("owner")
    return sorted({task.owner for task in owned if task.owner_id not in known}, key=lambda one: (one.name, one.pk))


def _availability(one: Resource, units: Decimal) -> Iterator[model.Availability]:
    if one.available_from or one.available_until:
        first = datetime.combine(one.available_from, time()) if one.available_from else None
        last = datetime.combine(one.available_until, time(23, 59)) if one.available_until else None
        yield model.Availability(first, last, units)
