"""The library in a project: take patterns into it, save it as a template."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blueprints.calc.library import Kind
from blueprints.calc.library import shipped as library
from blueprints.forms import SaveForm
from blueprints.models import ProjectTemplate
from blueprints.patterns import KINDS
from blueprints.services.copying import codes_in, copy_patterns
from blueprints.services.reading import language
from blueprints.services.saving import draw_template, save_as_template
from blueprints.views.library import known_kind, rows_of
from projects.doors import FormPage, ProjectPage

CHANGE: dict[Kind, str] = {
    "requirements": "requirement.change",
    "risks": "risk.change",
    "kpis": "kpi.change",
    "stakeholders": "stakeholder.change",
    "lessons": "lesson.change",
}


class Pick(ProjectPage):
    """Patterns of a kind to take into the project: those of its template first, the rest by search."""

    grants = {"get": "project.view", "post": "requirement.change"}
    template_name = "blueprints/pick.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        kind = known_kind(request.GET.get("kind", ""), "requirements")
        query = request.GET.get("q", "").strip()[:100]
        template, taken = self.project.template_id, codes_in(self.project, kind)
        offered = () if query else library().for_template(kind, template)
        found = library().search(kind, query) if query or not offered else ()
        rows = [{**row, "taken": row["code"] in taken} for row in rows_of(found or offered)]
        context = {
            "kind": KINDS[kind],
            "kinds": [one for one in KINDS.values() if one.is_taken_up],
            "waiting": [one for one in KINDS.values() if not one.is_taken_up],
            "rows": rows,
            "query": query,
            "for_template": bool(offered),
            "may_take": self.may(CHANGE[kind]),
        }
        return self.render(context)

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        kind = known_kind(request.POST.get("kind", ""), "requirements")
        made = copy_patterns(by=request.user, project=self.project, kind=kind, codes=request.POST.getlist("code"))
        text = ngettext("%(count)d pattern copied into the project.", "%(count)d patterns copied.", len(made))
        messages.success(request, text % {"count": len(made)})
        return HttpResponseRedirect(f"{reverse('blueprints:pick', kwargs={'key': key})}?kind={kind}")


class Save(FormPage, ProjectPage):
    """Save the project as a template, after a look at what it will hold."""

    grants = {"get": "template.save", "post": "template.save"}
    template_name = "blueprints/save.html"

    def make_form(self, data: Any, files: Any = None) -> SaveForm:
        name = self.project.name
        initial = {"name": name, "template_id": slugify(name)[:60], "summary": self.project.description[:500]}
        return SaveForm(data, initial=initial)

    def save(self, form: SaveForm) -> ProjectTemplate:
        cleaned = form.cleaned_data
        return save_as_template(
            self.project,
            by=self.request.user,
            template_id=cleaned["template_id"],
            name={language(): cleaned["name"]},
            summary=cleaned["summary"],
        )

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        drawn = draw_template(self.project, template_id="draft", version=1, name={"en": "-"}, summary="")
        return self.render({"form": form, "drawn": drawn}, status=status)

    def success_message(self, saved: ProjectTemplate) -> str:
        return _("Version %(version)d of “%(name)s” is on the shelf.") % {"version": saved.edition, "name": saved.title}

    def success_url(self, saved: ProjectTemplate) -> str:
        return reverse("blueprints:template", kwargs={"template_id": saved.template_id})
