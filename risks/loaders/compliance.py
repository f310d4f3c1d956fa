"""The compliance packs of projects, ready to be judged.

Controls of the closing gate are owed once it is the next one, all others from the start, so that a launch never waits
for what can only be done after it. Which gate comes next follows from how many were passed (a fact of the lifecycle)
and how many the plan holds. A plan without gates owes every control.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from ecompm.core.facts import FactRun
from planning.models import Task
from planning.working_time import last_day
from projects.models import Project
from risks.calc.compliance import OpenControl, Record, open_controls, open_must
from risks.calc.packs import PackSheet, shipped
from risks.models import AppliedPack, ControlItem

PASSED = "gates.passed"


@dataclass(frozen=True)
class PackState:
    """One applied pack with its records and the gates whose controls are owed."""

    applied: AppliedPack
    sheet: PackSheet
    records: Mapping[str, Record]
    gates: Sequence[str]

    @property
    def applicable(self) -> Mapping[str, bool | None]:
        return self.sheet.rules.applicability(self.applied.answers)

    def open(self, on: date) -> list[OpenControl]:
        """The controls that are not closed yet, of all gates."""
        return open_controls(self.sheet.rules, self.applied.answers, self.records, on=on)

    def open_must(self, on: date) -> int:
        """How many open controls that are owed stop a gate."""
        return open_must(self.sheet.rules, self.applied.answers, self.records, on=on, gates=self.gates)


def load_packs(project_ids: Collection[int], on: date, pack: str | None = None) -> list[PackState]:
    """The applied packs of the projects, or the one with this id or alias of each; in a fixed number of queries."""
    rows = AppliedPack.objects.filter(project_id__in=project_ids, pack__in=[sheet.id for sheet in shipped()])
    if pack is not None:
        rows = rows.filter(pack=shipped()[pack].id) if pack in shipped() else rows.none()
    applied = list(rows)
    records: dict[int, dict[str, Record]] = defaultdict(dict)
    for item in ControlItem.objects.filter(applied__in=applied):
        records[item.applied_id][item.control] = item.record
    gates = gates_owed({row.project_id for row in applied}, on)
    return [PackState(row, row.sheet, records[row.pk], gates[row.project_id]) for row in applied]


def gates_owed(project_ids: Collection[int], on: date) -> Mapping[int, Sequence[str]]:
    """The gates of the packs whose controls each project owes now."""
    order = shipped().catalogue.gate_order
    if not project_ids:
        return {}
    held = Task.objects.filter(project_id__in=project_ids).exclude(gate="").order_by().values("project_id")
    in_plan = dict(held.annotate(count=Count("gate", distinct=True)).values_list("project_id", "count"))
    passed = FactRun(project_ids, on).values(PASSED)
    ahead = {pk: in_plan.get(pk, 0) - int(passed.get(pk) or 0) for pk in project_ids}  # type: ignore[arg-type]
    return {pk: order[:-1] if count > 1 else order for pk, count in ahead.items()}


def due_days(project: Project) -> Mapping[str, date]:
    """The day of each gate of the packs in the plan, where the plan holds a milestone for it."""
    rows = Task.objects.of(project).exclude(gate="").order_by("position", "id")
    days = [last_day(start, finish) for start, finish in rows.values_list("start", "finish")]
    order = shipped().catalogue.gate_order
    placed = zip(reversed(order), reversed(days), strict=False)
    return {gate: day for gate, day in placed if day is not None}


def due_of(item: ControlItem, days: Mapping[str, date]) -> date | None:
    """The day stated for a control, else that of its gate less its offset; None while the plan has no such gate."""
    if item.due_on is not None:
        return item.due_on
    gate = days.get(item.sheet.gate)
    return None if gate is None else gate - timedelta(days=item.sheet.due_offset)


def starts_after(item: ControlItem, days: Mapping[str, date]) -> date | None:
    """The day its duty begins where that lies after its gate: until then it is prepared, not yet in force."""
    starts, gate = item.sheet.applies_from, days.get(item.sheet.gate)
    return starts if starts is not None and gate is not None and starts > gate else None
