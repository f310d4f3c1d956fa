"""Importing a plan of Microsoft Project: upload, dry run, confirmation, and the project made of it.

Reading and importing are jobs. A file that is refused leaves nothing but the sentence that says why; an import makes
its project in one transaction together with the mark that it is done, so a worker that dies leaves nothing half made.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ecompm.core import audit, jobs
from ecompm.core.errors import Conflict, DomainError, Invalid
from ecompm.core.translate_errors import as_domain_error
from exchange.models import PlanImport
from exchange.mspdi import MspdiError, read
from exchange.services import files
from exchange.services.creating import create_from_draft, people_found
from exchange.services.draft import Draft, draft_of
from exchange.services.preview import preview_of
from exchange.services.reporting import refusal_of, report_of
from projects.models import FormerKey, Project
from projects.services.projects import require_maker

READ, IMPORT = "exchange.read_plan", "exchange.import_plan"
MOST_OPEN = 20
KEPT = timedelta(days=7)
KEY_LENGTH = 10
State = PlanImport.State


@transaction.atomic
def upload_plan(*, by: Any, file: UploadedFile) -> PlanImport:
    """Store a file and start its dry run. Raises NotAllowed, TooLarge, Invalid, or Conflict when too many wait."""
    require_maker(by)
    if PlanImport.objects.allowed(by).with_file().count() >= MOST_OPEN:
        message = _("%(count)d imports of yours wait. Finish or discard some of them first.")
        raise Conflict(message % {"count": MOST_OPEN})
    plan_import = files.stored(file, by)
    plan_import.save(force_insert=True)
    plan_import.job = jobs.start(
        READ, by=by, title=_("Read %(file)s") % {"file": plan_import.name}, import_id=plan_import.pk
    )
    plan_import.save(update_fields=["job"])
    changes = {"file": (None, plan_import.name), "digest": (None, plan_import.digest)}
    audit.record(by=by, verb="uploaded", obj=plan_import, changes=changes)
    return plan_import


def read_plan(run: jobs.JobRun) -> None:
    """The dry run: store the report, or why the file is refused. Nothing else is stored."""
    plan_import = _wanted(run)
    with translation.override(plan_import.owner.language):
        try:
            report = _report(run, plan_import)
        except MspdiError as error:
            _refuse(run, plan_import, error)
            return
        with run.finish():
            PlanImport.objects.filter(pk=plan_import.pk).update(state=State.READ, report=report)


@transaction.atomic
def confirm_import(plan_import: PlanImport, *, by: Any, key: str, name: str, day: date) -> PlanImport:
    """Start the import under this key and name; `day` is where the plan hangs: its start, or its end.

    Confirming again changes nothing while the import runs or when it is done. Raises Conflict for a file that was not
    read, Invalid for a key or name that can't be.
    """
    require_maker(by)
    stored = PlanImport.objects.allowed(by).select_for_update(of=("self",)).select_related("job").get(pk=plan_import.pk)
    if stored.state == State.DONE or (stored.state == State.IMPORTING and stored.is_working):
        return stored
    if not stored.is_ready:
        raise Conflict(_("This file can't be imported: it is being read, or it was refused."))
    _check_names(key, name)
    title = _("Import %(name)s") % {"name": name}
    stored.job = jobs.start(IMPORT, by=by, title=title, import_id=stored.pk, key=key, name=name, day=day.isoformat())
    stored.state = State.IMPORTING
    stored.save(update_fields=["job", "state"])
    return stored


def import_plan(run: jobs.JobRun) -> None:
    """Make the project. Raises what explains a refusal; the import can then be confirmed again."""
    plan_import = _wanted(run)
    by, asked = plan_import.owner, run.arguments
    with translation.override(by.language), _explained():
        run.step(0, 3, _("Reading the file"))
        draft = _draft(plan_import, date.fromisoformat(asked["day"]))
        run.step(1, 3, _("Storing the plan"))
        with run.finish() as job:
            day = date.fromisoformat(asked["day"])
            project = create_from_draft(draft, by=by, key=asked["key"], name=asked["name"], day=day)
            PlanImport.objects.filter(pk=plan_import.pk).update(state=State.DONE, project=project)
            changes = {"file": (None, plan_import.name), "digest": (None, plan_import.digest)}
            audit.record(by=by, verb="imported", obj=project, project_id=project.pk, changes=changes)
            job.result = {"url": project.get_absolute_url(), "label": _("Open the project")}
            files.forget(plan_import)


@transaction.atomic
def discard_import(plan_import: PlanImport, *, by: Any) -> None:
    """Forget an upload with its report. The project it may have become stays. Raises Conflict while a job is on it."""
    stored = PlanImport.objects.allowed(by).select_for_update(of=("self",)).select_related("job").get(pk=plan_import.pk)
    if stored.is_working:
        raise Conflict(_("This import is being worked on. Cancel the work first."))
    audit.record(by=by, verb="deleted", obj=stored)
    _remove(stored)


@transaction.atomic
def forget_old_imports(now: Any = None) -> int:
    """Delete imports that were uploaded more than a week ago, with their files. Returns how many."""
    old = PlanImport.objects.older_than((now or timezone.now()) - KEPT).select_related("job")
    gone = [one for one in old if not one.is_working]
    for one in gone:
        _remove(one)
    return len(gone)


def suggested_key(name: str) -> str:
    """A key that no project has: the first letters of the words of a name, or its beginning, then with a number."""
    words = re.findall(r"[A-Z0-9]+", name.upper())
    letters = "".join(word[0] for word in words) if len(words) > 2 else "".join(words)[:6]
    base = letters.lstrip("0123456789")[: KEY_LENGTH - 3]
    base = base if len(base) > 1 else "PLAN"
    taken = {*Project.objects.filter(key__startswith=base).values_list("key", flat=True)}
    taken |= {*FormerKey.objects.filter(key__startswith=base).values_list("key", flat=True)}
    return next(key for key in (base, *(f"{base}{number}" for number in range(2, 1000))) if key not in taken)


def _wanted(run: jobs.JobRun) -> PlanImport:
    """The import of a job. Raises Conflict when it was discarded in the meantime."""
    found = PlanImport.objects.filter(pk=run.arguments["import_id"]).select_related("owner").first()
    if found is None or not found.file:
        raise Conflict(_("The file was discarded."))
    return found


def _draft(plan_import: PlanImport, day: date | None = None) -> Draft:
    with plan_import.file.open("rb") as stream:
        plan, report = read(stream.file)
    on = timezone.localdate()
    draft = draft_of(plan, report, on)
    return draft if day in (None, draft.day) else draft_of(plan, report, on, day)


def _report(run: jobs.JobRun, plan_import: PlanImport) -> dict[str, Any]:
    run.step(0, 3, _("Reading the file"))
    draft = _draft(plan_import)
    run.step(1, 3, _("Computing the dates"))
    preview = preview_of(draft)
    run.step(2, 3, _("Writing the report"))
    return report_of(draft, preview, people_found(draft, plan_import.owner))


def _refuse(run: jobs.JobRun, plan_import: PlanImport, error: MspdiError) -> None:
    with run.finish() as job:
        job.errors = [{"text": str(error)}]
        PlanImport.objects.filter(pk=plan_import.pk).update(state=State.REFUSED, refusal=refusal_of(error))
        files.forget(plan_import)


def _check_names(key: str, name: str) -> None:
    """Refuse at once what the import would refuse at its end."""
    try:
        Project(key=key, name=name).clean_fields(exclude=["manager", "sponsor"])
    except ValidationError as error:
        raise Invalid(fields=error.message_dict) from error
    if Project.objects.filter(key=key).exists() or FormerKey.objects.filter(key=key).exists():
        raise Invalid(fields={"key": [_("Another project has or had this key. Choose another one.")]})


@contextmanager
def _explained() -> Iterator[None]:
    """Whatever refuses the import is said in one sentence, for the ledger keeps no more."""
    try:
        yield
    except MspdiError as error:
        raise Invalid(str(error)) from error
    except (DomainError, ValidationError, DatabaseError) as error:
        known = as_domain_error(error)
        if known is None:
            raise
        texts = [str(text) for texts in known.fields.values() for text in texts]
        raise type(known)(" ".join(texts) or known.message) from error


def _remove(plan_import: PlanImport) -> None:
    files.forget(plan_import)
    plan_import.delete()
