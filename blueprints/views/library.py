"""The library of the organisation: templates to begin with, and patterns of all kinds to read and take."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from blueprints.calc.library import Kind, Library
from blueprints.calc.library import shipped as library
from blueprints.loaders import on_offer
from blueprints.patterns import KINDS, KindOfPattern, entries, note, title
from blueprints.services.reading import language
from blueprints.summaries import tiles
from ecompm.core.doors import SIGNED_IN, Page
from ecompm.core.errors import NotAllowed, NotFound
from projects.models import Project

SHOWN = 6
"""Hits of a kind on the page that searches all kinds."""
MINE = 8
"""Projects offered on the page of a pattern."""


class LibraryPage(Page):
    """A page of the library, for people of the organisation."""

    grants = {"get": SIGNED_IN}

    def enter(self, request: HttpRequest, grant: str) -> HttpResponse | None:
        if request.user.is_external:  # type: ignore[union-attr]
            raise NotAllowed(_("The library is open to people of the organisation."))
        return None

    @property
    def library(self) -> Library:
        return library()

    @cached_property
    def kind(self) -> KindOfPattern:
        found = KINDS.get(self.kwargs["kind"])
        if found is None:
            raise NotFound()
        return found


class Overview(LibraryPage):
    """Templates, kinds of patterns, and a search over all of them."""

    template_name = "blueprints/library.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        query = request.GET.get("q", "").strip()[:100]
        kinds = [{"kind": one, "count": len(self.library.of(one.kind))} for one in KINDS.values()]
        found = [row for one in KINDS.values() if (row := self._found(one, query))] if query else []
        context = {"tiles": tiles(on_offer()), "kinds": kinds, "query": query, "found": found}
        return self.render({**context, "may_import": request.user.administers})  # type: ignore[union-attr]

    def _found(self, kind: KindOfPattern, query: str) -> dict[str, Any] | None:
        hits = self.library.search(kind.kind, query)
        return {"kind": kind, "rows": rows_of(hits[:SHOWN]), "count": len(hits)} if hits else None


class Patterns(LibraryPage):
    """All patterns of a kind, those of one template, or those that hold some words."""

    template_name = "blueprints/pattern_list.html"

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        query, chosen = request.GET.get("q", "").strip()[:100], request.GET.get("template", "")
        found = self.library.search(self.kind.kind, query)
        if chosen:
            offered = {pattern.code for pattern in self.library.for_template(self.kind.kind, chosen)}
            found = tuple(pattern for pattern in found if pattern.code in offered)
        context = {
            "kind": self.kind,
            "kinds": KINDS.values(),
            "rows": rows_of(found),
            "query": query,
            "chosen": chosen,
            "templates": [(one.id, one.title(language())) for one in on_offer().values()],
        }
        return self.render(context)


class Detail(LibraryPage):
    """One pattern with everything it says, and the projects that could take it."""

    template_name = "blueprints/pattern_detail.html"

    def get(self, request: HttpRequest, kind: str, code: str) -> HttpResponse:
        try:
            pattern = self.library.get(self.kind.kind, code)
        except KeyError:
            raise NotFound() from None
        names = {one.id: one.title(language()) for one in on_offer().values()}
        context = {
            "kind": self.kind,
            "pattern": pattern,
            "title": title(pattern),
            "entries": entries(pattern),
            "templates": [names.get(name, name) for name in pattern.templates or ()],
            "version": self.library.version(self.kind.kind),
            "projects": self._projects(pattern.code) if self.kind.is_taken_up else [],
        }
        return self.render(context)

    def _projects(self, code: str) -> list[dict[str, str]]:
        """Projects the person works in, with the page where the pattern can be taken."""
        rows = Project.objects.allowed(self.request.user, "requirement.change").current().order_by("-updated_at")
        query = f"?kind={self.kind.kind}&q={code}"
        return [
            {"name": row.name, "key": row.key, "href": reverse("blueprints:pick", kwargs={"key": row.key}) + query}
            for row in rows.filter(status=Project.Status.ACTIVE)[:MINE]
        ]


def rows_of(patterns: Any) -> list[dict[str, str]]:
    """Patterns as rows of a list."""
    return [{"code": pattern.code, "title": title(pattern), "note": note(pattern)} for pattern in patterns]


def known_kind(name: str, otherwise: Kind) -> Kind:
    """A kind from an address, if a project can take it up."""
    found = KINDS.get(name)
    return found.kind if found and found.is_taken_up else otherwise
