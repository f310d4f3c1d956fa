"""What other apps may ask about requirements."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from ecompm.core.facts import fact
from requirements.models import Requirement
from requirements.querysets import APPROVED, VERIFIED

APPROVED_OR_LATER = Q(status__in=APPROVED)
VERIFIED_OR_ACCEPTED = Q(status__in=VERIFIED)
TRACED = Q(tasks__isnull=False)


def _share(project_ids: Collection[int], scope: Q, part: Q) -> Mapping[int, Any]:
    """Percent of the requirements in scope that are in the part, by project; none in scope is unknown."""
    rows = Requirement.objects.in_scope().in_projects(project_ids).filter(scope).order_by().values("project_id")
    counted = rows.annotate(all=Count("id", distinct=True), part=Count("id", filter=part, distinct=True))
    return {row["project_id"]: round(100 * row["part"] / row["all"], 1) for row in counted}


@fact("requirements.count", unit="count", label=_("Requirements"))
def count(project_ids: Collection[int], on: date) -> Mapping[int, Any]:
    rows = Requirement.objects.in_scope().in_projects(project_ids).order_by().values_list("project_id")
    return dict.fromkeys(project_ids, 0) | dict(rows.annotate(Count("id")))


MUST, SHOULD, ALL = Q(priority="must"), Q(priority="should"), Q()
SHARES = [
    ("requirements.must.approved_pct", _("Must requirements approved"), MUST, APPROVED_OR_LATER),
    ("requirements.must.traced_pct", _("Must requirements with a task"), MUST, TRACED),
    ("requirements.must.verified_pct", _("Must requirements verified"), MUST, VERIFIED_OR_ACCEPTED),
    ("requirements.should.approved_pct", _("Should requirements approved"), SHOULD, APPROVED_OR_LATER),
    ("requirements.should.traced_pct", _("Should requirements with a task"), SHOULD, TRACED),
    ("requirements.should.verified_pct", _("Should requirements verified"), SHOULD, VERIFIED_OR_ACCEPTED),
    ("requirements.all.approved_pct", _("Requirements approved"), ALL, APPROVED_OR_LATER),
    ("requirements.all.traced_pct", _("Requirements with a task"), ALL, TRACED),
    ("requirements.all.verified_pct", _("Requirements verified"), ALL, VERIFIED_OR_ACCEPTED),
]


def _register(name: str, label: Any, scope: Q, part: Q) -> None:
    @fact(name, unit="pct", label=label)
    def share(project_ids: Collection[int], on: date) -> Mapping[int, Any]:
        return _share(project_ids, scope, part)


for _row in SHARES:
    _register(*_row)
