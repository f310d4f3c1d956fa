"""Changing goals and KPIs, and recording what was measured."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Conflict, Invalid
from ecompm.core.expressions import ExpressionError, parse_limit
from kpis.models import Goal, Kpi, Measurement
from projects import access
from projects.models import Project
from projects.services import items, pulse


@transaction.atomic
def create_goal(*, by: Any, project: Project, kpis: Iterable[Kpi] | None = None, **values: Any) -> Goal:
    """A new goal, measured by the given KPIs of its project."""
    goal = items.create_item(Goal, by=by, project=project, grant="goal.change", values=values)
    _measure_by(goal, kpis, by)
    return goal


@transaction.atomic
def change_goal(goal: Goal, *, by: Any, version: int, kpis: Iterable[Kpi] | None = None, **values: Any) -> Goal:
    """The changed goal, measured by exactly the KPIs given, or by those it has. A goal can't serve itself."""
    _refuse_circle(goal, values.get("parent"))
    changed = items.change_item(goal, by=by, grant="goal.change", version=version, values=values)
    _measure_by(changed, kpis, by)
    return changed


def _measure_by(goal: Goal, kpis: Iterable[Kpi] | None, by: Any) -> None:
    """Let exactly these KPIs measure the goal; a KPI measures one goal at a time."""
    if kpis is None:
        return
    wanted = {kpi.pk for kpi in kpis}
    for kpi in Kpi.objects.of(goal.project).filter(Q(goal=goal) | Q(pk__in=wanted)):
        kpi.project = goal.project
        change_kpi(kpi, by=by, version=kpi.version, goal=goal if kpi.pk in wanted else None)


def delete_goal(goal: Goal, *, by: Any, version: int) -> None:
    items.delete_item(goal, by=by, grant="goal.change", version=version)


def _refuse_circle(goal: Goal, parent: Goal | None) -> None:
    seen = parent
    while seen is not None:
        if seen.pk == goal.pk:
            raise Invalid(fields={"parent": [_("A goal can't serve itself, not over other goals either.")]})
        seen = seen.parent


def create_kpi(*, by: Any, project: Project, **values: Any) -> Kpi:
    """A new KPI. Its limits are checked; Conflict when the project has its code already."""
    check_limits(values)
    if Kpi.objects.filter(project=project, key=values.get("key")).exists():
        raise Conflict(fields={"key": [_("This project has a KPI with this code already.")]})
    return items.create_item(Kpi, by=by, project=project, grant="kpi.change", values=values)


def create_kpis(*, by: Any, project: Project, rows: Sequence[Mapping[str, Any]]) -> list[Kpi]:
    """Many KPIs at once, from a template or the library. Those whose code the project has already are left out."""
    for values in rows:
        check_limits(values)
    known = set(Kpi.objects.filter(project=project).values_list("key", flat=True))
    fresh = {values["key"]: values for values in rows if values["key"] not in known}
    return items.create_items(Kpi, by=by, project=project, grant="kpi.change", rows=list(fresh.values()))


def change_kpi(kpi: Kpi, *, by: Any, version: int, **values: Any) -> Kpi:
    check_limits(values)
    return items.change_item(kpi, by=by, grant="kpi.change", version=version, values=values)


def delete_kpi(kpi: Kpi, *, by: Any, version: int) -> None:
    items.delete_item(kpi, by=by, grant="kpi.change", version=version)


def check_limits(values: Mapping[str, Any]) -> None:
    """Refuse a limit that can't be read, at its field."""
    for name in ("green", "amber"):
        text = values.get(name) or ""
        try:
            parse_limit(text) if text else None
        except ExpressionError as error:
            raise Invalid(fields={name: [str(error)]}) from error


@transaction.atomic
def record_measurement(
    *, by: Any, project: Project, kpi: Kpi, value: Decimal, at: datetime | None = None, note: str = ""
) -> Measurement:
    """Record a value of a KPI. The same moment again replaces the value, so a push may be repeated."""
    access.require(by, project, "kpi.measure")
    values = {"project": project, "value": value, "note": note, "recorded_by": by}
    measurement, created = Measurement.objects.update_or_create(kpi=kpi, at=at or timezone.now(), defaults=values)
    audit.record(by=by, verb="measured" if created else "corrected", obj=kpi, changes={"value": (None, str(value))})
    _keep_latest(kpi)
    pulse.touch([project.pk])
    return measurement


@transaction.atomic
def record_measurements(
    *, by: Any, project: Project, rows: Sequence[tuple[Kpi, datetime, Decimal]]
) -> list[Measurement]:
    """Record many values of the project's KPIs at once. The same moment again replaces the value."""
    access.require(by, project, "kpi.measure")
    made = [
        Measurement(project=project, kpi=kpi, at=at, value=value, recorded_by=by)
        for kpi, at, value in rows
        if kpi.project_id == project.pk
    ]
    Measurement.objects.bulk_create(
        made, batch_size=500, update_conflicts=True, unique_fields=["kpi", "at"], update_fields=["value", "recorded_by"]
    )
    kpis = {row.kpi_id: row.kpi for row in made}.values()
    audit.record_many(by=by, verb="measured", objs=kpis, project_id=project.pk)
    _keep_latest_of(kpis)
    pulse.touch([project.pk])
    return made


@transaction.atomic
def delete_measurement(measurement: Measurement, *, by: Any) -> None:
    access.require(by, measurement.project, "kpi.measure")
    kpi = measurement.kpi
    audit.record(by=by, verb="deleted", obj=measurement, changes={"value": (str(measurement.value), None)})
    measurement.delete()
    _keep_latest(kpi)
    pulse.touch([kpi.project_id])


def _keep_latest(kpi: Kpi) -> None:
    """Keep the last value on the KPI itself, so that lists need no second table."""
    last = kpi.measurements.order_by("-at", "-id").values("value", "at").first()
    values = {"last_value": last["value"], "last_at": last["at"]} if last else {"last_value": None, "last_at": None}
    Kpi.objects.filter(pk=kpi.pk).update(**values)


def _keep_latest_of(kpis: Collection[Kpi]) -> None:
    """The same for many KPIs, in two statements."""
    newest = Measurement.objects.filter(kpi=OuterRef("kpi")).order_by("-at", "-id").values("pk")[:1]
    last = Measurement.objects.filter(kpi__in=list(kpis), pk=Subquery(newest))
    values = {row.kpi_id: row for row in last}
    for kpi in kpis:
        kpi.last_value, kpi.last_at = values[kpi.pk].value, values[kpi.pk].at
    Kpi.objects.bulk_update(kpis, ["last_value", "last_at"], batch_size=500)
