"""Templates of this installation: imported, saved from a project, retired, taken back."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from blueprints.calc import shelf
from blueprints.calc.template import Template
from blueprints.models import ProjectTemplate
from blueprints.services.reading import language
from ecompm.core import audit
from ecompm.core.documents import DocumentError
from ecompm.core.errors import Conflict, Invalid, NotAllowed
from projects import access
from projects.models import Project

LARGEST = 512 * 1024
"""Bytes of a template; the largest shipped one has 25 kB."""


@transaction.atomic
def import_template(*, by: Any, source: str, file: str = "template.yaml") -> ProjectTemplate:
    """The stored template. Raises Invalid with every mistake and its line, Conflict for a version that is there."""
    access.require_administrator(by)
    template = read_template(source, file)
    if template.version <= newest_version(template.id):
        message = _("Version %(version)d of this template is there already. Give the new one a higher version.")
        raise Conflict(message % {"version": newest_version(template.id)})
    return _store(template, by=by, source=source, origin=ProjectTemplate.Origin.IMPORTED)


@transaction.atomic
def store_saved(template: Template, *, by: Any, project: Project, source: str) -> ProjectTemplate:
    """The template that was made from a project, stored. The caller has checked the grant."""
    return _store(template, by=by, source=source, origin=ProjectTemplate.Origin.SAVED, project=project)


def retire_template(stored: ProjectTemplate, *, by: Any) -> ProjectTemplate:
    """Offer this version no longer; projects made from it keep what they have."""
    return _offer(stored, by=by, verb="retired", at=timezone.now())


def restore_template(stored: ProjectTemplate, *, by: Any) -> ProjectTemplate:
    """Offer a retired version again."""
    return _offer(stored, by=by, verb="restored", at=None)


def read_template(source: str, file: str) -> Template:
    """The template of a YAML text. Raises Invalid, each mistake with its line."""
    if len(source.encode()) > LARGEST:
        raise Invalid(fields={"source": [_("A template has at most %(size)d kB.") % {"size": LARGEST // 1024}]})
    try:
        return shelf.read(source, file)
    except DocumentError as error:
        raise Invalid(fields={"source": [fault.message(_) for fault in error.faults]}) from error


def newest_version(template_id: str) -> int:
    """The highest version of a template there ever was, 0 for a new one."""
    shipped = shelf.shipped().get(template_id)
    stored = ProjectTemplate.objects.filter(template_id=template_id).aggregate(last=Max("edition"))["last"]
    return max(shipped.version if shipped else 0, stored or 0)


def _store(template: Template, *, by: Any, **values: Any) -> ProjectTemplate:
    stored = ProjectTemplate.objects.create(
        template_id=template.id, edition=template.version, title=template.title(language())[:200], added_by=by, **values
    )
    audit.record(by=by, verb=str(stored.origin), obj=stored)
    return stored


@transaction.atomic
def _offer(stored: ProjectTemplate, *, by: Any, verb: str, at: Any) -> ProjectTemplate:
    if not (by.is_authenticated and by.administers) and stored.added_by_id != by.pk:
        raise NotAllowed(_("Only an administrator or who added the template may do this."))
    row = ProjectTemplate.objects.select_for_update().get(pk=stored.pk)
    row.retired_at = at
    row.save(update_fields=["retired_at"])
    audit.record(by=by, verb=verb, obj=row)
    return row
