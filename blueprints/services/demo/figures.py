"""KPIs of the demo: baselines, goals, weekly measurements that swing on their way to the target."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blueprints.services.demo.clock import moment
from blueprints.services.demo.stories import WAVE, Story
from kpis.models import Kpi
from kpis.services import change_kpi, create_goal, record_measurement, record_measurements
from projects.models import Project

WEEK = timedelta(days=7)
GOALS = 3
BEHIND = Decimal("0.08")
"""Share of the target by which a figure lags before the project."""
CENT = Decimal("0.01")


class Measuring:
    """Measures the KPIs of one project."""

    def __init__(self, project: Project, story: Story, people: Mapping[str, Any], start: date) -> None:
        self.project, self.story, self.start = project, story, start
        self.manager = people["anna"]
        self.owners = [people["marco"], people["giulia"], people["tomasz"]]

    def begin(self) -> None:
        """Give every KPI a baseline and an owner, and the first three a goal each."""
        for place, kpi in enumerate(self.project.kpis.order_by("number")):
            owner = self.owners[place % len(self.owners)]
            values: dict[str, Any] = {"baseline": before(kpi), "owner": owner}
            if place < GOALS:
                values["goal"] = self._goal(kpi, owner)
            change_kpi(kpi, by=self.manager, version=kpi.version, **values)

    def between(self, told: date, day: date, on: date) -> None:
        """Record the weekly values after `told` up to `day`; `on` is the day on which the way ends."""
        kpis = list(self.project.kpis.order_by("number"))
        first = self.start if told == self.start else told + WEEK - (told - self.start) % WEEK
        days = [first + WEEK * k for k in range((day - first).days // 7 + 1)]
        whole = max((on - self.start).days, 1)
        rows = [
            (
                kpi,
                moment(when, 8),
                self._value(kpi, place, (when - self.start).days / whole, (when - self.start).days // 7),
            )
            for when in days
            for place, kpi in enumerate(kpis)
        ]
        if rows and not self.project.is_read_only:
            record_measurements(by=self.manager, project=self.project, rows=rows)

    def reach_target(self, key: str, day: date) -> None:
        """Measure what a gate asks for, at its target."""
        kpi = self.project.kpis.filter(key=key).first()
        if kpi is not None and kpi.target is not None:
            record_measurement(
                by=self.manager,
                project=self.project,
                kpi=kpi,
                value=kpi.target,
                at=moment(day, 9),
                note=_("Measured for the gate"),
            )

    def _value(self, kpi: Kpi, place: int, share: float, week: int) -> Decimal:
        base, target = kpi.baseline or Decimal(), kpi.target or Decimal()
        reach = self.story.reach.get(kpi.key, self.story.usual)
        swing = WAVE[(week * 5 + place * 3) % len(WAVE)] / 10
        found = (base + (target - base) * Decimal(str(reach * share + swing))).quantize(CENT)
        return min(found, Decimal(100)) if kpi.unit == "%" and target <= 100 else found

    def _goal(self, kpi: Kpi, owner: Any) -> Any:
        values = {"name": kpi.name, "target": f"{(kpi.target or Decimal()).normalize():f}", "unit": kpi.unit}
        return create_goal(
            by=self.manager,
            project=self.project,
            statement=_("%(name)s reaches %(target)s %(unit)s") % values,
            business_objective=_("Profitable growth of the online business"),
            owner=owner,
            due_on=self.start + timedelta(days=365),
        )


def before(kpi: Kpi) -> Decimal:
    """A plausible value before the project: somewhat worse than the target."""
    target = kpi.target or Decimal()
    if kpi.direction == Kpi.Direction.UP:
        return (target * (1 - BEHIND)).quantize(CENT)
    return (target * (1 + 3 * BEHIND)).quantize(CENT) if target else Decimal(240)
