"""The end of a project: what is still open, acceptance, handover, the end report."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecompm.core import audit
from ecompm.core.errors import Conflict, NotAllowed
from lifecycle.models import Closure, Condition, Gate, HandoverItem
from lifecycle.reports import end_report
from planning.models import Task
from projects import access
from projects.models import Project
from projects.services import items
from requirements.models import Requirement
from risks.models import Risk

CHANGE = "closure.change"
# What operations take over at the end of a shop project; a project tailors the list.
HANDOVER = [
    gettext_lazy("Service owner named"),
    gettext_lazy("Operating manual and runbook handed over"),
    gettext_lazy("Monitoring and alarms running"),
    gettext_lazy("Access rights moved, project access removed"),
    gettext_lazy("Credentials and certificates moved, with their expiry"),
    gettext_lazy("Licences and contracts moved"),
    gettext_lazy("Service levels and support model agreed"),
    gettext_lazy("Knowledge sessions held"),
    gettext_lazy("Known errors and warranty period listed"),
]


@dataclass(frozen=True)
class OpenThing:
    """Something that stands in the way of closing: how many, and the page that lists them."""

    label: str
    count: int
    url_name: str


def readiness(project: Project) -> list[OpenThing]:
    """What is still open, nothing left out; a count of 0 is in order."""
    done = ("verified", "accepted")
    return [
        OpenThing(_("Open tasks"), Task.objects.of(project).open().count(), "planning:plan"),
        OpenThing(_("Gates before the last one"), _open_gates(project), "lifecycle:gates"),
        OpenThing(
            _("Requirements not verified"),
            Requirement.objects.of(project).in_scope().exclude(status__in=done).count(),
            "requirements:list",
        ),
        OpenThing(_("Open risks"), Risk.objects.of(project).open().count(), "risks:list"),
        OpenThing(
            _("Conditions not fulfilled"), Condition.objects.of(project).filter(done_at=None).count(), "lifecycle:gates"
        ),
        OpenThing(
            _("Handover items open"),
            HandoverItem.objects.of(project).filter(done_at=None).count(),
            "lifecycle:closure",
        ),
    ]


def _open_gates(project: Project) -> int:
    waiting = project.gates.exclude(state=Gate.State.PASSED).filter(phase__is_active=True).count()
    return max(waiting - 1, 0)


def closure_of(project: Project) -> Closure:
    """The closure record, made on first use."""
    closure, _created = Closure.objects.get_or_create(project=project)
    closure.project = project
    return closure


def change_closure(closure: Closure, *, by: Any, version: int, **values: Any) -> Closure:
    """Change the words of the end report: summary and recommendations."""
    return items.change_item(closure, by=by, grant=CHANGE, version=version, values=values)


@transaction.atomic
def accept_results(closure: Closure, *, by: Any) -> Closure:
    """The sponsor's acceptance of the results. A manager may record it where no sponsor is named."""
    access.require(by, closure.project, "closure.view")
    access.refuse_read_only(closure.project)
    sponsor = closure.project.sponsor_id
    if by.pk != sponsor if sponsor else not access.holds(by, closure.project, "gate.decide"):
        raise NotAllowed(_("Only the sponsor may accept the results."))
    closure.accepted_by, closure.accepted_at = by, timezone.now()
    closure.save(update_fields=["accepted_by", "accepted_at", "updated_at"])
    audit.record(by=by, verb="accepted", obj=closure)
    return closure


def refuse_unaccepted(gate: Gate) -> None:
    """The last gate can only be reviewed when the results are accepted."""
    later = gate.project.gates.filter(phase__is_active=True).exclude(pk=gate.pk).exclude(state=Gate.State.PASSED)
    if later.exists() or Closure.objects.filter(project=gate.project).exclude(accepted_at=None).exists():
        return
    raise Conflict(_("The results are not accepted yet. Record the acceptance on the closure page first."))


@transaction.atomic
def set_up_handover(project: Project, *, by: Any, texts: Sequence[object] = HANDOVER) -> list[HandoverItem]:
    """The handover checklist of a project, filled once."""
    access.require(by, project, CHANGE)
    if existing := list(project.handover_items.all()):
        return existing
    rows = [HandoverItem(project=project, position=place, text=str(text)) for place, text in enumerate(texts)]
    HandoverItem.objects.bulk_create(rows)
    audit.record_many(by=by, verb="created", objs=rows)
    return rows


def add_handover_item(*, by: Any, project: Project, **values: Any) -> HandoverItem:
    values["position"] = project.handover_items.count()
    return items.create_item(HandoverItem, by=by, project=project, grant=CHANGE, values=values)


def change_handover_item(item: HandoverItem, *, by: Any, version: int, **values: Any) -> HandoverItem:
    return items.change_item(item, by=by, grant=CHANGE, version=version, values=values)


def delete_handover_item(item: HandoverItem, *, by: Any, version: int) -> None:
    items.delete_item(item, by=by, grant=CHANGE, version=version)


def accept_handover_item(item: HandoverItem, *, by: Any, version: int, done: bool = True) -> HandoverItem:
    """Operations take an item over, or give it back."""
    values = {"done_at": timezone.now() if done else None, "done_by": by if done else None}
    return items.change_item(item, by=by, grant=CHANGE, version=version, values=values)


def close(project: Project, *, by: Any, at: Any) -> None:
    """Close a project after its last gate: freeze the end report and make the project read-only."""
    closure = closure_of(project)
    closure.report = end_report(project, closure, on=timezone.localdate(at))
    closure.closed_at = at
    closure.save(update_fields=["report", "closed_at", "updated_at"])
    _end(project, Project.Status.CLOSED, by)


def stop(project: Project, *, by: Any) -> None:
    """Stop a project by decision; it becomes read-only."""
    _end(project, Project.Status.STOPPED, by)


def _end(project: Project, status: str, by: Any) -> None:
    old, project.status = project.status, status
    project.version += 1
    project.save(update_fields=["status", "version", "updated_at"])
    audit.record(by=by, verb=status, obj=project, changes={"status": (old, status)})
