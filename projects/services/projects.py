"""Making and changing projects."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Conflict, NotAllowed
from projects import access
from projects.models import FormerKey, Membership, Project, Tag
from projects.services import items, pulse


def require_maker(by: Any) -> None:
    """Let pass who may make projects: everybody of the organisation, with a token that isn't limited to projects."""
    if not by.is_authenticated or by.is_external or getattr(by, "limited_to", None):
        raise NotAllowed(_("People from outside the organisation can't create projects."))


@transaction.atomic
def create_project(*, by: Any, tags: Iterable[str] = (), **values: Any) -> Project:
    """A new project with its maker as manager. People from outside the organisation can't make projects."""
    require_maker(by)
    if FormerKey.objects.filter(key=values.get("key")).exists():
        raise Conflict(_("Another project had this key before."), fields={"key": [_("Choose another key.")]})
    project = Project(**{"manager": by, **values})
    project.full_clean(validate_unique=False, validate_constraints=False)
    project.save(force_insert=True)
    project.tags.set(named_tags(tags))
    Membership.objects.create(project=project, user=by, role=access.Role.MANAGER)
    audit.record(by=by, verb="created", obj=project, project_id=project.pk)
    pulse.touch([project.pk])
    return project


@transaction.atomic
def change_project(project: Project, *, by: Any, version: int, **values: Any) -> Project:
    """Change a project; renaming the key keeps the old one as an address that leads here."""
    access.require(by, project, "project.change")
    stored = items.lock(project, version)
    tags = values.pop("tags", None)
    new_key = values.get("key", stored.key)
    if new_key != stored.key:
        _keep_former_key(stored, new_key)
    old = audit.values_of(stored, values)
    for name, value in values.items():
        setattr(stored, name, value)
    changes = audit.difference(old, audit.values_of(stored, values))
    if tags is not None:
        changes |= _retag(stored, named_tags(tags))
    if not changes:
        return stored
    stored.full_clean(validate_unique=False, validate_constraints=False)
    stored.version += 1
    stored.save()
    audit.record(by=by, verb="changed", obj=stored, project_id=stored.pk, changes=changes)
    pulse.touch([stored.pk])
    return stored


def named_tags(names: Iterable[str]) -> list[Tag]:
    """The tags with these names; one that differs only in case is the same, a new name makes a new tag."""
    known = {tag.name.casefold(): tag for tag in Tag.objects.all()}
    wanted = {name.strip().casefold(): name.strip() for name in names if name.strip()}
    return [known.get(folded) or Tag.objects.get_or_create(name=name)[0] for folded, name in wanted.items()]


def _retag(project: Project, tags: list[Tag]) -> dict[str, tuple[Any, Any]]:
    old, new = sorted(project.tags.values_list("name", flat=True)), sorted(tag.name for tag in tags)
    if old == new:
        return {}
    project.tags.set(tags)
    return {"tags": (old, new)}


def _keep_former_key(project: Project, new_key: str) -> None:
    FormerKey.objects.filter(key=new_key, project=project).delete()
    if FormerKey.objects.filter(key=new_key).exists():
        raise Conflict(_("Another project had this key before."), fields={"key": [_("Choose another key.")]})
    FormerKey.objects.create(key=project.key, project=project)


def archive_project(project: Project, *, by: Any, version: int) -> Project:
    """Put a project away: it is read-only and leaves the portfolio until it is restored."""
    return _put_away(project, by=by, version=version, archived=True)


def restore_project(project: Project, *, by: Any, version: int) -> Project:
    """Take an archived project back."""
    return _put_away(project, by=by, version=version, archived=False)


@transaction.atomic
def _put_away(project: Project, *, by: Any, version: int, archived: bool) -> Project:
    access.require(by, project, "project.archive")
    stored = items.lock(project, version)
    if (stored.archived_at is not None) == archived:
        return stored
    stored.archived_at = timezone.now() if archived else None
    stored.version += 1
    stored.save(update_fields=["archived_at", "version", "updated_at"])
    audit.record(by=by, verb="archived" if archived else "restored", obj=stored, project_id=stored.pk)
    pulse.touch([stored.pk])
    return stored
