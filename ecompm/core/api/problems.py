"""Every error of the API as problem+json (RFC 9457): type, title, status, detail, and the errors by field."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from ecompm.core import origin
from ecompm.core.translate_errors import as_domain_error

CONTENT_TYPE = "application/problem+json"


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an error, or None for a fault of our own, which becomes a logged 500."""
    set_rollback()
    if isinstance(error, exceptions.APIException):
        return _from_framework(error)
    known = as_domain_error(error)
    return problem(known.status, known.code, str(known.message), known.fields) if known else None


def body(status: int, code: str, detail: str, fields: Any = None) -> dict[str, Any]:
    """The members of a problem; `errors` only where fields are named."""
    members = {
        "type": f"about:blank#{code}",
        "title": code.replace("_", " "),
        "status": status,
        "detail": detail,
        "request_id": origin.current().request_id,
    }
    return {**members, "errors": fields} if fields else members


def problem(status: int, code: str, detail: str, fields: Any = None, headers: dict[str, str] | None = None) -> Response:
    if status == 503:
        headers = {"Retry-After": "5", **(headers or {})}
    return Response(body(status, code, detail, fields), status=status, headers=headers, content_type=CONTENT_TYPE)


def _from_framework(error: exceptions.APIException) -> Response:
    headers = {}
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if isinstance(error, exceptions.ValidationError):
        return problem(400, "invalid", _("Some fields need your attention."), _by_field(error.detail))
    return problem(error.status_code, error.default_code, _first_text(error.detail), headers=headers)


def _by_field(detail: Any) -> dict[str, Any]:
    return detail if isinstance(detail, dict) else {"": detail}


def _first_text(detail: Any) -> str:
    while isinstance(detail, dict | list) and detail:
        detail = next(iter(detail.values())) if isinstance(detail, dict) else detail[0]
    return str(detail)
