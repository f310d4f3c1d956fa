"""Where a person starts, and the front page of a project."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse

from ecompm.core.doors import SIGNED_IN, Page
from projects import objects
from projects.access import Role
from projects.doors import ProjectPage
from projects.models import Project, Share


class Home(Page):
    """The start: the portfolio where the instance has one, else one's projects."""

    grants = {"get": SIGNED_IN}

    def get(self, request: HttpRequest) -> HttpResponse:
        for name in ("portfolio", "projects:mine"):
            try:
                return redirect(reverse(name))
            except NoReverseMatch:
                continue
        raise AssertionError("projects:mine is an address of this app")


class Mine(Page):
    """Every project that the person may enter."""

    grants = {"get": SIGNED_IN}
    template_name = "projects/mine.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        projects = Project.objects.allowed(request.user, "project.enter").select_related("manager")
        archived = request.GET.get("archived") == "1"
        shown = projects.exclude(archived_at=None) if archived else projects.current()
        return self.render({"projects": shown, "archived": archived})


class Overview(ProjectPage):
    """The front page of a project: for a guest what is shared with them. An app above has a richer one for others."""

    grants = {"get": "project.enter"}
    template_name = "projects/shared.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        if self.role != Role.GUEST:
            return redirect("projects:about", key=key)
        return self.render({"shared": self._shared()})

    def _shared(self) -> list[Any]:
        """The objects opened to this guest, read with one query for each kind."""
        guest: Any = self.request.user
        shares = Share.objects.filter(membership__project=self.project, membership__user=guest)
        found: list[Any] = []
        for kind in sorted(set(shares.values_list("object_type", flat=True))):
            model = objects.kinds().get(kind)
            if model is not None:
                rows = model._default_manager.allowed(self.request.user, objects.view_grant(model))  # type: ignore[attr-defined]
                found += rows.filter(project=self.project).select_related("project")
        return found


class About(ProjectPage):
    """What the project is, with its comments and files."""

    grants = {"get": "project.view"}
    template_name = "projects/about.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return self.render({"tags": self.project.tags.all(), "changes": self.may("project.change")})
