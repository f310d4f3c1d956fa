"""Telling the past: what the services stamp with the present moment is moved to the day it is told for."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone

from ecompm.core.models import AuditEntry
from lifecycle.calc.seal import hash_of
from lifecycle.models import Evidence, Gate, Lesson, Phase, Review, Vote, Waiver
from projects.models import Comment, Project
from risks.models import Risk, ScoreMove

STAMPS: Final = (
    (AuditEntry, "at"),
    (Comment, "created_at"),
    (Evidence, "created_at"),
    (Gate, "passed_at"),
    (Lesson, "created_at"),
    (Phase, "entered_at"),
    (Phase, "left_at"),
    (Review, "requested_at"),
    (Review, "decided_at"),
    (Risk, "created_at"),
    (ScoreMove, "at"),
    (Vote, "at"),
    (Waiver, "granted_at"),
)
"""What shows when something happened."""


def moment(day: date, hour: int = 15) -> datetime:
    """A moment of the working day."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


class Clock:
    """Moves the stamps of one project. All of them that lie after `began` were set by the telling itself."""

    def __init__(self, project: Project, began: datetime) -> None:
        self.project, self.began = project, began

    def set_back(self, day: date) -> None:
        """Move what was stamped since the last call to the day; a sealed decision is sealed anew with its moment."""
        then = min(moment(day), self.began - timedelta(minutes=1))
        self._seal(then)
        for model, field in STAMPS:
            stamped: Any = model._default_manager.filter(project_id=self.project.pk, **{f"{field}__gte": self.began})
            stamped.update(**{field: then})

    def _seal(self, then: datetime) -> None:
        for review in Review.objects.filter(project=self.project, decided_at__gte=self.began):
            review.snapshot["decided_at"] = then.isoformat()
            review.snapshot_hash = hash_of(review.snapshot)
            review.save(update_fields=["snapshot", "snapshot_hash"])
