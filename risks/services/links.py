"""Linking a risk to what it has to do with."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Conflict, Invalid
from projects import access
from projects.models import Project
from risks.loaders.links import linkable
from risks.models import Risk, RiskLink
from risks.services.register import CHANGE


@transaction.atomic
def add_link(*, by: Any, project: Project, risk: Risk, object_type: str, object_id: int) -> RiskLink:
    """A link to an object that the person may see. Raises Invalid for any other, Conflict for one that is linked."""
    access.require(by, project, CHANGE)
    rows = linkable(by, project).get(object_type)
    if rows is None:
        raise Invalid(fields={"object_type": [_("A risk can't be linked to this kind.")]})
    target = rows.filter(pk=object_id).first()
    if target is None:
        raise Invalid(fields={"object_id": [_("There is no such object in this project.")]})
    link, created = RiskLink.objects.get_or_create(
        project=project, risk=risk, object_type=object_type, object_id=object_id
    )
    if not created:
        raise Conflict(_("It is linked already."), fields={"object_id": [_("It is linked already.")]})
    audit.record(by=by, verb="changed", obj=risk, changes={"links": (None, str(target))})
    return link


@transaction.atomic
def delete_link(link: RiskLink, *, by: Any) -> None:
    access.require(by, link.project, CHANGE)
    audit.record(by=by, verb="changed", obj=link.risk, changes={"links": (str(link), None)})
    link.delete()
