"""Invitations by mail, to a project or to the instance: each works once, for its address, until it expires."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services import people as accounts
from ecompm.core import audit, outbox
from ecompm.core.errors import Conflict, NotAllowed, NotFound
from projects import access
from projects.access import Role
from projects.models import Invitation, Membership, Project
from projects.services import items
from projects.services.notifications import notify


@transaction.atomic
def invite(
    *, by: Any, project: Project | None = None, email: str, role: str = Role.MEMBER, is_external: bool = False
) -> Invitation:
    """Invite an address; an older open invitation of it is replaced. Raises Conflict for a member of the project."""
    if project is None:
        access.require_administrator(by)
    else:
        access.require(by, project, "members.manage")
    address = email.strip().lower()
    if project and project.memberships.filter(user__email__iexact=address).exists():
        raise Conflict(fields={"email": [_("This person is a member of the project already.")]})
    Invitation.objects.filter(project=project, email=address, accepted_at=None).delete()
    invitation = Invitation(
        project=project, email=address, role=role, is_external=is_external or role == Role.GUEST, invited_by=by,
        digest=secrets.token_hex(32), expires_at=timezone.now() + timedelta(days=settings.INVITATION_DAYS),
    )  # fmt: skip
    items.clean(invitation, {"email": address, "role": role})
    invitation.save(force_insert=True)
    audit.record(by=by, verb="invited", obj=invitation, changes={"role": (None, role)})
    outbox.add("invitation.created", project_id=invitation.project_id, invitation_id=invitation.pk)
    return invitation


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Any) -> None:
    """Make an open invitation worthless."""
    if invitation.project is None:
        access.require_administrator(by)
    else:
        access.require(by, invitation.project, "members.manage")
    audit.record(by=by, verb="withdrawn", obj=invitation)
    invitation.delete()


def renew_secret(invitation: Invitation) -> str:
    """A fresh secret, told to the caller alone; the row keeps its hash, and links made before stop to work."""
    secret = secrets.token_urlsafe(32)
    Invitation.objects.filter(pk=invitation.pk).update(digest=_digest(secret))
    return secret


def find_open(secret: str) -> Invitation:
    """The invitation behind a link. Raises NotFound for one that is unknown, used or expired."""
    found = Invitation.objects.select_related("project", "invited_by").filter(
        digest=_digest(secret), accepted_at=None, expires_at__gt=timezone.now()
    )
    invitation = found.first()
    if invitation is None:
        raise NotFound(_("This invitation doesn't work any more. Ask for a new one."))
    return invitation


@transaction.atomic
def accept(invitation: Invitation, *, by: Any) -> Invitation:
    """The invited person joins. Raises NotAllowed for anybody else, NotFound for the second attempt."""
    stored = Invitation.objects.select_for_update().filter(pk=invitation.pk, accepted_at=None).first()
    if stored is None:
        raise NotFound(_("This invitation doesn't work any more. Ask for a new one."))
    if stored.email != by.email.lower():
        raise NotAllowed(_("This invitation was sent to another e-mail address."))
    stored.accepted_at = timezone.now()
    stored.save(update_fields=["accepted_at"])
    if stored.project_id:
        membership, made = Membership.objects.get_or_create(
            project_id=stored.project_id, user=by, defaults={"role": stored.role}
        )
        if made:
            audit.record(by=by, verb="joined", obj=membership, changes={"role": (None, stored.role)})
            notify("member.joined", [stored.invited_by], about=membership.project, by=by)
    return stored


@transaction.atomic
def accept_as_new(invitation: Invitation, *, name: str, password: str, language: str) -> Any:
    """The invited person gets an account, for the address that the link proves, and joins. Returns the person."""
    person = accounts.create_person(
        email=invitation.email, name=name, password=password, language=language, is_external=invitation.is_external
    )
    accept(invitation, by=person)
    return person


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
