"""Setting the risk criteria of the instance."""

from typing import Any

from django.db import transaction

from ecompm.core import audit
from projects import access
from projects.models import Project
from projects.services import items, pulse
from risks.models.criteria import ONLY, RiskCriteria


@transaction.atomic
def change_criteria(criteria: RiskCriteria, *, by: Any, version: int, **values: Any) -> RiskCriteria:
    """The changed criteria; every project is counted anew. Raises NotAllowed, StaleVersion or ValidationError."""
    access.require_administrator(by)
    RiskCriteria.objects.get_or_create(pk=ONLY, defaults={"version": 0})
    stored = items.lock(criteria, version)
    old = audit.values_of(stored, values)
    for name, value in values.items():
        setattr(stored, name, value)
    changes = audit.difference(old, audit.values_of(stored, values))
    if not changes:
        return stored
    items.clean(stored, values)
    stored.version += 1
    stored.save(update_fields=[*changes, "version", "updated_at"])
    audit.record(by=by, verb="changed", obj=stored, changes=changes)
    pulse.touch(Project.objects.current().values_list("pk", flat=True))
    return stored
