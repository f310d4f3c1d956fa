"""Who works in a project of the demo, and on what: people, agencies, placeholders for roles that are still open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.models import Resource, Task
from planning.services.resources import add_leave
from planning.services.staffing import NewAssignment, add_staff
from projects.models import Project, ProjectRole

INTERNAL_RATE, AGENCY_RATE = Decimal(78), Decimal(115)
TEAMS = {
    "DEV": "Shop", "INT": "Shop", "UX": "Shop", "QA": "Shop", "ARC": "Shop", "PAY": "Shop", "SRE": "Operations",
    "OPS": "Operations", "SEC": "Operations", "ERP": "Operations", "PIM": "Content", "CNT": "Content", "SEO": "Content",
    "MKT": "Content", "DAT": "Content",
}  # fmt: skip
SKILLS = {
    "DEV": "Checkout, PHP", "INT": "ERP, Integration", "UX": "UX, Accessibility", "QA": "Testing, Load tests",
    "CNT": "Copywriting, PIM", "SEO": "SEO, Redirects", "SEC": "Security, PCI DSS", "PAY": "Payment",
    "DAT": "Migration",
}  # fmt: skip
HALF_TIME = ("SPO", "LEG", "FIN", "SEC")
"""Roles of people who do something else besides."""


@dataclass(frozen=True)
class Help:
    """Who or what else works on the tasks of a role."""

    key: str
    name: Any
    kind: Resource.Kind
    team: str

    @property
    def values(self) -> Mapping[str, Any]:
        return {"name": str(self.name), "kind": self.kind, "team": self.team}


HELP = {
    "QA": Help("environment", gettext_lazy("Load test environment"), Resource.Kind.EQUIPMENT, "Shop"),
    "INT": Help("developer", gettext_lazy("Second integration developer"), Resource.Kind.ROLE, "Shop"),
    "OPS": Help("hosting", gettext_lazy("Hosting agency"), Resource.Kind.AGENCY, "Operations"),
}


def bring_staff(project: Project, by: Any, *, is_main: bool) -> None:
    """A resource for each person with tasks and for each open role, assigned to the tasks of the roles they play.

    Everybody works in all projects: the main one takes most of their time.
    """
    critical, usual = (75, 50) if is_main else (20, 15)
    roles = list(ProjectRole.objects.of(project).select_related("person").order_by("pk"))
    key_of = {role.pk: f"u{role.person_id}" if role.person_id else f"r{role.pk}" for role in roles}
    work = [
        NewAssignment(task, key_of[task.role_id], critical if task.is_critical else usual)
        for task in Task.objects.of(project).work().filter(role__isnull=False, duration__gt=0).order_by("position")
    ]
    busy = {one.resource for one in work}
    resources = {key_of[role.pk]: _values(role) for role in reversed(roles) if key_of[role.pk] in busy}
    if is_main:
        help_of = {role.pk: HELP[role.code] for role in roles if role.code in HELP}
        resources |= {one.key: one.values for one in help_of.values()}
        tasks = [(one.task, help_of[one.task.role_id]) for one in work if one.task.role_id in help_of]
        work += [NewAssignment(task, one.key, 100, None, False) for task, one in tasks]
    add_staff(by=by, project=project, resources=resources, assignments=work)


def plan_leave(project: Project, by: Any, on: date) -> None:
    """The first of the people is away for a week, next month."""
    away = Resource.objects.of(project).filter(kind=Resource.Kind.PERSON).order_by("number").first()
    if away is None or project.is_read_only:
        return
    first = on + timedelta(days=28 - on.weekday())
    days = {"first_day": first, "last_day": first + timedelta(days=4), "reason": _("Holiday")}
    add_leave(by=by, project=project, resource=away, **days)


def _values(role: ProjectRole) -> Mapping[str, Any]:
    person = role.person
    outside = bool(person and person.is_external)
    common = {
        "role": role,
        "team": TEAMS.get(role.code, _("Management")),
        "skills": SKILLS.get(role.code, ""),
        "max_units": 50 if role.code in HALF_TIME else 100,
        "cost_rate": AGENCY_RATE if outside or role.side == ProjectRole.Side.AGENCY else INTERNAL_RATE,
    }
    if person is None:
        kind = Resource.Kind.AGENCY if role.side == ProjectRole.Side.AGENCY else Resource.Kind.ROLE
        return {**common, "name": role.name, "kind": kind}
    return {**common, "name": person.name, "kind": Resource.Kind.PERSON, "user": person}
