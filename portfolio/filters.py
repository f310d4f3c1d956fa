"""Filters of the portfolio, for page and API alike."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portfolio.models import ProjectFigures
from projects.models import Project

LIGHTS = [("ok", _("On track")), ("warn", _("At risk")), ("bad", _("Off track")), ("unknown", _("Too little data"))]
PHASES = [
    ("initiation", _("Initiation")),
    ("planning", _("Planning")),
    ("execution", _("Execution")),
    ("closure", _("Closure")),
]


class PortfolioFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="filter_search", label=_("Search"))
    status = django_filters.ChoiceFilter(choices=Project.Status, label=_("Status"))
    health = django_filters.ChoiceFilter(field_name="figures__light", choices=LIGHTS, label=_("Health"))
    phase = django_filters.ChoiceFilter(field_name="figures__phase_code", choices=PHASES, label=_("Phase"))

    class Meta:
        model = Project
        fields = ["kind", "manager", "tags"]

    def filter_search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(name__icontains=value) | Q(key__icontains=value))


class FiguresFilter(django_filters.FilterSet):
    class Meta:
        model = ProjectFigures
        fields = ["project", "light", "phase_code"]
