"""Templates: look at one, take it home as a file, import, retire, take back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from blueprints.calc.rendering import render
from blueprints.calc.template import Template
from blueprints.forms import ImportForm
from blueprints.loaders import find_template
from blueprints.models import ProjectTemplate
from blueprints.services import templates
from blueprints.services.reading import language
from blueprints.summaries import tiles
from blueprints.views.library import LibraryPage
from ecompm.core.doors import ADMINISTRATOR, SIGNED_IN, FormPage
from ecompm.core.errors import NotFound
from lifecycle.services.phases import STANDARD


class TemplatePage(LibraryPage):
    """A page of the template in the address, in the version on offer or the one asked for."""

    @cached_property
    def versions(self) -> list[ProjectTemplate]:
        """The versions of this installation, newest first."""
        rows = ProjectTemplate.objects.allowed(self.request.user).filter(template_id=self.kwargs["template_id"])
        return list(rows.select_related("added_by", "project"))

    @cached_property
    def template(self) -> Template:
        asked = self.request.GET.get("version", "")
        version = int(asked) if asked.isdecimal() and len(asked) < 6 else None
        found = find_template(self.kwargs["template_id"], version)
        if found is None and version is None and self.versions:
            found = self.versions[0].template
        if found is None:
            raise NotFound()
        return found


class Detail(TemplatePage):
    """Everything a template brings, and its versions."""

    template_name = "blueprints/template_detail.html"

    def get(self, request: HttpRequest, template_id: str) -> HttpResponse:
        template = self.template
        names = {code: name for code, name, _lane in STANDARD}
        context = {
            "template": template,
            "title": template.title(language()),
            "tile": tiles({template.id: template})[0],
            "phases": [
                (names[code], [task for task in template.tasks if task.phase == code])
                for code in names
                if any(task.phase == code for task in template.tasks)
            ],
            "versions": [{"row": row, "may_retire": self._may_retire(row)} for row in self.versions],
            "on_offer": find_template(template.id) == template,
        }
        return self.render(context)

    def _may_retire(self, row: ProjectTemplate) -> bool:
        return bool(self.request.user.administers or row.added_by_id == self.request.user.pk)  # type: ignore[union-attr]


class Source(TemplatePage):
    """The template as a file."""

    def get(self, request: HttpRequest, template_id: str) -> HttpResponse:
        template = self.template
        stored = next((row.source for row in self.versions if row.edition == template.version), None)
        answer = HttpResponse(stored or render(template), content_type="application/yaml; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{template.id}-{template.version}.yaml"'
        return answer


class Import(FormPage):
    """A template from a file; every mistake in it is told with its line."""

    grants = {"get": ADMINISTRATOR, "post": ADMINISTRATOR}
    template_name = "blueprints/template_import.html"

    def make_form(self, data: Any, files: Any = None) -> ImportForm:
        return ImportForm(data, files)

    def save(self, form: ImportForm) -> ProjectTemplate:
        upload = form.cleaned_data.get("file")
        name = upload.name if upload else "template.yaml"
        return templates.import_template(by=self.request.user, source=form.cleaned_data["source"], file=name)

    def success_message(self, saved: ProjectTemplate) -> str:
        return _("Version %(version)d of “%(name)s” is on the shelf.") % {"version": saved.edition, "name": saved.title}

    def success_url(self, saved: ProjectTemplate) -> str:
        return reverse("blueprints:template", kwargs={"template_id": saved.template_id})


class Retire(LibraryPage):
    """Offer a version no longer, or again."""

    grants = {"post": SIGNED_IN}

    def post(self, request: HttpRequest, template_id: str, edition: int) -> HttpResponse:
        rows = ProjectTemplate.objects.allowed(request.user)
        row = get_object_or_404(rows, template_id=template_id, edition=edition)
        act = templates.restore_template if row.retired_at else templates.retire_template
        changed = act(row, by=request.user)
        text = _("%(name)s is offered no longer.") if changed.retired_at else _("%(name)s is offered again.")
        messages.success(request, text % {"name": changed})
        return HttpResponseRedirect(reverse("blueprints:template", kwargs={"template_id": template_id}))
