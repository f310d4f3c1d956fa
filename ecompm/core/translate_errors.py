"""Errors of Django and the database, in the words of the domain."""

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.exceptions import ValidationError as ModelInvalid
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404
from django.utils.translation import gettext as _

from ecompm.core import constraints
from ecompm.core.errors import DomainError, Invalid, NotAllowed, NotFound, Unavailable


def as_domain_error(error: Exception) -> DomainError | None:
    """Errors of Django and the database in the words of the domain; None where it is a fault of our own."""
    if isinstance(error, DomainError):
        return error
    if isinstance(error, ModelInvalid):
        return Invalid(fields=getattr(error, "message_dict", None) or {"": error.messages})
    if isinstance(error, Http404 | ObjectDoesNotExist):
        return NotFound()
    if isinstance(error, PermissionDenied):
        return NotAllowed()
    if isinstance(error, IntegrityError):
        return constraints.explain(error)
    if isinstance(error, DataError | OverflowError):
        return Invalid(_("A value is out of range."))
    if isinstance(error, OperationalError):
        return Unavailable()
    return None
