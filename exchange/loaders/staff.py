"""Resources of the project, roles, and people who own tasks without either, as resources of Microsoft Project."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q

from exchange.mspdi import model
from planning.calc.calendars import Calendar
from planning.calc.rates import Rates
from planning.loaders.staff import AssignmentRow, load_staff
from planning.loaders.staff import Staff as Stored
from planning.loaders.work import load_rates
from planning.models import Resource, Task
from planning.models.staff import FULL_TIME
from projects.models import Project, ProjectRole
from stakeholders.models import RaciEntry

FOREVER = datetime.combine(date(1984, 1, 1), time()), datetime.combine(date(2049, 12, 31), time(23, 59))
"""The bounds that Microsoft Project has for rates without any."""

CODED = (Resource.Kind.AGENCY, Resource.Kind.EQUIPMENT)
"""Kinds that the format has no mark for; they stand in the code of the resource."""


class Share(NamedTuple):
    """A resource on a task by its UID; work in minutes, None where nobody said how much; the cost where it is told."""

    resource: int
    units: Decimal = Decimal(1)
    work: float | None = None
    cost: Decimal | None = None


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
        rates = load_rates(project) if with_costs else {}
        for row in self.stored.assignments:
            if row.project_id == project.pk:
                cost = self._cost(row, rates.get(row.resource_id))
                share = Share(self.uid[row.resource_id], Decimal(row.units) / FULL_TIME, float(row.work), cost)
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
        with_dates = self.with_costs and bool(one.cost_rates)
        return replace(
            plain,
            group=one.team,
            code=one.kind if one.kind in CODED else "",
            max_units=units,
            rate=self._rate(one),
            rates=tuple(_rates(one.rates)) if with_dates else (),
            availability=tuple(_availability(one, units)),
            is_generic=one.kind == Resource.Kind.ROLE,
        )

    def _cost(self, row: AssignmentRow, rates: Rates | None) -> Decimal | None:
        if rates is None:
            return None
        calendar = self.stored.calendars.of(row.task__calendar_id)
        return round(rates.cost(row.work, row.task__start, row.task__finish, calendar), 2)

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


def _rates(rates: Rates) -> Iterator[model.Rate]:
    """Rate table A: the spans in which each rate holds."""
    spans = [(FOREVER[0], rates.first or Decimal(0))]
    spans += [(datetime.combine(day, time()), rate) for day, rate in rates.dated]
    ends = [*(since for since, _rate in spans[1:]), FOREVER[1]]
    for (since, rate), end in zip(spans, ends, strict=True):
        yield model.Rate(first=since, last=end, standard=rate)


def _availability(one: Resource, units: Decimal) -> Iterator[model.Availability]:
    if one.available_from or one.available_until:
        first = datetime.combine(one.available_from, time()) if one.available_from else None
        last = datetime.combine(one.available_until, time(23, 59)) if one.available_until else None
        yield model.Availability(first, last, units)
