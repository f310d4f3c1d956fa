"""The objects that risks are linked to, as far as a person may see them."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from planning.models import Resource
from projects import objects
from projects.models import Project
from risks.models.links import KINDS, VENDORS, RiskLink
from risks.models.register import Risk


def name_of_kind(kind: str) -> str:
    """The kind in words; a resource is linked as the vendor it is."""
    return _("vendor") if kind == VENDORS else objects.name_of_kind(kind)


def linkable(user: Any, project: Project) -> dict[str, Any]:
    """By kind, the objects of the project that the person may see and link; of resources only the agencies."""
    found = _visible(user, project)
    if VENDORS in found:
        found[VENDORS] = found[VENDORS].filter(kind=Resource.Kind.AGENCY)
    return found


def _visible(user: Any, project: Project) -> dict[str, Any]:
    """By kind, the objects of the project that the person may see; kinds that aren't installed are left out."""
    known = objects.kinds()
    return {
        kind: known[kind]._default_manager.allowed(user, objects.view_grant(known[kind])).of(project)  # type: ignore[attr-defined]
        for kind in KINDS
        if kind in known
    }


def load_links(risk: Risk, user: Any) -> list[tuple[RiskLink, str, Any]]:
    """The links of a risk with kind in words and object; what is gone or hidden from the person is left out."""
    wanted: dict[str, list[RiskLink]] = defaultdict(list)
    for link in risk.links.all():
        wanted[link.object_type].append(link)
    found = []
    for kind, rows in _visible(user, risk.project).items():
        if kind in wanted:
            seen = {one.pk: one for one in rows.filter(pk__in=[link.object_id for link in wanted[kind]])}
            words = name_of_kind(kind)
            found += [(link, words, seen[link.object_id]) for link in wanted[kind] if link.object_id in seen]
    for _link, _words, target in found:
        target.project = risk.project
    return found
