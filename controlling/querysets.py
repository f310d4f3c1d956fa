"""Which issues? How much of the reserve is left?"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

from django.db.models import Q, Sum

from projects.querysets import ProjectItemQuerySet

ENDED = ("resolved", "closed")


class IssueQuerySet(ProjectItemQuerySet):
    def open(self) -> Self:
        return self.exclude(status__in=ENDED)

    def overdue(self, on: date) -> Self:
        return self.open().filter(due_on__lt=on)


@dataclass(frozen=True, slots=True)
class Balance:
    """A reserve in the project's currency: what was approved, and what of it was drawn."""

    approved: Decimal
    drawn: Decimal

    @property
    def left(self) -> Decimal:
        return self.approved - self.drawn


class ReserveQuerySet(ProjectItemQuerySet):
    def balances(self) -> dict[int, Balance]:
        """The balance of every project that has movements, in one query."""
        approved = Sum("amount", filter=Q(kind="approval"), default=Decimal())
        drawn = Sum("amount", filter=~Q(kind="approval"), default=Decimal())
        rows = self.order_by().values("project_id").annotate(approved=approved, drawn=drawn)
        return {row["project_id"]: Balance(row["approved"], -row["drawn"]) for row in rows}

    def balance(self) -> Balance:
        """The balance of the movements of one project; nothing at all while there are none."""
        return next(iter(self.balances().values()), Balance(Decimal(), Decimal()))
