"""Working off security findings: recorded, repaired, retested; accepted by a manager only."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ecompm.core.errors import Conflict, Invalid, NotAllowed
from projects import access
from projects.models import Project
from projects.services import items
from risks.calc import findings as calc
from risks.models import Finding

CHANGE = "finding.change"
ACCEPT = "finding.accept"
ACCEPTANCE = ("status", "reason", "accepted_until")


def create_finding(*, by: Any, project: Project, **values: Any) -> Finding:
    """A new finding; its severity and due day follow from the CVSS score. Raises NotAllowed for an acceptance by a
    member, ValidationError for a score outside 0 to 10."""
    made = complete_values(by, Finding(project=project), values)
    return items.create_item(Finding, by=by, project=project, grant=CHANGE, values=made)


@transaction.atomic
def create_findings(*, by: Any, project: Project, rows: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """New findings as `create_finding` makes them, in a few statements however many there are."""
    made = [complete_values(by, Finding(project=project), values) for values in rows]
    return items.create_items(Finding, by=by, project=project, grant=CHANGE, rows=made)


@transaction.atomic
def change_finding(finding: Finding, *, by: Any, version: int, **values: Any) -> Finding:
    """The changed finding, due anew where score or day of finding changed. Raises NotAllowed where a member accepts."""
    completed = complete_values(by, finding, values)
    return items.change_item(finding, by=by, grant=CHANGE, version=version, values=completed)


def delete_finding(finding: Finding, *, by: Any, version: int) -> None:
    items.delete_item(finding, by=by, grant=CHANGE, version=version)


def retest_finding(
    finding: Finding, *, by: Any, version: int, passed: bool, evidence: str, retested_on: date
) -> Finding:
    """Record a retest with its evidence: passed it closes the finding, failed it sends the finding back to be fixed.

    Raises Conflict for a finding that is closed already.
    """
    if finding.status in (Finding.Status.CLOSED, Finding.Status.FALSE_POSITIVE):
        raise Conflict(_("This finding is closed. Open it again to retest it."))
    if not evidence.strip():
        raise Invalid(fields={"evidence": [_("Say what the retest showed.")]})
    if retested_on < finding.found_on:
        raise Invalid(fields={"retested_on": [_("The retest lies before the day it was found.")]})
    status = Finding.Status.CLOSED if passed else Finding.Status.FIXING
    values = {"status": status, "retest_evidence": evidence, "retested_on": retested_on}
    return change_finding(finding, by=by, version=version, **values)


def complete_values(by: Any, finding: Finding, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with what follows from them: who accepts, severity and due day. Raises NotAllowed where a member
    accepts."""
    return _dated(finding, _allowed(by, finding.project, finding, values))


def _dated(finding: Finding, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with severity and due day; a score that is no CVSS score is left for the model to refuse."""
    cvss, found_on = (values.get(name, getattr(finding, name)) for name in ("cvss", "found_on"))
    if cvss is None or found_on is None or not 0 <= cvss <= 10:
        return dict(values)
    severity = calc.severity_of(cvss)
    due = calc.deadline(severity, found_on, on=found_on).due
    return {**values, "severity": severity.value, "due_on": due}


def _allowed(by: Any, project: Project, finding: Finding, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with who accepts the finding, who must be a manager."""
    wanted = values.get("status", finding.status)
    differs = any(name in values and values[name] != getattr(finding, name) for name in ACCEPTANCE)
    if wanted != Finding.Status.ACCEPTED or not differs:
        return dict(values)
    access.require(by, project, CHANGE, finding if finding.pk else None)
    if not access.holds(by, project, ACCEPT):
        raise NotAllowed(_("Only a manager may accept a finding."))
    return {**values, "approver": by}
