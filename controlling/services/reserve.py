"""The contingency reserve: approved by a manager, drawn while something is left, every movement in the ledger."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from controlling.models import Issue, ReserveEntry
from controlling.querysets import Balance
from ecompm.core.errors import Invalid
from ecompm.core.ui import formats
from projects import access
from projects.models import Project
from projects.services import items

CHANGE = "reserve.change"
Kind = ReserveEntry.Kind


@transaction.atomic
def approve_reserve(*, by: Any, project: Project, amount: Decimal, reason: str, on: date) -> ReserveEntry:
    """Make `amount` the approved reserve; the ledger gets the difference to what was approved before.

    Raises Invalid for an amount below what was drawn already, or the one that is approved already.
    """
    balance = _lock(by, project)
    if amount < balance.drawn:
        drawn = {"drawn": formats.money(balance.drawn, project.currency, cents=True)}
        raise Invalid(fields={"amount": [_("%(drawn)s are drawn already. Approve at least as much.") % drawn]})
    if amount == balance.approved:
        raise Invalid(fields={"amount": [_("This amount is approved already.")]})
    return _enter(by, project, Kind.APPROVAL, amount - balance.approved, reason, on)


@transaction.atomic
def draw_reserve(
    *, by: Any, project: Project, amount: Decimal, reason: str, on: date, issue: Issue | None = None
) -> ReserveEntry:
    """Take an amount out of the reserve. Raises Invalid for more than is left, or nothing."""
    balance = _lock(by, project)
    if amount <= 0:
        raise Invalid(fields={"amount": [_("Draw an amount above zero.")]})
    if amount > balance.left:
        left = {"left": formats.money(balance.left, project.currency, cents=True)}
        raise Invalid(fields={"amount": [_("Only %(left)s are left in the reserve.") % left]})
    return _enter(by, project, Kind.DRAW, -amount, reason, on, issue)


@transaction.atomic
def return_draws(*, by: Any, issue: Issue, reason: str, on: date) -> ReserveEntry | None:
    """Put back what was drawn for an issue; None where nothing was."""
    _lock(by, issue.project)
    drawn = ReserveEntry.objects.filter(issue=issue).balance().drawn
    return _enter(by, issue.project, Kind.RETURN, drawn, reason, on, issue) if drawn else None


def add_entry(*, by: Any, project: Project, kind: str, **values: Any) -> ReserveEntry:
    """A movement as the API asks for it: an approval of a whole amount, or a draw-down."""
    if kind == Kind.APPROVAL:
        if values.pop("issue", None):
            raise Invalid(fields={"issue": [_("An approval belongs to no issue.")]})
        return approve_reserve(by=by, project=project, **values)
    if kind == Kind.DRAW:
        return draw_reserve(by=by, project=project, **values)
    raise Invalid(fields={"kind": [_("A draw is returned by taking back what caused it.")]})


def _lock(by: Any, project: Project) -> Balance:
    """The balance, with the project's row locked so that two draws can't spend the same money."""
    access.require(by, project, CHANGE)
    Project.objects.select_for_update().get(pk=project.pk)
    return ReserveEntry.objects.of(project).balance()


def _enter(
    by: Any, project: Project, kind: str, amount: Decimal, reason: str, on: date, issue: Issue | None = None
) -> ReserveEntry:
    values = {"kind": kind, "amount": amount, "reason": reason, "on": on, "issue": issue, "created_by": by}
    return items.create_item(ReserveEntry, by=by, project=project, grant=CHANGE, values=values)
