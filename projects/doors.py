"""Doors of the pages: sign-in, the project in the address, the declared grant; forms that keep input and versions."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.db import models
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ecompm.core.doors import PUBLIC, SIGNED_IN, FormPage, Page
from ecompm.core.errors import NotFound, StaleVersion
from ecompm.core.forms import add_errors, seen_version
from projects import access
from projects.models import FormerKey, Project

__all__ = ["PUBLIC", "SIGNED_IN", "FormPage", "ItemDeleteView", "ItemFormView", "Page", "ProjectPage", "add_errors"]


class ProjectPage(Page):
    """A page below `/projects/<key>/`. Strangers get 404, members without the grant 403, a former key a redirect."""

    project: Project

    def enter(self, request: HttpRequest, grant: str) -> HttpResponse | None:
        key = self.kwargs["key"]
        enterable = Project.objects.allowed(request.user, "project.enter")
        found = enterable.filter(key=key).select_related("manager", "sponsor").first()
        if found is None:
            return self._moved(request, key)
        self.project = found
        access.require(request.user, found, grant)
        return None

    def _moved(self, request: HttpRequest, key: str) -> HttpResponse:
        enterable = Project.objects.allowed(request.user, "project.enter")
        former = FormerKey.objects.filter(key=key, project__in=enterable).first()
        if former is None:
            raise NotFound()
        return redirect(request.get_full_path().replace(f"/{key}/", f"/{former.project.key}/", 1))

    @cached_property
    def role(self) -> access.Role | None:
        return access.role_of(self.request.user, self.project)

    def may(self, grant: str, obj: Any = None) -> bool:
        """Whether the person may do something here now, to show or leave out its button."""
        if self.project.is_read_only and not access.reads(grant) and grant not in access.ON_READ_ONLY:
            return False
        if obj is None:
            return self.role is not None and self.role in access.roles_with(grant)
        return access.holds(self.request.user, self.project, grant, obj)

    def item(self, queryset: Any, number: int, grant: str) -> Any:
        """The object with this number in the project, if the person may see it."""
        found = queryset.allowed(self.request.user, grant).filter(project=self.project, number=number).first()
        if found is None:
            raise NotFound()
        found.project = self.project
        return found

    def context(self) -> dict[str, Any]:
        return {**super().context(), "project": self.project, "role": self.role}


class ItemFormView(FormPage, ProjectPage):
    """Create (no `number` in the address) or change an object by a form page.

    On errors the page comes back with 422 and everything typed; when somebody saved in the meantime with 409 and both
    values. `create_service` and `change_service` are the app's services, `view_grant` scopes the object.
    """

    model: ClassVar[type[models.Model]]
    form_class: ClassVar[type[BaseForm]]
    view_grant: ClassVar[str]
    conflict_template: ClassVar[str] = "projects/conflict.html"
    create_service: ClassVar[Callable[..., Any]]
    change_service: ClassVar[Callable[..., Any]]

    @cached_property
    def object(self) -> Any:
        if "number" not in self.kwargs:
            return None
        return self.item(self.model._default_manager, self.kwargs["number"], self.view_grant)

    def refused(self, form: Any, error: Exception) -> HttpResponse:
        return self.conflict(form, error.current) if isinstance(error, StaleVersion) else super().refused(form, error)

    def make_form(self, data: Any, files: Any = None) -> BaseForm:
        return self.form_class(data, files, instance=self.object, project=self.project, user=self.request.user)  # type: ignore[call-arg]

    def save(self, form: Any) -> Any:
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        if self.object is None:
            return type(self).create_service(by=self.request.user, project=self.project, **values)
        version = seen_version(form.data)
        return type(self).change_service(self.object, by=self.request.user, version=version, **values)

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        return self.render({"form": form, "object": self.object, "version": self._seen_version(form)}, status=status)

    def conflict(self, form: Any, current: Any) -> HttpResponse:
        """Both values of every field that differs, one choice each; nothing typed is lost."""
        stored = self.form_class(None, instance=current, project=self.project, user=self.request.user)  # type: ignore[call-arg]
        differing = [
            {"name": name, "label": field.label, "mine": form[name], "theirs": stored[name]}
            for name, field in form.fields.items()
            if name != "version" and field.has_changed(stored[name].initial, form[name].data)
        ]
        context = {"form": form, "object": current, "version": current.version, "differing": differing}
        self.template_name = self.conflict_template
        return self.render(context, status=409)

    def _seen_version(self, form: Any) -> int:
        return seen_version(form.data) if form.is_bound else getattr(self.object, "version", 0)

    def success_url(self, saved: Any) -> str:
        raise NotImplementedError


class ItemDeleteView(ProjectPage):
    """Ask before an object is deleted, then delete the version that was shown."""

    template_name = "projects/confirm_delete.html"
    model: ClassVar[type[models.Model]]
    view_grant: ClassVar[str]
    delete_service: ClassVar[Callable[..., Any]]
    list_url_name: ClassVar[str]

    def get(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        return self.render({"object": self.item(self.model._default_manager, number, self.view_grant)})

    def post(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        found = self.item(self.model._default_manager, number, self.view_grant)
        type(self).delete_service(found, by=request.user, version=seen_version(request.POST))
        messages.success(request, _("%(name)s deleted.") % {"name": found})
        return HttpResponseRedirect(self.list_url)

    @property
    def list_url(self) -> str:
        return reverse(self.list_url_name, kwargs={"key": self.project.key})

    def context(self) -> dict[str, Any]:
        return {**super().context(), "list_url": self.list_url}
