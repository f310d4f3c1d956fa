"""Making a project, its settings, putting it away."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ecompm.core.doors import SIGNED_IN, FormPage
from ecompm.core.errors import NotAllowed
from ecompm.core.forms import seen_version
from projects.doors import ItemFormView, ProjectPage
from projects.forms import NewProjectForm, ProjectForm
from projects.models import Project
from projects.services import projects as services


class NewProject(FormPage):
    grants = {"get": SIGNED_IN, "post": SIGNED_IN}
    template_name = "projects/new.html"

    def enter(self, request: HttpRequest, grant: str) -> HttpResponse | None:
        if request.user.is_external:  # type: ignore[union-attr]
            raise NotAllowed(_("People from outside the organisation can't create projects."))
        return None

    def make_form(self, data: Any, files: Any = None) -> NewProjectForm:
        return NewProjectForm(data)

    def save(self, form: NewProjectForm) -> Project:
        return services.create_project(by=self.request.user, **form.cleaned_data)

    def success_url(self, saved: Project) -> str:
        return saved.get_absolute_url()


class Settings(ItemFormView):
    """The project's own facts. Everybody who may view it reads them, managers change them."""

    grants = {"get": "project.change", "post": "project.change"}
    template_name = "projects/settings.html"
    model = Project
    form_class = ProjectForm
    view_grant = "project.view"
    change_service = staticmethod(services.change_project)

    def enter(self, request: HttpRequest, grant: str) -> HttpResponse | None:
        """Settings of a read-only project are shown, so that it can be restored from here."""
        return super().enter(request, "project.archive" if request.method in ("GET", "HEAD") else grant)

    @cached_property
    def object(self) -> Project:
        return Project.objects.get(pk=self.project.pk)

    def make_form(self, data: Any, files: Any = None) -> BaseForm:
        form = super().make_form(data, files)
        if self.project.is_read_only:
            for field in form.fields.values():
                field.disabled = True
        return form

    def success_url(self, saved: Project) -> str:
        return reverse("projects:settings", kwargs={"key": saved.key})


class Archive(ProjectPage):
    """Ask, then archive the project or take it back."""

    grants = {"get": "project.archive", "post": "project.archive"}
    template_name = "projects/archive.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return self.render()

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        restore = self.project.archived_at is not None
        service = services.restore_project if restore else services.archive_project
        saved = service(self.project, by=request.user, version=seen_version(request.POST))
        messages.success(request, _("The project is restored.") if restore else _("The project is archived."))
        return redirect("projects:settings", key=saved.key)
