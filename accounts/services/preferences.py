"""What a person sets for themselves: name, language, time zone, looks, mails."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from ecompm.core import audit
from ecompm.core.errors import Invalid

OWN = (
    "name", "language", "time_zone", "theme", "density", "rail_open", "notify_mentions", "notify_assignments",
    "notify_gates",
)  # fmt: skip


@transaction.atomic
def change_preferences(person: User, *, by: Any, **values: Any) -> User:
    """The person with new preferences. Raises Invalid for anything else than their own preferences."""
    unknown = {name: [_("This can't be changed here.")] for name in values if name not in OWN}
    if unknown or by.pk != person.pk:
        raise Invalid(fields=unknown)
    stored = User.objects.select_for_update().get(pk=person.pk)
    old = audit.values_of(stored, values)
    for name, value in values.items():
        setattr(stored, name, value)
    changes = audit.difference(old, audit.values_of(stored, values))
    if changes:
        stored.clean_fields(exclude=[field.name for field in User._meta.concrete_fields if field.name not in values])
        stored.save(update_fields=list(changes))
        audit.record(by=by, verb="changed", obj=stored, changes=changes)
    return stored
