"""Errors that a service may raise. The doors turn each into one answer: a problem+json, a page, or a form error."""

from collections.abc import Mapping
from typing import TypeAlias

from django.utils.translation import gettext_lazy as _

Fields: TypeAlias = Mapping[str, list[str]]


class DomainError(Exception):
    """A request that can't be carried out. `status` is its HTTP answer, `code` its stable machine name."""

    status = 400
    code = "refused"
    title = _("This can't be done")

    def __init__(self, message: object = "", *, fields: Fields | None = None, code: str = "") -> None:
        super().__init__(message or self.title)
        self.message = message or self.title
        self.fields = dict(fields or {})
        self.code = code or type(self).code


class Invalid(DomainError):
    """The input breaks a rule; `fields` names the field and says what to do."""

    code = "invalid"
    title = _("Some fields need your attention")


class NotFound(DomainError):
    """The object doesn't exist, or not for this person: strangers can't tell the two apart."""

    status = 404
    code = "not_found"
    title = _("There is nothing here, or you have no access to it")


class NotAllowed(DomainError):
    """The person may see the object but not do this with it."""

    status = 403
    code = "not_allowed"
    title = _("Your role doesn't allow this")


class Conflict(DomainError):
    """The state of the object forbids the change."""

    status = 409
    code = "conflict"
    title = _("The current state doesn't allow this")


class StaleVersion(Conflict):
    """Somebody saved the object in the meantime; `current` is the stored object."""

    status = 412
    code = "stale"
    title = _("Somebody else saved this in the meantime")

    def __init__(self, current: object) -> None:
        super().__init__()
        self.current = current


class TooLarge(DomainError):
    """A body or a file over the limit."""

    status = 413
    code = "too_large"
    title = _("This is larger than allowed")


class VersionRequired(DomainError):
    status = 428
    code = "version_required"
    title = _("Send the version you have seen in If-Match")


class Unavailable(DomainError):
    status = 503
    code = "unavailable"
    title = _("A needed service doesn't answer. Try again in a moment")
