"""Filters of goal, KPI and measurement lists, for pages and API alike."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kpis.models import Goal, Kpi, Measurement


def visible_goals(request: Any) -> QuerySet:
    """The goals that the person may see: a filter names its choices on the page."""
    return Goal.objects.allowed(request.user, "goal.view") if request else Goal.objects.none()


class GoalFilter(django_filters.FilterSet):
    class Meta:
        model = Goal
        fields = ["project", "owner", "parent"]


class KpiFilter(django_filters.FilterSet):
    goal = django_filters.ModelChoiceFilter(queryset=visible_goals, label=_("Goal"))
    search = django_filters.CharFilter(method="filter_search", label=_("Search"))

    class Meta:
        model = Kpi
        fields = ["project", "key", "owner", "direction", "source"]

    def filter_search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(name__icontains=value) | Q(key__icontains=value) | Q(description__icontains=value))


class MeasurementFilter(django_filters.FilterSet):
    at = django_filters.IsoDateTimeFromToRangeFilter(label=_("Measured"))

    class Meta:
        model = Measurement
        fields = ["project", "kpi"]
