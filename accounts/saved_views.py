"""Doors of the views a person keeps: save, delete, and back to the list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.services import saved_views
from ecompm.core.doors import SIGNED_IN, Page
from ecompm.core.errors import DomainError


def _back(request: HttpRequest, query: str = "") -> HttpResponse:
    """To the list the form stood on; never to another site."""
    path = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(path, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(f"{path if safe else '/'}{'?' + query if query else ''}")


class SaveView(Page):
    grants = {"post": SIGNED_IN}

    def post(self, request: HttpRequest) -> HttpResponse:
        query = request.POST.get("query", "")
        try:
            view = saved_views.save_view(
                by=request.user,
                table=request.POST.get("table", "")[:60],
                name=request.POST.get("name", ""),
                query=query,
                is_default=request.POST.get("is_default") == "on",
            )
        except DomainError as error:
            messages.error(
                request, " ".join(text for texts in error.fields.values() for text in texts) or error.message
            )
            return _back(request, query)
        messages.success(request, _("View “%(name)s” saved.") % {"name": view})
        return _back(request, view.query)


class DeleteView(Page):
    grants = {"post": SIGNED_IN}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        saved_views.delete_view(by=request.user, pk=pk)
        messages.success(request, _("View deleted."))
        return _back(request)
