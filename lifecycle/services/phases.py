"""Phases of a project: tailored while they are still to come, moved only by decisions."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecompm.core import audit
from ecompm.core.errors import Conflict, Invalid
from lifecycle.models import Phase
from projects import access
from projects.models import Project
from projects.services import items

CHANGE = "phase.change"
STANDARD = [
    ("initiation", gettext_lazy("Initiation"), False),
    ("planning", gettext_lazy("Planning"), False),
    ("execution", gettext_lazy("Execution"), False),
    ("monitoring_control", gettext_lazy("Monitoring and control"), True),
    ("closure", gettext_lazy("Closure"), False),
]


@transaction.atomic
def set_up_phases(project: Project, *, by: Any) -> list[Phase]:
    """The five standard phases, the first one current, monitoring and control as a lane beside the others."""
    access.require(by, project, CHANGE)
    if existing := list(project.phases.all()):
        return existing
    now = timezone.now()
    phases = [
        Phase(project=project, code=code, name=str(name), position=place, is_lane=lane)
        for place, (code, name, lane) in enumerate(STANDARD)
    ]
    phases[0].state, phases[0].entered_at = Phase.State.CURRENT, now
    Phase.objects.bulk_create(phases)
    audit.record_many(by=by, verb="created", objs=phases)
    return phases


def add_phase(*, by: Any, project: Project, **values: Any) -> Phase:
    """A further phase, at the end until it is moved."""
    values.setdefault("position", project.phases.count())
    return items.create_item(Phase, by=by, project=project, grant=CHANGE, values=values)


@transaction.atomic
def change_phase(phase: Phase, *, by: Any, version: int, **values: Any) -> Phase:
    """Rename a phase or switch it off or on. A phase that has begun, or the last one left, stays in use."""
    if values.get("is_active") is False:
        _refuse_switching_off(phase)
    return items.change_item(phase, by=by, grant=CHANGE, version=version, values=values)


def _refuse_switching_off(phase: Phase) -> None:
    if phase.state != Phase.State.UPCOMING and not phase.is_lane:
        raise Conflict(_("This phase has begun and can't be switched off."))
    others = phase.project.phases.filter(is_active=True, is_lane=False).exclude(pk=phase.pk)
    if not others.exists():
        raise Conflict(_("A project needs at least one phase."))


@transaction.atomic
def reorder_phases(project: Project, *, by: Any, order: Sequence[int]) -> list[Phase]:
    """Put the phases in a new order, given as their ids. What has begun stays in front of what is to come."""
    access.require(by, project, CHANGE)
    phases = {phase.pk: phase for phase in project.phases.select_for_update()}
    if sorted(order) != sorted(phases):
        raise Invalid(_("Name every phase of the project once."))
    moved = [phases[pk] for pk in order]
    begun = [phase.state != Phase.State.UPCOMING for phase in moved if not phase.is_lane]
    if begun != sorted(begun, reverse=True):
        raise Conflict(_("A phase that has begun stays in front of those still to come."))
    for place, phase in enumerate(moved):
        phase.position = place
    Phase.objects.bulk_update(moved, ["position"])
    audit.record(by=by, verb="reordered", obj=project, changes={"phases": ("", ", ".join(p.name for p in moved))})
    return moved


def current_phase(project: Project) -> Phase | None:
    return project.phases.filter(state=Phase.State.CURRENT).first()


def move_on(project: Project, at: Any) -> bool:
    """Leave the current phase when none of its gates is open, and enter the next. Whether the last phase was left.

    Only a decision (`reviews`) calls this: a phase moves through nothing else.
    """
    phase = current_phase(project)
    if phase is None or phase.gates.exclude(state="passed").exists():
        return False
    Phase.objects.filter(pk=phase.pk).update(state=Phase.State.DONE, left_at=at)
    following = project.phases.filter(is_active=True, is_lane=False, state=Phase.State.UPCOMING).first()
    if following is None:
        return True
    Phase.objects.filter(pk=following.pk).update(state=Phase.State.CURRENT, entered_at=at)
    return False
