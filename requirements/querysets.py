"""Which requirements?"""

from typing import Self

from projects.querysets import ProjectItemQuerySet

DROPPED = ("rejected", "deferred")
APPROVED = ("approved", "in_build", "verified", "accepted")
VERIFIED = ("verified", "accepted")


class RequirementQuerySet(ProjectItemQuerySet):
    def in_scope(self) -> Self:
        """Requirements the project still means to fulfil."""
        return self.exclude(status__in=DROPPED).exclude(priority="wont")
