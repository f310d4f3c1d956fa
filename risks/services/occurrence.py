"""A risk occurs: it becomes an issue, the reserve pays, its actual impact is kept. It can be taken back."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from controlling.models import Issue
from controlling.services.issues import change_issue, create_issue
from controlling.services.reserve import draw_reserve, return_draws
from ecompm.core import outbox
from ecompm.core.errors import Conflict, Invalid
from projects import access
from risks.models import Risk
from risks.services.register import CHANGE, change_risk

SEVERITIES = {5: Issue.Severity.CRITICAL, 4: Issue.Severity.CRITICAL, 3: Issue.Severity.MAJOR}
ACTUALS = ("actual_delay", "actual_cost", "occurred_on", "issue")


@transaction.atomic
def record_occurrence(
    risk: Risk,
    *,
    by: Any,
    version: int,
    occurred_on: date,
    actual_delay: Decimal | None = None,
    actual_cost: Decimal | None = None,
    draw: Decimal | None = None,
    issue_title: str = "",
    issue_owner: Any = None,
    issue_due: date | None = None,
) -> Risk:
    """The risk, occurred, with its actual delay (working days) and cost. A threat becomes an issue for its owner, and
    `draw` is taken out of the contingency reserve for it.

    Raises Conflict for a risk that has occurred, Invalid for a day ahead or more than the reserve holds, NotAllowed
    where somebody who is no manager draws.
    """
    access.require(by, risk.project, CHANGE, risk)
    if risk.status == Risk.Status.OCCURRED:
        raise Conflict(_("This risk has occurred already."))
    if occurred_on > timezone.localdate():
        raise Invalid(fields={"occurred_on": [_("This day lies ahead.")]})
    issue = None
    if not risk.is_opportunity:
        issue = _raise_issue(risk, by, occurred_on, issue_title, issue_owner or risk.owner, issue_due)
    if draw:
        _draw(risk, by, draw, occurred_on, issue)
    values = {"actual_delay": actual_delay, "actual_cost": actual_cost, "occurred_on": occurred_on, "issue": issue}
    outbox.add("risk.occurred", project_id=risk.project_id, risk=risk.pk, by=by.pk)
    return change_risk(risk, by=by, version=version, status=Risk.Status.OCCURRED, **values)


@transaction.atomic
def take_back_occurrence(risk: Risk, *, by: Any, version: int, on: date) -> Risk:
    """The risk, watched again as if nothing had happened: its issue is closed and what was drawn goes back.

    Raises Conflict for a risk that hasn't occurred, NotAllowed where somebody who is no manager would move money.
    """
    access.require(by, risk.project, CHANGE, risk)
    if risk.status != Risk.Status.OCCURRED:
        raise Conflict(_("This risk has not occurred."))
    if risk.issue is not None:
        reason = _("%(code)s was taken back") % {"code": risk.code}
        if risk.issue.reserve_entries.balance().drawn:
            return_draws(by=by, issue=risk.issue, reason=reason, on=on)
        if risk.issue.is_open:
            closed = {"status": Issue.Status.CLOSED, "resolution": risk.issue.resolution or reason}
            change_issue(risk.issue, by=by, version=risk.issue.version, **closed)
    cleared = dict.fromkeys(ACTUALS)
    return change_risk(risk, by=by, version=version, status=Risk.Status.MONITORING, **cleared)


def issue_title_of(risk: Risk) -> str:
    """What the issue is called at first; nothing for a confidential risk, for more people see the issue."""
    return "" if risk.is_confidential else risk.title


def _raise_issue(risk: Risk, by: Any, on: date, title: str, owner: Any, due: date | None) -> Issue:
    named = title or issue_title_of(risk)
    if not named:
        raise Invalid(fields={"issue_title": [_("Say what the issue is called. Everybody in the project sees it.")]})
    parts = () if risk.is_confidential else (risk.event, risk.effect, risk.contingency)
    return create_issue(
        by=by,
        project=risk.project,
        title=named,
        description="\n\n".join(part for part in parts if part),
        severity=SEVERITIES.get(risk.impact, Issue.Severity.MINOR),
        owner=owner,
        raised_on=on,
        due_on=due,
    )


def _draw(risk: Risk, by: Any, amount: Decimal, on: date, issue: Issue | None) -> None:
    reason = (_("%(code)s occurred") % {"code": risk.code})[:250]
    try:
        draw_reserve(by=by, project=risk.project, amount=amount, reason=reason, on=on, issue=issue)
    except Invalid as error:
        raise Invalid(fields={"draw": error.fields.get("amount", [])}) from error
