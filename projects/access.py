"""Who may do what: one table. Reads go through `.allowed(user, grant)`, every service starts with `require`."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecompm.core.errors import Conflict, NotAllowed, NotFound
from ecompm.core.users import InstanceRole


class Role(models.TextChoices):
    MANAGER = "manager", _("Manager")
    MEMBER = "member", _("Member")
    VIEWER = "viewer", _("Viewer")
    GUEST = "guest", _("Guest")


MANAGERS = frozenset({Role.MANAGER})
WORKERS = MANAGERS | {Role.MEMBER}
READERS = WORKERS | {Role.VIEWER}
EVERYONE = READERS | {Role.GUEST}  # a guest only on objects shared with them

GRANTS: dict[str, frozenset[Role]] = {
    "project.enter": EVERYONE,  # know key and name; what a guest sees inside is decided object by object
    "project.view": READERS,
    "project.change": MANAGERS,
    "project.archive": MANAGERS,
    "members.view": READERS,
    "members.manage": MANAGERS,
    "members.leave": EVERYONE,
    "role.view": READERS,
    "role.change": MANAGERS,
    "audit.view": READERS,
    "audit.all": MANAGERS,
    "job.view": READERS,
    "job.cancel": MANAGERS,
    "comment.view": EVERYONE,
    "comment.add": EVERYONE,
    "attachment.view": EVERYONE,
    "attachment.add": WORKERS,
    "share.view": WORKERS,
    "share.manage": MANAGERS,
    "task.view": EVERYONE,
    "task.change": WORKERS,
    "resource.view": READERS,
    "resource.change": MANAGERS,
    "resource.cost": MANAGERS,
    "baseline.view": READERS,
    "baseline.change": MANAGERS,
    "recurring.view": READERS,
    "recurring.change": WORKERS,
    "scenario.view": READERS,
    "scenario.change": WORKERS,
    "scenario.apply": MANAGERS,
    "requirement.view": EVERYONE,
    "requirement.change": WORKERS,
    "risk.view": READERS,
    "risk.change": WORKERS,
    "risk.confidential": MANAGERS,
    "compliance.view": READERS,
    "compliance.change": WORKERS,
    "finding.view": WORKERS,
    "finding.change": WORKERS,
    "finding.accept": MANAGERS,
    "issue.view": READERS,
    "issue.change": WORKERS,
    "reserve.view": READERS,
    "reserve.change": MANAGERS,
    "stakeholder.view": WORKERS,
    "stakeholder.change": WORKERS,
    "communication.view": READERS,
    "communication.change": WORKERS,
    "raci.view": READERS,
    "raci.change": WORKERS,
    "kpi.view": READERS,
    "kpi.change": MANAGERS,
    "kpi.measure": WORKERS,
    "goal.view": READERS,
    "goal.change": MANAGERS,
    "phase.view": READERS,
    "phase.change": MANAGERS,
    "gate.view": READERS,
    "gate.change": MANAGERS,
    "gate.evidence": WORKERS,
    "gate.request": MANAGERS,
    "gate.vote": READERS,  # the service lets only the named approvers vote
    "gate.decide": MANAGERS,
    "closure.view": READERS,
    "closure.change": WORKERS,
    "lesson.view": READERS,
    "lesson.change": WORKERS,
    "snapshot.view": READERS,
    "recalculation.start": WORKERS,
    "plan.import": MANAGERS,
    "plan.export": READERS,
    "template.save": MANAGERS,
}

# What stays possible on a closed, stopped or archived project.
ON_READ_ONLY = frozenset(
    {
        "project.archive", "members.manage", "members.leave", "share.manage", "job.cancel", "plan.export",
        "template.save",
    }
)  # fmt: skip


def roles_with(grant: str) -> frozenset[Role]:
    """Roles that hold a grant. An unknown grant is a fault of the caller, not an open door."""
    return GRANTS[grant]


def reads(grant: str) -> bool:
    """Whether the grant only lets look."""
    return grant.endswith((".view", ".enter"))


def instance_role(user: Any) -> Role | None:
    """The role that an instance role gives in every project: administrators manage, portfolio managers view.

    A token limited to projects keeps it inside them; the callers see to that.
    """
    if not user.is_authenticated:
        return None
    return {InstanceRole.ADMINISTRATOR: Role.MANAGER, InstanceRole.PORTFOLIO_MANAGER: Role.VIEWER}.get(user.role)


def role_of(user: Any, project: Any) -> Role | None:
    """The strongest role of a person in a project, read from the database now; None for strangers."""
    if not user.is_authenticated or _outside_token(user, project.pk):
        return None
    held = [instance_role(user)]
    own = next(iter(project.memberships.filter(user_id=user.pk).order_by().values_list("role", flat=True)), None)
    held.append(Role(own) if own else None)
    if project.visibility == "internal" and not user.is_external:
        held.append(Role.VIEWER)
    ranked = [role for role in Role if role in held]
    return ranked[0] if ranked else None


def holds(user: Any, project: Any, grant: str, obj: Any = None) -> bool:
    """Whether the person holds the grant on the project, or as a guest on this shared object."""
    role = role_of(user, project)
    if role is None or role not in roles_with(grant):
        return False
    return role != Role.GUEST or obj is None or obj is project or _is_shared(user, project, obj)


def require(user: Any, project: Any, grant: str, obj: Any = None) -> None:
    """Let pass who holds the grant. Strangers get NotFound, members NotAllowed, a closed project Conflict."""
    if not holds(user, project, grant, obj):
        visible = holds(user, project, "project.enter", obj)
        raise NotAllowed(_("Your role in this project doesn't allow this.")) if visible else NotFound()
    if not reads(grant) and grant not in ON_READ_ONLY:
        refuse_read_only(project)


def refuse_read_only(project: Any) -> None:
    """Raise Conflict when the project is closed, stopped or archived."""
    if project.is_read_only:
        raise Conflict(_("This project is read-only: it is closed, stopped or archived."), code="read_only")


def require_administrator(user: Any) -> None:
    if not user.is_authenticated or not user.administers or getattr(user, "limited_to", None):
        raise NotAllowed(_("Only an administrator may do this."))


def _outside_token(user: Any, project_id: int) -> bool:
    limited: frozenset[int] = getattr(user, "limited_to", frozenset())
    return bool(limited) and project_id not in limited


def _is_shared(user: Any, project: Any, obj: Any) -> bool:
    membership = project.memberships.get(user_id=user.pk)
    kind, pk = getattr(obj, "object_type", obj._meta.label_lower), getattr(obj, "object_id", obj.pk)
    return membership.shares.filter(object_type=kind, object_id=pk).exists()
