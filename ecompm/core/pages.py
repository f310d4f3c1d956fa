"""Doors of the pages: error pages, htmx fragments, toasts after an action."""

import json
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.views import defaults

from ecompm.core.api.problems import CONTENT_TYPE, body
from ecompm.core.api.renderers import dumps
from ecompm.core.errors import DomainError, Fields, NotFound
from ecompm.core.origin import current

_TEMPLATES = {403: "403.html", 404: "404.html", 409: "409.html", 412: "409.html"}


def error_page(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page of a domain error, with its status; a problem below /api/. A stale version is a 409 on pages."""
    if request.path.startswith("/api/"):
        return _problem(error.status, error.code, str(error.message), error.fields)
    status = 409 if error.status == 412 else error.status
    context = {"error": error, "status": status, "request_id": current().request_id}
    return render(request, _TEMPLATES.get(error.status, "400.html"), context, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer to an address that leads nowhere."""
    return error_page(request, NotFound())


def server_error(request: HttpRequest) -> HttpResponse:
    """The answer to a fault of our own; the request id leads to the log."""
    if not request.path.startswith("/api/"):
        return defaults.server_error(request)
    return _problem(500, "error", gettext("Something went wrong here. The request id leads to the cause in the log."))


def _problem(status: int, code: str, detail: str, fields: Fields | None = None) -> HttpResponse:
    return HttpResponse(dumps(body(status, code, detail, fields)), status=status, content_type=CONTENT_TYPE)


def render_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, fragment: str = "", status: int = 200
) -> HttpResponse:
    """A page, or for htmx only its named partial (`template.html#fragment`). The answer varies on HX-Request."""
    name = f"{template}#{fragment}" if fragment and request.htmx else template  # type: ignore[attr-defined]
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def toast(response: HttpResponse, message: object, *, kind: str = "ok", undo: str = "") -> HttpResponse:
    """Show a message after an htmx action, with an address that undoes it if there is one."""
    response["HX-Trigger"] = json.dumps({"toast": {"message": str(message), "kind": kind, "undo": undo}})
    return response


def today() -> date:
    """The day on the person's calendar; called at the doors only, everything inside takes it as an argument."""
    return timezone.localdate()
