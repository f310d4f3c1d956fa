"""Filters of stakeholder lists, for pages and API alike."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from projects.models import ProjectRole
from stakeholders.models import Communication, RaciEntry, Stakeholder


class StakeholderFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="filter_search", label=_("Search"))

    class Meta:
        model = Stakeholder
        fields = ["project", "engagement", "desired_engagement", "is_group", "owner"]

    def filter_search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(
            Q(name__icontains=value) | Q(organisation__icontains=value) | Q(interests__icontains=value)
        )


def visible_roles(request: Any) -> QuerySet:
    """The roles that the person may see: a filter names its choices on the page."""
    return ProjectRole.objects.allowed(request.user, "role.view") if request else ProjectRole.objects.none()


class CommunicationFilter(django_filters.FilterSet):
    role = django_filters.ModelChoiceFilter(queryset=visible_roles, label=_("Told by"))
    search = django_filters.CharFilter(method="filter_search", label=_("Search"))

    class Meta:
        model = Communication
        fields = ["project", "role"]

    def filter_search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(audience__icontains=value) | Q(purpose__icontains=value))


class RaciFilter(django_filters.FilterSet):
    class Meta:
        model = RaciEntry
        fields = ["project", "task", "role", "letter"]
