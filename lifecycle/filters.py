"""Filters of lifecycle lists, for pages and API alike."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.filterset import filterset_factory

from lifecycle.models import (
    Condition,
    Criterion,
    Evidence,
    Gate,
    HandoverItem,
    Lesson,
    Phase,
    Review,
    StatedFigure,
    Vote,
    Waiver,
)


def by(of_model: type, *names: str) -> type[django_filters.FilterSet]:
    """A filter set over plain fields of a model."""
    return filterset_factory(of_model, fields=["project", *names])


PhaseFilter = by(Phase, "state", "is_active", "is_lane")
GateFilter = by(Gate, "state", "phase")
CriterionFilter = by(Criterion, "gate", "kind", "state", "is_must")
EvidenceFilter = by(Evidence, "key")
StatedFigureFilter = by(StatedFigure, "name")
ReviewFilter = by(Review, "gate", "state", "outcome")
VoteFilter = by(Vote, "review", "role")
ConditionFilter = by(Condition, "review", "owner")
WaiverFilter = by(Waiver, "criterion")
HandoverItemFilter = by(HandoverItem, "owner")


class LessonFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="filter_search", label=_("Search"))

    class Meta:
        model = Lesson
        fields = ["project", "category", "phase", "template_id", "verdict"]

    def filter_search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        fields = ("title", "situation", "cause", "effect", "recommendation", "tags")
        found = Q()
        for field in fields:
            found |= Q(**{f"{field}__icontains": value})
        return queryset.filter(found)
