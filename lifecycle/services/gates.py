"""Gates and their criteria: set up, change, confirm, prove, state figures; keep the last evaluation on the rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ecompm.core import audit
from ecompm.core.errors import Conflict, Invalid, NotAllowed
from ecompm.core.expressions import ExpressionError, bind, check, fact_calls, parse
from ecompm.core.facts import registry
from lifecycle.loaders import Evaluated, live_criteria
from lifecycle.models import Criterion, Evidence, Gate, StatedFigure
from projects import access
from projects.models import Project
from projects.services import items, pulse

CHANGE = "gate.change"
_STORED = ["state", "value", "threshold", "explanation", "evaluated_at"]


def create_gate(*, by: Any, project: Project, **values: Any) -> Gate:
    """A new gate at the end of a phase of the project, behind its other gates."""
    with transaction.atomic():
        gate = items.create_item(Gate, by=by, project=project, grant=CHANGE, values=values)
        place_gates(project)
        return gate


@transaction.atomic
def create_gates(*, by: Any, project: Project, rows: Sequence[Mapping[str, Any]]) -> list[Gate]:
    """The gates of a new project, made at once and put in the order of their phases."""
    made = items.create_items(Gate, by=by, project=project, grant=CHANGE, rows=rows)
    place_gates(project)
    return made


def change_gate(gate: Gate, *, by: Any, version: int, **values: Any) -> Gate:
    """The changed gate. A passed gate can't be changed: its decision is on record."""
    access.require(by, gate.project, CHANGE)
    _refuse_passed(gate)
    with transaction.atomic():
        changed = items.change_item(gate, by=by, grant=CHANGE, version=version, values=values)
        place_gates(gate.project)
        return changed


def delete_gate(gate: Gate, *, by: Any, version: int) -> None:
    access.require(by, gate.project, CHANGE)
    if gate.reviews.exists():
        raise Conflict(_("This gate has been reviewed. Switch its phase off instead of deleting it."))
    items.delete_item(gate, by=by, grant=CHANGE, version=version)


def place_gates(project: Project) -> None:
    """Number the order of gates by their phases."""
    gates = list(project.gates.order_by("phase__position", "position", "id"))
    for place, gate in enumerate(gates):
        gate.position = place
    Gate.objects.bulk_update(gates, ["position"])


def create_criterion(*, by: Any, project: Project, gate: Gate, **values: Any) -> Criterion:
    """A new criterion of a gate. An evidence criterion without an expression gets one for its own key."""
    access.require(by, project, CHANGE)
    _refuse_passed(gate)
    values["position"] = gate.criteria.count()
    if values.get("kind") == Criterion.Kind.EVIDENCE and not values.get("expression"):
        values["expression"] = f"evidence('{slugify(values.get('text', ''))[:50] or 'evidence'}')"
    check_expression(values.get("expression", ""))
    return items.create_item(Criterion, by=by, project=project, grant=CHANGE, values={"gate": gate, **values})


@transaction.atomic
def create_criteria(*, by: Any, project: Project, rows: Sequence[Mapping[str, Any]]) -> list[Criterion]:
    """The criteria of new gates, in the order given; each row names its open `gate`."""
    for values in rows:
        check_expression(values.get("expression", ""))
    placed = [{**values, "position": place} for place, values in enumerate(rows)]
    made = items.create_items(Criterion, by=by, project=project, grant=CHANGE, rows=placed, audited=False)
    audit.record(by=by, verb="changed", obj=project, changes={"criteria": (None, len(made))})
    return made


def change_criterion(criterion: Criterion, *, by: Any, version: int, **values: Any) -> Criterion:
    access.require(by, criterion.project, CHANGE)
    _refuse_passed(criterion.gate)
    check_expression(values.get("expression", ""))
    return items.change_item(criterion, by=by, grant=CHANGE, version=version, values=values)


def delete_criterion(criterion: Criterion, *, by: Any, version: int) -> None:
    access.require(by, criterion.project, CHANGE)
    _refuse_passed(criterion.gate)
    items.delete_item(criterion, by=by, grant=CHANGE, version=version)


def check_expression(text: str) -> None:
    """Refuse an expression that can't be read. A name no room computes is allowed: it can be stated."""
    if not text:
        return
    try:
        expression = parse(text)
        if all(call.name in registry.signatures for call in fact_calls(expression)):
            check(expression, registry.signatures)
    except ExpressionError as error:
        raise Invalid(fields={"expression": [str(error)]}) from error


