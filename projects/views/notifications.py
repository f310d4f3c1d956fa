"""A person's notifications: the panel under the bell, the whole list, opening one, marking as read."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ecompm.core.doors import SIGNED_IN, Page
from ecompm.core.ui.tables import Empty
from projects import notices
from projects.models import Notification
from projects.services.notifications import mark_all_read, mark_read
from projects.tables import NotificationTable

SHOWN = 8


class Notifications(Page):
    """All of them, as a list."""

    grants = {"get": SIGNED_IN}
    template_name = "projects/notifications.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        nothing = _(
            "You are told here when somebody mentions you or gives you something, and when what is yours changes."
        )
        table = NotificationTable(
            request,
            Notification.objects.own(request.user),
            row_url=lambda row: reverse("notifications:open", kwargs={"pk": row["pk"]}),
            bulk_url=reverse("notifications:read"),
            empty=Empty(_("No notifications"), nothing, "", ""),
        )
        return table.respond(self.template_name, self.context())


class Newest(Page):
    """The newest ones for the panel under the bell. Without script the bell leads to the list."""

    grants = {"get": SIGNED_IN}
    template_name = "shell/notifications.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect("notifications:list")
        return self.render(newest(request.user))


class Open(Page):
    """Mark one as read and go to what it is about."""

    grants = {"get": SIGNED_IN}

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        notification = get_object_or_404(Notification.objects.filter(pk=pk).own(request.user))
        return HttpResponseRedirect(mark_read(notification, by=request.user).path)


class Read(Page):
    """Mark the selected ones, or all, as read."""

    grants = {"post": SIGNED_IN}
    template_name = "shell/notifications.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = [int(text) for text in request.POST.getlist("selected") if text.isdecimal() and len(text) < 19]
        mark_all_read(by=request.user, only=None if "all" in request.POST else chosen)
        if request.htmx:  # type: ignore[attr-defined]
            return self.render({**newest(request.user), "changed": True})
        messages.success(request, _("Marked as read."))
        return redirect("notifications:list")


def newest(user: Any) -> dict[str, Any]:
    """What the panel shows: the newest notifications in words."""
    rows = Notification.objects.own(user).select_related("project")[:SHOWN]
    lines = [(row, notices.icon(row.kind), notices.text(row.kind, row.parameters)) for row in rows]
    return {"lines": lines}
