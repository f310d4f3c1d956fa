"""Who belongs to a project. A project never loses its last manager: the rule is checked under a lock of its row."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ecompm.core.errors import Conflict
from projects import access
from projects.access import Role
from projects.models import Membership, Project
from projects.services import items
from projects.services.notifications import notify


@transaction.atomic
def add_member(*, by: Any, project: Project, user: Any, role: str) -> Membership:
    """A known person becomes a member. Raises Conflict when they are one already."""
    values = {"user": user, "role": role}
    made = items.create_item(Membership, by=by, project=project, grant="members.manage", values=values)
    notify("member.added", [user], about=project, by=by)
    return made


@transaction.atomic
def add_members(*, by: Any, project: Project, people: Mapping[Any, str]) -> list[Membership]:
    """Known people become members, each with their role; those who are members keep the role they have."""
    known = set(project.memberships.values_list("user_id", flat=True))
    rows = [{"user": person, "role": role} for person, role in people.items() if person.pk not in known]
    made = items.create_items(Membership, by=by, project=project, grant="members.manage", rows=rows)
    notify("member.added", [membership.user for membership in made], about=project, by=by)
    return made


@transaction.atomic
def change_member(membership: Membership, *, by: Any, version: int, role: str = "") -> Membership:
    """Another role, or the same without one. Raises Conflict when the project would be left without a manager."""
    access.require(by, membership.project, "members.manage")
    role = role or membership.role
    if role != Role.MANAGER:
        _keep_a_manager(membership)
    return items.change_item(membership, by=by, grant="members.manage", version=version, values={"role": role})


@transaction.atomic
def remove_member(membership: Membership, *, by: Any, version: int) -> None:
    """Take a person out of the project; everybody may leave. Raises Conflict for the last manager."""
    own = membership.user_id == by.pk
    grant = "members.leave" if own else "members.manage"
    access.require(by, membership.project, grant)
    _keep_a_manager(membership)
    Project.objects.filter(pk=membership.project_id, manager_id=membership.user_id).update(manager=None)
    items.delete_item(membership, by=by, grant=grant, version=version)


def _keep_a_manager(membership: Membership) -> None:
    """Lock the project, so that two managers who leave at the same moment can't both be the last but one."""
    Project.objects.select_for_update().get(pk=membership.project_id)
    others = Membership.objects.filter(project_id=membership.project_id, role=Role.MANAGER, user__is_active=True)
    stored = Membership.objects.filter(pk=membership.pk, role=Role.MANAGER)
    if stored.exists() and not others.exclude(pk=membership.pk).exists():
        raise Conflict(_("A project needs a manager. Make somebody else a manager first."), code="last_manager")
