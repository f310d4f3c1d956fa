"""Which imports may a person see? Their own: an upload may hold a plan that nobody else knows of yet."""

from datetime import datetime
from typing import Any, Self

from django.db import models


class PlanImportQuerySet(models.QuerySet[Any]):
    def allowed(self, user: Any) -> Self:
        """Imports of the person; none for a token that is limited to projects."""
        if not user.is_authenticated or getattr(user, "limited_to", None):
            return self.none()
        return self.filter(owner_id=user.pk)

    def open(self) -> Self:
        """Imports that have not become a project yet."""
        return self.exclude(state=self.model.State.DONE)

    def with_file(self) -> Self:
        """Imports whose file is stored; that of a refused or finished one is gone."""
        return self.exclude(file="")

    def older_than(self, moment: datetime) -> Self:
        return self.filter(created_at__lt=moment)
