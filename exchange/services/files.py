"""Uploaded plans as files: limited in size, stored under their digest, gone when nobody needs them."""

import hashlib
from pathlib import PurePath
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from ecompm.core.errors import Invalid, TooLarge
from exchange.models import PlanImport
from exchange.mspdi import LIMITS

NAME = 200


def stored(upload: UploadedFile, owner: Any) -> PlanImport:
    """An unsaved import whose file is stored. Raises TooLarge, or Invalid for an empty file."""
    plan_import = PlanImport(owner=owner, name=_name(upload), size=_checked_size(upload), digest=_digest(upload))
    upload.seek(0)
    plan_import.file.save("file", upload, save=False)
    return plan_import


def forget(plan_import: PlanImport) -> None:
    """Let go of the stored bytes; the row stays. They are deleted when the transaction is committed."""
    path = plan_import.file.name
    PlanImport.objects.filter(pk=plan_import.pk).update(file="")
    if path:
        transaction.on_commit(lambda: default_storage.delete(path))


def _name(upload: UploadedFile) -> str:
    """The bare file name, to be shown only."""
    name = PurePath((upload.name or "").replace("\\", "/")).name
    return "".join(char for char in name if char.isprintable()).strip()[:NAME] or _("Plan")


def _checked_size(upload: UploadedFile) -> int:
    size = upload.size or 0
    if size > LIMITS.bytes:
        raise TooLarge(_("The file is larger than %(limit)s.") % {"limit": filesizeformat(LIMITS.bytes)})
    if not size:
        raise Invalid(fields={"file": [_("The file is empty.")]})
    return size


def _digest(upload: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
