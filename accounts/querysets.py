"""Which rows of accounts does a person see? Only their own."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class ApiTokenQuerySet(models.QuerySet[Any]):
    def of(self, person: Any) -> Self:
        return self.filter(user_id=person.pk)

    def live(self, now: Any = None) -> Self:
        """Neither revoked nor expired."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now or timezone.now()), revoked_at=None)
