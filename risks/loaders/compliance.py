"""The compliance packs of projects, ready to be judged.

A gate answers for its own controls and those of earlier gates. At a criterion of a gate, that gate counts; elsewhere
the next one of the project, which the lifecycle tells. A project without gates owes every control.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ecompm.core.facts import FactRun
from projects.models import Project
from risks.calc.compliance import OpenControl, Record, gates_up_to, open_controls, open_must
from risks.calc.packs import PackSheet, shipped
from risks.models import AppliedPack, ControlItem

NEXT, DAY = "gates.next", "gates.day"


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


def load_packs(
    project_ids: Collection[int], on: date, pack: str | None = None, gate: str | None = None
) -> list[PackState]:
    """The applied packs of the projects, or the one with this id or alias of each; in a fixed number of queries.

    `gate` is the gate of the packs at which they are judged; without one it is the next of each project.
    """
    rows = AppliedPack.objects.filter(project_id__in=project_ids, pack__in=[sheet.id for sheet in shipped()])
    if pack is not None:
        rows = rows.filter(pack=shipped()[pack].id) if pack in shipped() else rows.none()
    applied = list(rows)
    records: dict[int, dict[str, Record]] = defaultdict(dict)
    for item in ControlItem.objects.filter(applied__in=applied):
        records[item.applied_id][item.control] = item.record
    ids = {row.project_id for row in applied}
    owed = dict.fromkeys(ids, gates_up_to(gate, shipped().catalogue.gate_order)) if gate else gates_owed(ids, on)
    return [PackState(row, row.sheet, records[row.pk], owed[row.project_id]) for row in applied]


def gates_owed(project_ids: Collection[int], on: date) -> Mapping[int, Sequence[str]]:
    """The gates of the packs whose controls each project owes at its next gate."""
    order = shipped().catalogue.gate_order
    if not project_ids:
        return {}
    ahead = FactRun(project_ids, on).values(NEXT)
    return {pk: gates_up_to(str(ahead[pk] or order[-1]), order) for pk in project_ids}


def due_days(project: Project, on: date) -> Mapping[str, date]:
    """The day of each gate of the packs, where the plan holds a milestone for the gate that answers for it."""
    run = FactRun([project.pk], on)
    days = {gate: run.values(DAY, purpose=gate)[project.pk] for gate in shipped().catalogue.gate_order}
    return {gate: day for gate, day in days.items() if isinstance(day, date)}


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
