"""The palette: results for Ctrl-K, and a search page where there is no script."""

from django.http import HttpRequest, HttpResponse

from ecompm.core.doors import SIGNED_IN, Page
from ecompm.core.pages import render_page
from projects import palette
from projects.models import Project


class Palette(Page):
    grants = {"get": SIGNED_IN}
    template_name = "projects/palette.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        text = request.GET.get("q", "")[:100]
        key = request.GET.get("project", "")[:10]
        project = Project.objects.allowed(request.user, "project.enter").filter(key=key).first() if key else None
        groups = palette.search(request.user, text, project)
        context = {"groups": groups, "count": sum(len(group["items"]) for group in groups), "q": text, "in_key": key}
        if request.htmx:  # type: ignore[attr-defined]
            return render_page(request, "components/palette_results.html", context)
        return self.render(context)
