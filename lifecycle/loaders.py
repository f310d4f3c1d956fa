"""Criteria of gates, evaluated live: by facts where an app computes them, by stated figures where none does."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from ecompm.core import explanations, facts, units
from ecompm.core.days import parse_day
from ecompm.core.expressions import (
    ExpressionError,
    FactCall,
    Part,
    Result,
    State,
    evaluate,
    fact_calls,
    parse,
)
from lifecycle.calc.outcome import CriterionState
from lifecycle.calc.purposes import purposes
from lifecycle.models import Criterion, Gate, StatedFigure, Waiver
from planning.working_time import last_day


@dataclass(frozen=True)
class Evaluated:
    """A criterion as it stands now. `missing` are figures no room computes and nobody has stated."""

    criterion: Criterion
    state: str
    value: str = ""
    threshold: str = ""
    explanation: str = ""
    facts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    waiver: Waiver | None = None

    @property
    def passes(self) -> bool:
        return self.state == State.MET or self.waiver is not None

    def as_state(self) -> CriterionState:
        return CriterionState(self.criterion.text, self.criterion.is_must, self.state, self.waiver is not None)


class Figures:
    """Values of facts for some projects on a day, with stated figures for what no app computes."""

    def __init__(self, project_ids: Collection[int], on: date) -> None:
        self.run = facts.FactRun(project_ids, on)
        rows = StatedFigure.objects.filter(project_id__in=project_ids)
        self.stated = {
            (pk, name): read_figure(value) for pk, name, value in rows.values_list("project_id", "name", "value")
        }

    def computed(self, call: FactCall) -> bool:
        return call.name in facts.registry.signatures

    def value(self, project_id: int, call: FactCall, **surroundings: str) -> Any:
        if self.computed(call):
            return self.run.values(call, **surroundings)[project_id]
        return self.stated.get((project_id, str(call)))

    def evaluate(self, project_id: int, text: str, **surroundings: str) -> Result:
        return evaluate(parse(text), lambda call: self.value(project_id, call, **surroundings))


def read_figure(value: Any) -> Any:
    """A stored figure as the expression language knows it: number, day, yes or no, or text."""
    if isinstance(value, bool) or value is None:
        return value
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return _day(str(value)) or str(value)


def _day(text: str) -> date | None:
    try:
        return parse_day(text)
    except ValueError:
        return None


def live_criteria(criteria: Iterable[Criterion], on: date) -> list[Evaluated]:
    """Every criterion with its state on a day, in a number of queries that doesn't grow with projects or criteria."""
    rows = list(criteria)
    figures = Figures({row.project_id for row in rows}, on)
    waivers = _waivers(rows, on)
    served = {gate.pk: gate.purpose for gates in load_purposes(figures.run.project_ids).values() for gate in gates}
    return [_evaluated(row, figures, waivers.get(row.pk), served.get(row.gate_id)) for row in rows]


@dataclass(frozen=True)
class GateAhead:
    """A gate of a project that is used, what it is for, and its last day in the plan."""

    pk: int
    purpose: str
    is_passed: bool
    day: date | None


def load_purposes(project_ids: Collection[int]) -> Mapping[int, list[GateAhead]]:
    """The gates of each project in their order, those of phases that are switched off left out."""
    rows = Gate.objects.filter(project_id__in=project_ids, phase__is_active=True).order_by("position", "id")
    found: dict[int, list[Any]] = defaultdict(list)
    columns = ("project_id", "pk", "phase__code", "state", "milestone__start", "milestone__finish")
    for row in rows.values_list(*columns, named=True):
        found[row.project_id].append(row)
    return {
        project_id: [
            GateAhead(gate.pk, purpose, gate.state == Gate.State.PASSED, _last_day(gate))
            for gate, purpose in zip(gates, purposes([gate.phase__code for gate in gates]), strict=True)
        ]
        for project_id, gates in found.items()
    }


def _last_day(gate: Any) -> date | None:
    return last_day(gate.milestone__start, gate.milestone__finish)


def _waivers(rows: list[Criterion], on: date) -> Mapping[int, Waiver]:
    live = Waiver.objects.filter(criterion__in=[row.pk for row in rows], revoked_at=None, expires_on__gte=on)
    return {waiver.criterion_id: waiver for waiver in live.select_related("approver").order_by("expires_on")}


def _evaluated(row: Criterion, figures: Figures, waiver: Waiver | None, purpose: str | None) -> Evaluated:
    if row.kind == Criterion.Kind.MANUAL:
        return _confirmed(row, waiver)
    try:
        result = figures.evaluate(row.project_id, row.expression, **({"gate": purpose} if purpose else {}))
    except ExpressionError as error:
        return Evaluated(row, State.UNKNOWN, explanation=str(error), waiver=waiver)
    missing = tuple(
        str(call)
        for call in fact_calls(parse(row.expression))
        if not figures.computed(call) and figures.value(row.project_id, call) is None
    )
    value, threshold = _shown(result)
    names = tuple(call.name for call in fact_calls(parse(row.expression)))
    return Evaluated(row, result.state, value, threshold, _explain(result, missing), names, missing, waiver)


def _confirmed(row: Criterion, waiver: Waiver | None) -> Evaluated:
    if row.confirmed_at:
        words = _("Confirmed by %(person)s.") % {"person": row.confirmed_by or _("somebody who left")}
        return Evaluated(row, State.MET, _("confirmed"), explanation=words, waiver=waiver)
    words = _("Waits for the confirmation of %(role)s.") % {"role": row.confirmer or _("a project manager")}
    return Evaluated(row, State.UNMET, explanation=words, waiver=waiver)


def _explain(result: Result, missing: tuple[str, ...]) -> str:
    if missing:
        return _("%(names)s is not known yet. State it, or waive the criterion.") % {"names": ", ".join(missing)}
    return explanations.explain(result)


def _shown(result: Result) -> tuple[str, str]:
    """Value and threshold of the condition that decides, as people write them."""
    deciding = [part for part in result.parts if part.state is result.state] or list(result.parts)
    if not deciding:
        return "", ""
    part: Part = deciding[0]
    unit = explanations.describe(part)[1]
    threshold = part.threshold
    if isinstance(threshold, tuple):
        return units.written(part.value, unit), ", ".join(units.written(choice, unit) for choice in threshold)
    shown = units.written(threshold, unit)
    return units.written(part.value, unit), f"{_SIGNS.get(part.operator, part.operator)} {shown}".strip()


_SIGNS = {"==": "", ">=": "≥", "<=": "≤", "!=": "≠"}