@transaction.atomic
def confirm_criterion(criterion: Criterion, *, by: Any, version: int, note: str = "") -> Criterion:
    """Confirm a manual criterion. Only the person of its confirming role, or a manager where none is named, may."""
    access.require(by, criterion.project, "gate.view")
    person = criterion.confirmer.person_id if criterion.confirmer else None
    if person != by.pk if person else not access.holds(by, criterion.project, CHANGE):
        raise NotAllowed(_("Only %(role)s may confirm this.") % {"role": criterion.confirmer or _("a manager")})
    if criterion.kind != Criterion.Kind.MANUAL:
        raise Conflict(_("This criterion is evaluated by itself; it can't be confirmed by hand."))
    _refuse_passed(criterion.gate)
    access.refuse_read_only(criterion.project)
    stored = items.lock(criterion, version)
    stored.confirmed_by, stored.confirmed_at, stored.confirmation_note = by, timezone.now(), note
    stored.version += 1
    stored.save(update_fields=["confirmed_by", "confirmed_at", "confirmation_note", "version", "updated_at"])
    audit.record(by=by, verb="confirmed", obj=stored, changes={"confirmation_note": ("", note)})
    pulse.touch([stored.project_id])
    return stored


def add_evidence(*, by: Any, project: Project, **values: Any) -> Evidence:
    """A file or link under a key; the criteria that ask for the key are met by it."""
    return items.create_item(Evidence, by=by, project=project, grant="gate.evidence", values={**values, "added_by": by})


def evidence_key(criterion: Criterion) -> str:
    """The key of the evidence a criterion asks for. Raises Conflict when it asks for none."""
    for call in fact_calls(parse(criterion.expression)) if criterion.expression else ():
        if call.name == "evidence":
            return str(bind(call, registry.signatures["evidence"])["key"])
    raise Conflict(_("This criterion asks for no evidence."))


def delete_evidence(evidence: Evidence, *, by: Any, version: int) -> None:
    items.delete_item(evidence, by=by, grant="gate.evidence", version=version)


@transaction.atomic
def state_figure(*, by: Any, project: Project, name: str, value: Any, source: str = "") -> StatedFigure:
    """State a figure that no room of the product computes. Stating it again replaces the value."""
    access.require(by, project, "gate.evidence")
    name = _figure_name(name)
    stored = StatedFigure.objects.select_for_update().filter(project=project, name=name).first()
    values = {"name": name, "value": value, "source": source, "stated_by": by}
    if stored is None:
        return items.create_item(StatedFigure, by=by, project=project, grant="gate.evidence", values=values)
    stored.project = project
    return items.change_item(stored, by=by, grant="gate.evidence", version=stored.version, values=values)


def _figure_name(text: str) -> str:
    try:
        calls = fact_calls(parse(text))
    except ExpressionError as error:
        raise Invalid(fields={"name": [str(error)]}) from error
    if len(calls) != 1 or str(calls[0]) != str(parse(text)):
        raise Invalid(fields={"name": [_("Give the name of one figure, for example business_case.npv_eur.")]})
    if calls[0].name in registry.signatures:
        raise Invalid(fields={"name": [_("This figure is computed by the product; it can't be stated by hand.")]})
    return str(calls[0])


def store_evaluation(criteria: Iterable[Criterion], on: date, at: Any) -> list[Evaluated]:
    """Evaluate criteria and keep the result on the rows that changed. Returns every evaluation."""
    evaluated = live_criteria(criteria, on)
    changed = [row for result in evaluated if (row := _with(result, at))]
    Criterion.objects.bulk_update(changed, _STORED, batch_size=500)
    return evaluated


def _with(result: Evaluated, at: Any) -> Criterion | None:
    row = result.criterion
    new = (result.state, result.value[:120], result.threshold[:120], result.explanation[:500])
    if new == (row.state, row.value, row.threshold, row.explanation) and row.evaluated_at:
        return None
    row.state, row.value, row.threshold, row.explanation = new
    row.evaluated_at = at
    return row


def _refuse_passed(gate: Gate) -> None:
    if gate.state != Gate.State.OPEN:
        raise Conflict(_("This gate is in review or passed; its criteria are frozen."))
