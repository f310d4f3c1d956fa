"""Filters of issues and of the reserve, for pages and API alike."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from controlling.models import Issue, ReserveEntry
from ecompm.core.pages import today


class IssueFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="filter_search", label=_("Search"))
    is_open = django_filters.BooleanFilter(method="filter_open", label=_("Open"))
    overdue = django_filters.BooleanFilter(method="filter_overdue", label=_("Overdue"))
    no_owner = django_filters.BooleanFilter(field_name="owner", lookup_expr="isnull", label=_("Without an owner"))

    class Meta:
        model = Issue
        fields = ["project", "status", "severity", "component", "owner"]

    def filter_search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(title__icontains=value) | Q(description__icontains=value))

    def filter_open(self, queryset: Any, name: str, value: bool) -> QuerySet:
        return _with(queryset, queryset.open(), value)

    def filter_overdue(self, queryset: Any, name: str, value: bool) -> QuerySet:
        return _with(queryset, queryset.overdue(today()), value)


class ReserveFilter(django_filters.FilterSet):
    class Meta:
        model = ReserveEntry
        fields = ["project", "kind", "issue"]


def _with(rows: QuerySet, chosen: QuerySet, value: bool) -> QuerySet:
    """The chosen rows, or all others."""
    return chosen if value else rows.exclude(pk__in=chosen.order_by().values("pk"))
