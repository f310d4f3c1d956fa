"""Filters of risk lists, for pages and API alike."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from ecompm.core.pages import today
from risks import categories
from risks.calc.categories import GROUP_OF, TREE
from risks.models import AppliedPack, ControlItem, Finding, Indicator, Response, Risk, RiskLink, ScoreMove, Simulation
from risks.querysets import ENDED


@extend_schema_field({"type": "string", "enum": [*TREE, *GROUP_OF]})
class CategoryFilter(django_filters.ChoiceFilter):
    """A category, or a group for all of its categories."""


class RiskFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="filter_search", label=_("Search"))
    score_min = django_filters.NumberFilter(field_name="score", lookup_expr="gte", label=_("Score from"))
    score_above = django_filters.NumberFilter(field_name="score", lookup_expr="gt", label=_("Score above"))
    is_open = django_filters.BooleanFilter(method="filter_open", label=_("Open"))
    escalated = django_filters.BooleanFilter(
        field_name="escalated_on", lookup_expr="isnull", exclude=True, label=_("Escalated")
    )
    no_owner = django_filters.BooleanFilter(field_name="owner", lookup_expr="isnull", label=_("Without an owner"))
    category = CategoryFilter(choices=categories.asked, method="filter_category", label=_("Category"))

    class Meta:
        model = Risk
        fields = [
            "project",
            "status",
            "strategy",
            "owner",
            "confidence",
            "raised_by",
            "escalated_to",
            "is_opportunity",
            "current_likelihood",
            "current_impact",
            "inherent_likelihood",
            "inherent_impact",
            "residual_likelihood",
            "residual_impact",
            "impact",
            "score",
        ]

    def filter_category(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.of_category(value)

    def filter_open(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        return queryset.exclude(status__in=ENDED) if value else queryset.filter(status__in=ENDED)

    def filter_search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        found = Q()
        for field in ("title", "cause", "event", "effect"):
            found |= Q(**{f"{field}__icontains": value})
        return queryset.filter(found)


class IndicatorFilter(django_filters.FilterSet):
    class Meta:
        model = Indicator
        fields = ["project", "risk", "is_firing"]


class ResponseFilter(django_filters.FilterSet):
    class Meta:
        model = Response
        fields = ["project", "risk", "task"]


class RiskLinkFilter(django_filters.FilterSet):
    class Meta:
        model = RiskLink
        fields = ["project", "risk", "object_type", "object_id"]


class ScoreMoveFilter(django_filters.FilterSet):
    class Meta:
        model = ScoreMove
        fields = ["project", "risk"]


class SimulationFilter(django_filters.FilterSet):
    is_done = django_filters.BooleanFilter(
        field_name="finished_at", lookup_expr="isnull", exclude=True, label=_("Finished")
    )

    class Meta:
        model = Simulation
        fields = ["project"]


class AppliedPackFilter(django_filters.FilterSet):
    class Meta:
        model = AppliedPack
        fields = ["project", "pack"]


class ControlItemFilter(django_filters.FilterSet):
    class Meta:
        model = ControlItem
        fields = ["project", "applied", "control", "status", "owner"]


class FindingFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="filter_search", label=_("Search"))
    is_open = django_filters.BooleanFilter(method="filter_open", label=_("Open"))
    overdue = django_filters.BooleanFilter(method="filter_overdue", label=_("Overdue"))
    no_owner = django_filters.BooleanFilter(field_name="owner", lookup_expr="isnull", label=_("Without an owner"))

    class Meta:
        model = Finding
        fields = ["project", "severity", "status", "source", "owner", "risk"]

    def filter_search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        found = Q()
        for field in ("title", "description", "asset", "reference"):
            found |= Q(**{f"{field}__icontains": value})
        return queryset.filter(found)

    def filter_open(self, queryset: Any, name: str, value: bool) -> QuerySet:
        return _with(queryset, queryset.open(today()), value)

    def filter_overdue(self, queryset: Any, name: str, value: bool) -> QuerySet:
        return _with(queryset, queryset.overdue(today()), value)


def _with(rows: QuerySet, chosen: QuerySet, value: bool) -> QuerySet:
    """The chosen rows, or all others."""
    return chosen if value else rows.exclude(pk__in=chosen.order_by().values("pk"))
