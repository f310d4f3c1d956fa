"""Which risks?"""

from datetime import date
from typing import Any, Self

from django.db.models import Case, IntegerField, Q, When

from projects import access
from projects.querysets import ProjectItemQuerySet
from risks.calc.categories import GROUP_OF, leaves_of

ENDED = ("rejected", "occurred", "closed")


class RiskQuerySet(ProjectItemQuerySet):
    def allowed(self, user: Any, grant: str) -> Self:
        """Risks the person may see: confidential ones only for managers, their owner and whom they are escalated to."""
        seen = super().allowed(user, grant)
        if not user.is_authenticated or access.instance_role(user) == access.Role.MANAGER:
            return seen
        managed = user.memberships.filter(role=access.Role.MANAGER).values("project_id")
        own = Q(owner_id=user.pk) | Q(escalated_to_id=user.pk)
        return seen.filter(Q(is_confidential=False) | own | Q(project_id__in=managed))

    def open(self) -> Self:
        return self.exclude(status__in=ENDED)

    def of_category(self, code: str) -> Self:
        """Risks of a category, or of every category of a group."""
        return self.filter(category__in=leaves_of(code))

    def ranked(self) -> Self:
        """With the place of the category in the risk breakdown structure, to order by."""
        places = (When(category=leaf, then=place) for place, leaf in enumerate(GROUP_OF))
        return self.alias(category_place=Case(*places, output_field=IntegerField()))

    def threats(self) -> Self:
        return self.filter(is_opportunity=False)

    def above(self, score: int) -> Self:
        """Open threats that are worse than a score."""
        return self.open().threats().filter(score__gt=score)


class OfRiskQuerySet(ProjectItemQuerySet):
    """Rows that hang on a risk: seen by whoever sees the risk."""

    def allowed(self, user: Any, grant: str) -> Self:
        seen = super().allowed(user, grant)
        if not user.is_authenticated or access.instance_role(user) == access.Role.MANAGER:
            return seen
        managed = user.memberships.filter(role=access.Role.MANAGER).values("project_id")
        own = Q(risk__owner_id=user.pk) | Q(risk__escalated_to_id=user.pk)
        return seen.filter(Q(risk__is_confidential=False) | own | Q(project_id__in=managed))


REPAIRED = ("closed", "false_positive", "accepted")


class FindingQuerySet(ProjectItemQuerySet):
    def open(self, on: date) -> Self:
        """Findings that count on a day: not repaired, and not accepted or no longer."""
        return self.filter(~Q(status__in=REPAIRED) | Q(status="accepted", accepted_until__lt=on))

    def overdue(self, on: date) -> Self:
        return self.open(on).filter(due_on__lt=on)


class OwnQuerySet(ProjectItemQuerySet):
    """Uploads: each person sees their own, in projects where they may still do what the upload is for."""

    needs = ""

    def allowed(self, user: Any, grant: str) -> Self:
        return super().allowed(user, self.needs).filter(owner_id=user.pk) if user.is_authenticated else self.none()


class RegisterImportQuerySet(OwnQuerySet):
    needs = "risk.change"


class FindingImportQuerySet(OwnQuerySet):
    needs = "finding.change"
