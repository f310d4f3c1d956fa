"""What happened in a project, or to one object of it, in sentences."""

from typing import Any

import django_filters as filters
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from ecompm.core.models import AuditEntry
from projects import activity, objects, people, querysets
from projects.doors import ProjectPage

SHOWN = 40


class ActivityFilter(filters.FilterSet):
    """The choices are handed in by the page: kinds that occur, and members."""

    kind = filters.ChoiceFilter(field_name="object_type", label=_("Kind"), empty_label=_("Everything"))
    person = filters.ChoiceFilter(field_name="actor_id", label=_("Person"), empty_label=_("Everybody"))

    class Meta:
        model = AuditEntry
        fields: list[str] = []

    def __init__(self, *args: Any, kinds: Any, persons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = kinds
        self.filters["person"].extra["choices"] = persons


class Activity(ProjectPage):
    """The feed; `?kind=&object=` narrows it to one object, `?before=` goes on."""

    grants = {"get": "audit.view"}
    template_name = "projects/activity.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        entries = querysets.audit_entries(request.user).filter(project_id=self.project.pk)
        chosen = self._filter(entries)
        rows = list(self._narrowed(chosen.qs if chosen.is_valid() else entries.none())[: SHOWN + 1])
        further = rows[SHOWN - 1].pk if len(rows) > SHOWN else 0
        lines = activity.told(rows[:SHOWN], request.user)
        context = {"lines": lines, "further": self._address(further), "filter": chosen, "panel": self._is_panel}
        return self.render(context, fragment="feed")

    @property
    def _is_panel(self) -> bool:
        return self.request.GET.get("panel") == "1"

    def _filter(self, entries: Any) -> ActivityFilter:
        occurring = entries.order_by().values_list("object_type", flat=True).distinct()
        kinds = sorted(((kind, objects.name_of_kind(kind).capitalize()) for kind in occurring), key=lambda one: one[1])
        persons = [(pk, name) for pk, name in people.of_project(self.project).values_list("pk", "name")]
        return ActivityFilter(self.request.GET, queryset=entries, kinds=kinds, persons=persons)

    def _narrowed(self, entries: Any) -> Any:
        for name, column in (("object", "object_id"), ("before", "id__lt")):
            text = self.request.GET.get(name, "")
            if text.isdecimal() and len(text) < 19:
                entries = entries.filter(**{column: int(text)})
        return entries

    def _address(self, before: int) -> str:
        query = self.request.GET.copy()
        query["before"] = str(before)
        return f"?{query.urlencode()}" if before else ""
