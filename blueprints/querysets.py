"""Which templates?"""

from typing import Any, Self

from django.db import models


class ProjectTemplateQuerySet(models.QuerySet[Any]):
    def allowed(self, user: Any) -> Self:
        """Every template, for people of the organisation; a template may tell more than an agency should know."""
        return self.all() if user.is_authenticated and not user.is_external else self.none()

    def offered(self) -> Self:
        return self.filter(retired_at=None)
