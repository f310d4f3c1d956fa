"""What other apps may ask about gates, evidence, handover and lessons."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from ecompm.core.expressions import Parameter
from ecompm.core.facts import fact
from lifecycle.calc.purposes import PURPOSES, serving
from lifecycle.loaders import load_purposes
from lifecycle.models import Condition, Criterion, Evidence, Gate, HandoverItem, Lesson


def _counted(project_ids: Collection[int], rows: QuerySet[Any]) -> Mapping[int, int]:
    """Rows by project, 0 where there are none."""
    counted = rows.in_projects(project_ids).order_by().values_list("project_id").annotate(Count("pk"))
    return dict.fromkeys(project_ids, 0) | dict(counted)


@fact("evidence", unit="yes_no", label=_("Evidence “%(key)s”"), args=("key",))
def evidence(project_ids: Collection[int], on: date, key: str) -> Mapping[int, bool]:
    found = set(Evidence.objects.in_projects(project_ids).filter(key=key).values_list("project_id", flat=True))
    return {pk: pk in found for pk in project_ids}


@fact("handover.items_open", unit="count", label=_("Handover items open"))
def handover_items_open(project_ids: Collection[int], on: date) -> Mapping[int, int | None]:
    """Open items; unknown while the checklist is empty, for an empty list proves nothing."""
    every = _counted(project_ids, HandoverItem.objects.all())
    waiting = _counted(project_ids, HandoverItem.objects.filter(done_at=None))
    return {pk: waiting[pk] if every[pk] else None for pk in project_ids}


@fact("lessons.count", unit="count", label=_("Lessons recorded"))
def lessons_count(project_ids: Collection[int], on: date) -> Mapping[int, int]:
    return _counted(project_ids, Lesson.objects.filter(origin=None))


@fact("lessons.reused", unit="count", label=_("Lessons taken up from other projects"))
def lessons_reused(project_ids: Collection[int], on: date) -> Mapping[int, int]:
    return _counted(project_ids, Lesson.objects.filter(verdict=Lesson.Verdict.ADOPTED))


@fact("gates.passed", unit="count", label=_("Gates passed"))
def gates_passed(project_ids: Collection[int], on: date) -> Mapping[int, int]:
    return _counted(project_ids, Gate.objects.filter(state=Gate.State.PASSED))


@fact("gates.next", unit="text", label=_("What the next gate is for"))
def next_gate(project_ids: Collection[int], on: date) -> Mapping[int, str]:
    """One of start, build, go_live and close, which it stays when all are passed; unknown without gates."""
    ahead = {pk: [gate for gate in gates if not gate.is_passed] for pk, gates in load_purposes(project_ids).items()}
    return {pk: gates[0].purpose if gates else PURPOSES[-1] for pk, gates in ahead.items()}


PURPOSE = Parameter("purpose", choices=PURPOSES)


@fact("gates.day", unit="date", label=_("Day of the gate for %(purpose)s"), args=(PURPOSE,))
def day_of_gate(project_ids: Collection[int], on: date, purpose: str) -> Mapping[int, date | None]:
    """The day in the plan of the gate for this purpose, or of the next one where a project has none for it."""
    found = {}
    for pk, gates in load_purposes(project_ids).items():
        place = serving(purpose, [gate.purpose for gate in gates])
        found[pk] = None if place is None else gates[place].day
    return found


@fact("gates.must_unmet", unit="count", label=_("Must criteria not met at open gates"))
def gates_must_unmet(project_ids: Collection[int], on: date) -> Mapping[int, int]:
    rows = Criterion.objects.filter(is_must=True, gate__phase__is_active=True).exclude(state=Criterion.State.MET)
    return _counted(project_ids, rows.exclude(gate__state=Gate.State.PASSED))


@fact("gates.conditions_overdue", unit="count", label=_("Conditions of gates overdue"))
def conditions_overdue(project_ids: Collection[int], on: date) -> Mapping[int, int]:
    return _counted(project_ids, Condition.objects.filter(done_at=None, due_on__lt=on))
