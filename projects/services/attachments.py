"""Files on any object of a project: limited in size and kind, stored once under their digest."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Invalid, NotAllowed, NotFound, TooLarge
from projects import access, objects
from projects.models import Attachment, Project

# Kinds that a computer runs when somebody opens them.
REFUSED = frozenset(
    {
        "app", "bat", "cmd", "com", "cpl", "dll", "exe", "hta", "jar", "js", "jse", "lnk", "msc", "msi", "msp", "pif",
        "ps1", "reg", "scr", "sh", "vb", "vbe", "vbs", "wsf", "wsh",
    }
)  # fmt: skip
KEPT_UNUSED = timedelta(days=7)


@transaction.atomic
def add_attachment(*, by: Any, project: Project, object_type: str, object_id: int, file: UploadedFile) -> Attachment:
    """Store a file on an object. Raises TooLarge, Invalid for a refused kind, NotFound for an object out of sight."""
    target = objects.find(by, object_type, object_id)
    if target.project_id != project.pk:
        raise Invalid(fields={"object_id": [_("This object belongs to another project.")]})
    access.require(by, project, "attachment.add", target)
    attachment = Attachment(
        project=project, object_type=object_type, object_id=object_id, uploaded_by=by,
        name=_checked_name(file), size=_checked_size(file), digest=_digest(file),
    )  # fmt: skip
    _store(attachment, file)
    attachment.save(force_insert=True)
    changes = {"file": (None, attachment.name), "size": (None, attachment.size)}
    audit.record(by=by, verb="attached", obj=target, project_id=project.pk, changes=changes)
    return attachment


@transaction.atomic
def delete_attachment(attachment: Attachment, *, by: Any) -> None:
    """Who uploaded a file, or a manager, removes it. The stored bytes stay for a week, for a backup that is running."""
    require_remover(attachment, by)
    access.require(by, attachment.project, "attachment.add")
    changes = {"name": (attachment.name, None), "digest": (attachment.digest, None)}
    audit.record(by=by, verb="deleted", obj=attachment, changes=changes)
    attachment.delete()


def require_remover(attachment: Attachment, by: Any) -> None:
    """Let pass who uploaded the file, and managers. Raises NotFound for who can't see it, NotAllowed for others."""
    if not Attachment.objects.allowed(by, "attachment.view").filter(pk=attachment.pk).exists():
        raise NotFound()
    if attachment.uploaded_by_id != by.pk and access.role_of(by, attachment.project) != access.Role.MANAGER:
        raise NotAllowed(_("Only who uploaded a file, or a manager, can delete it."))


def forget_unused_files(now: Any = None) -> int:
    """Delete stored files that no attachment has named for a week. Returns how many."""
    limit = (now or timezone.now()) - KEPT_UNUSED
    old = [path for path in _stored() if default_storage.get_modified_time(path) < limit]
    used = set(Attachment.objects.filter(file__in=old).values_list("file", flat=True))
    unused = [path for path in old if path not in used]
    for path in unused:
        default_storage.delete(path)
    return len(unused)


def _checked_name(file: UploadedFile) -> str:
    """The bare file name without path and control characters; kinds that run are refused."""
    name = "".join(char for char in PurePath((file.name or "").replace("\\", "/")).name if char.isprintable()).strip()
    suffix = PurePath(name).suffix.lower().lstrip(".")
    if not name:
        raise Invalid(fields={"file": [_("The file has no name.")]})
    if suffix in REFUSED:
        raise Invalid(fields={"file": [_("Files of the kind .%(kind)s are not accepted.") % {"kind": suffix}]})
    stem = name.removesuffix(PurePath(name).suffix)
    return stem[: 200 - len(suffix) - 1] + PurePath(name).suffix if len(name) > 200 else name


def _checked_size(file: UploadedFile) -> int:
    size = file.size or 0
    if size > settings.ATTACHMENT_MAX_BYTES:
        limit = filesizeformat(settings.ATTACHMENT_MAX_BYTES)
        raise TooLarge(_("The file is larger than %(limit)s.") % {"limit": limit})
    if not size:
        raise Invalid(fields={"file": [_("The file is empty.")]})
    return size


def _digest(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _store(attachment: Attachment, file: UploadedFile) -> None:
    """The same bytes are stored once, however often they are uploaded."""
    field = Attachment._meta.get_field("file")
    path = field.generate_filename(attachment, "file")
    if default_storage.exists(path):
        attachment.file.name = path
    else:
        file.seek(0)
        attachment.file.save("file", file, save=False)


def _stored() -> Iterator[str]:
    root = "attachments"
    if not default_storage.exists(root):
        return
    for folder in default_storage.listdir(root)[0]:
        for name in default_storage.listdir(f"{root}/{folder}")[1]:
            yield f"{root}/{folder}/{name}"
