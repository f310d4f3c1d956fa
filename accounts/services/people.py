"""People of the instance: making, changing and switching off accounts. Only administrators do this for others."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ApiToken, User
from ecompm.core import audit
from ecompm.core.errors import Conflict, Invalid, NotAllowed
from ecompm.core.users import InstanceRole

INSTANCE_FIELDS = ("role", "is_external", "is_staff", "name")


@transaction.atomic
def create_person(*, email: str, name: str, password: str, by: Any = None, **fields: Any) -> User:
    """An account whose address is proven (by an invitation, or by an administrator's word). Raises Invalid."""
    person = User(email=email.lower(), name=name, **fields)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid(fields={"password": list(error.messages)}) from error
    person.set_password(password)
    person.clean_fields(exclude=["password"])
    person.save(force_insert=True)
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    audit.record(by=by or person, verb="created", obj=person)
    return person


@transaction.atomic
def change_person(person: User, *, by: Any, **values: Any) -> User:
    """Name, instance role and kind of account. An administrator can't lower themselves, so one always remains."""
    _require_administrator(by)
    stored = User.objects.select_for_update().get(pk=person.pk)
    unknown = set(values) - set(INSTANCE_FIELDS)
    if unknown:
        raise Invalid(fields={name: [_("This can't be changed here.")] for name in unknown})
    if stored.pk == by.pk and values.get("role", stored.role) != InstanceRole.ADMINISTRATOR:
        raise Conflict(_("You can't take the administration from yourself. Another administrator can."))
    old = audit.values_of(stored, values)
    for name, value in values.items():
        setattr(stored, name, value)
    stored.is_staff = stored.is_superuser = stored.role == InstanceRole.ADMINISTRATOR
    changes = audit.difference(old, audit.values_of(stored, values))
    if changes:
        stored.full_clean(validate_unique=False, validate_constraints=False)
        stored.save()
        audit.record(by=by, verb="changed", obj=stored, changes=changes)
    return stored


@transaction.atomic
def deactivate_person(person: User, *, by: Any) -> User:
    """Switch an account off: its sessions and tokens end now, what it did stays. Raises Conflict for one's own."""
    _require_administrator(by)
    if person.pk == by.pk:
        raise Conflict(_("You can't deactivate your own account."))
    stored = User.objects.select_for_update().get(pk=person.pk)
    if stored.is_active:
        stored.is_active = False
        stored.save(update_fields=["is_active"])
        end_access(stored)
        audit.record(by=by, verb="deactivated", obj=stored)
    return stored


@transaction.atomic
def activate_person(person: User, *, by: Any) -> User:
    """Switch an account on again. Its old tokens stay revoked."""
    _require_administrator(by)
    stored = User.objects.select_for_update().get(pk=person.pk)
    if not stored.is_active:
        stored.is_active = True
        stored.save(update_fields=["is_active"])
        audit.record(by=by, verb="activated", obj=stored)
    return stored


def end_access(person: User) -> None:
    """End every session of a person and revoke every token."""
    end_sessions(person)
    ApiToken.objects.filter(user=person, revoked_at=None).update(revoked_at=timezone.now())


def end_sessions(person: User, *, but: str = "") -> None:
    """End the sessions of a person, except the one with the session key `but`."""
    for session in UserSession.objects.filter(user=person).exclude(session_key=but):
        session.end()


def _require_administrator(by: Any) -> None:
    if not by.is_authenticated or not by.administers or getattr(by, "limited_to", None):
        raise NotAllowed(_("Only an administrator may do this."))
