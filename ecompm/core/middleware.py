"""Request doors of the ground: hostile input, origin of a change, domain errors as pages."""

import uuid
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse, QueryDict

from ecompm.core import guards, origin
from ecompm.core.bodies import fits
from ecompm.core.errors import Invalid, TooLarge
from ecompm.core.pages import error_page
from ecompm.core.translate_errors import as_domain_error

GetResponse = Callable[[HttpRequest], HttpResponse]
_SAFE_ID = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


class InputGuardMiddleware:
    """Refuse addresses and form fields that no database can store, before anything reads them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            _check_size(request)
            _check_address(request)
            if request.content_type == "application/x-www-form-urlencoded":
                _check_fields(request.POST)
        except (Invalid, TooLarge) as error:
            return error_page(request, error)
        return self.get_response(request)


def _check_size(request: HttpRequest) -> None:
    """Without a length nothing is read at all."""
    if not fits(request.META.get("CONTENT_LENGTH") or "0"):
        raise TooLarge()


def _check_address(request: HttpRequest) -> None:
    raw = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
    guards.check_text(request.path)
    guards.check_text(raw.decode("utf-8", "surrogateescape"))


def _check_fields(fields: QueryDict) -> None:
    for name, values in fields.lists():
        for text in (name, *values):
            guards.check_text(str(text))


class RequestContextMiddleware:
    """Give every request an id and tell the audit trail where a change comes from."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if given and len(given) <= 64 and set(given) <= _SAFE_ID else uuid.uuid4().hex
        request.META["HTTP_X_REQUEST_ID"] = request_id
        with origin.working(source=_source(request), request_id=request_id, ip=origin.address_of(request)):
            response = self.get_response(request)
        response["X-Request-ID"] = request_id
        return response


def _source(request: HttpRequest) -> str:
    for prefix, source in (("/api/", "api"), ("/admin/", "admin")):
        if request.path.startswith(prefix):
            return source
    return "page"


class DomainErrorMiddleware:
    """A domain error that a page let through becomes its error page, with the shell around it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        known = as_domain_error(error)
        return error_page(request, known) if known else None
