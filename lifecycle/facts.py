"""What other apps may ask about gates, evidence, handover and lessons."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from ecompm.core.facts import fact
from lifecycle.models import Condition, Criterion, Evidence, Gate, HandoverItem, Lesson


def _counted(project_ids: Collection[int], rows: QuerySet[Any]) -> Mapping[int, int]:
    """Rows by project, 0 where there are none."""
    counted = rows.filter(project_id__in=project_ids).order_by().values_list("project_id").annotate(Count("pk"))
    return dict.fromkeys(project_ids, 0) | dict(counted)


@fact("evidence", unit="yes_no", label=_("Evidence “%(key)s”"), args=("key",))
def evidence(project_ids: Collection[int], on: date, key: str) -> Mapping[int, bool]:
    found = set(Evidence.objects.filter(project_id__in=project_ids, key=key).values_list("project_id", flat=True))
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


@fact("gates.must_unmet", unit="count", label=_("Must criteria not met at open gates"))
def gates_must_unmet(project_ids: Collection[int], on: date) -> Mapping[int, int]:
    rows = Criterion.objects.filter(is_must=True, gate__phase__is_active=True).exclude(state=Criterion.State.MET)
    return _counted(project_ids, rows.exclude(gate__state=Gate.State.PASSED))


@fact("gates.conditions_overdue", unit="count", label=_("Conditions of gates overdue"))
def conditions_overdue(project_ids: Collection[int], on: date) -> Mapping[int, int]:
    return _counted(project_ids, Condition.objects.filter(done_at=None, due_on__lt=on))
