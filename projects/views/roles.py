"""Roles in the work of a project: who plays them, which are still open."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ecompm.core.forms import seen_version
from projects.doors import ItemFormView, ProjectPage
from projects.forms import RoleForm
from projects.models import ProjectRole
from projects.services import roles


class Roles(ProjectPage):
    grants = {"get": "role.view"}
    template_name = "projects/roles.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        rows = ProjectRole.objects.allowed(request.user, "role.view").of(self.project).select_related("person")
        return self.render({"roles": rows, "changes": self.may("role.change")})


class EditRole(ItemFormView):
    grants = {"get": "role.change", "post": "role.change"}
    template_name = "projects/role_form.html"
    model = ProjectRole
    form_class = RoleForm
    view_grant = "role.view"
    create_service = staticmethod(roles.create_role)
    change_service = staticmethod(roles.change_role)

    @cached_property
    def object(self) -> Any:
        """Roles have no number; their address holds the id."""
        if "pk" not in self.kwargs:
            return None
        rows = ProjectRole.objects.allowed(self.request.user, self.view_grant).of(self.project)
        return get_object_or_404(rows.select_related("project"), pk=self.kwargs["pk"])

    def success_url(self, saved: ProjectRole) -> str:
        return reverse("projects:roles", kwargs={"key": self.project.key})


class DeleteRole(ProjectPage):
    grants = {"get": "role.change", "post": "role.change"}
    template_name = "projects/confirm_delete.html"

    def get(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        return self.render({"object": self._role(pk), "list_url": reverse("projects:roles", kwargs={"key": key})})

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        role = self._role(pk)
        roles.delete_role(role, by=request.user, version=seen_version(request.POST))
        messages.success(request, _("%(name)s deleted.") % {"name": role})
        return redirect("projects:roles", key=self.project.key)

    def _role(self, pk: int) -> ProjectRole:
        rows = ProjectRole.objects.allowed(self.request.user, "role.view").of(self.project)
        return get_object_or_404(rows.select_related("project"), pk=pk)
