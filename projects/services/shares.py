"""Opening single objects to the guests of a project."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Invalid
from projects import access, objects
from projects.access import Role
from projects.models import Membership, Project, Share


@transaction.atomic
def share_object(*, by: Any, project: Project, membership: Membership, object_type: str, object_id: int) -> Share:
    """Let a guest see one object, with its comments and files. Raises NotFound for an object `by` can't see."""
    access.require(by, project, "share.manage")
    target = objects.find(by, object_type, object_id)
    if target.project_id != project.pk or membership.project_id != project.pk:
        raise Invalid(_("Guest and object belong to the same project."))
    if membership.role != Role.GUEST:
        raise Invalid(fields={"membership": [_("Only guests need shares; other members see the object already.")]})
    share = Share.objects.create(membership=membership, object_type=object_type, object_id=object_id)
    changes = {"guest": (None, str(membership.user))}
    audit.record(by=by, verb="shared", obj=target, project_id=project.pk, changes=changes)
    return share


@transaction.atomic
def stop_sharing(share: Share, *, by: Any) -> None:
    access.require(by, share.project, "share.manage")
    changes = {"guest": (str(share.membership.user), None), "object": (f"{share.object_type} {share.object_id}", None)}
    audit.record(by=by, verb="unshared", obj=share, project_id=share.project.pk, changes=changes)
    share.delete()
