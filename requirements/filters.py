"""Filters of requirement lists, for page and API alike."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from requirements.models import Requirement


class RequirementFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="filter_search", label=_("Search"))
    untraced = django_filters.BooleanFilter(field_name="tasks", lookup_expr="isnull", label=_("Without a task"))

    class Meta:
        model = Requirement
        fields = ["project", "type", "priority", "status", "owner", "phase"]

    def filter_search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(title__icontains=value) | Q(need__icontains=value) | Q(acceptance__icontains=value))
