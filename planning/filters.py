"""Filters of task, link and baseline lists, for page and API alike."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.models import (
    Assignment,
    Baseline,
    Leave,
    RecurringTask,
    Resource,
    Scenario,
    ScenarioAssignment,
    ScenarioChange,
    Task,
    TaskLink,
    WorkCalendar,
)

LARGEST_ID = 2**63 - 1


class IdFilter(django_filters.NumberFilter):
    """An id, compared without being looked up: an unknown one finds nothing, like one that isn't visible."""

    def get_max_validator(self) -> None:
        return None

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **{"min_value": 0, "max_value": LARGEST_ID, "decimal_places": 0, **kwargs})


class TaskFilter(django_filters.FilterSet):
    project = IdFilter(field_name="project_id", label=_("Project"))
    parent = IdFilter(field_name="parent_id", label=_("Part of"))
    owner = IdFilter(field_name="owner_id", label=_("Owner"))
    role = IdFilter(field_name="role_id", label=_("Role"))
    status = django_filters.MultipleChoiceFilter(choices=Task.Status, distinct=False, label=_("Status"))
    critical = django_filters.BooleanFilter(field_name="is_critical", label=pgettext_lazy("path", "Critical"))
    summary = django_filters.BooleanFilter(field_name="is_summary", label=_("Summary"))
    blocked = django_filters.BooleanFilter(method="filter_blocked", label=_("Blocked"))
    overdue = django_filters.BooleanFilter(method="filter_overdue", label=_("Overdue"))
    open = django_filters.BooleanFilter(method="filter_open", label=_("Open"))
    search = django_filters.CharFilter(method="filter_search", label=_("Search"))

    class Meta:
        model = Task
        fields = ["kind", "phase", "gate", "number"]

    def filter_blocked(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        return queryset.exclude(blocked_reason="") if value else queryset.filter(blocked_reason="")

    def filter_overdue(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        late = Task.objects.overdue(timezone.localdate())
        return queryset.overdue(timezone.localdate()) if value else queryset.exclude(pk__in=late.values("pk"))

    def filter_open(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        over = Q(status__in=[Task.Status.DONE, Task.Status.CANCELLED])
        return queryset.exclude(over) if value else queryset.filter(over)

    def filter_search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.search(value)


class TaskLinkFilter(django_filters.FilterSet):
    project = IdFilter(field_name="project_id", label=_("Project"))
    predecessor = IdFilter(field_name="predecessor_id", label=_("Predecessor"))
    successor = IdFilter(field_name="successor_id", label=_("Successor"))
    task = IdFilter(method="filter_task", label=_("Either end"))

    class Meta:
        model = TaskLink
        fields = ["type"]

    def filter_task(self, queryset: QuerySet, name: str, value: int) -> QuerySet:
        return queryset.filter(Q(predecessor_id=value) | Q(successor_id=value))


class WorkCalendarFilter(django_filters.FilterSet):
    project = IdFilter(field_name="project_id", label=_("Project"))

    class Meta:
        model = WorkCalendar
        fields = ["is_default"]


class BaselineFilter(django_filters.FilterSet):
    project = IdFilter(field_name="project_id", label=_("Project"))

    class Meta:
        model = Baseline
        fields: list[str] = []


class RecurringTaskFilter(django_filters.FilterSet):
    project = IdFilter(field_name="project_id", label=_("Project"))

    class Meta:
        model = RecurringTask
        fields: list[str] = []


class ScenarioFilter(django_filters.FilterSet):
    project = IdFilter(field_name="project_id", label=_("Project"))

    class Meta:
        model = Scenario
        fields = ["state"]


class ScenarioChangeFilter(django_filters.FilterSet):
    project = IdFilter(field_name="project_id", label=_("Project"))
    scenario = IdFilter(field_name="scenario_id", label=_("Scenario"))

    class Meta:
        model = ScenarioChange
        fields: list[str] = []


class ScenarioAssignmentFilter(django_filters.FilterSet):
    project = IdFilter(field_name="project_id", label=_("Project"))
    scenario = IdFilter(field_name="scenario_id", label=_("Scenario"))

    class Meta:
        model = ScenarioAssignment
        fields: list[str] = []


class ResourceFilter(django_filters.FilterSet):
    project = IdFilter(field_name="project_id", label=_("Project"))
    user = IdFilter(field_name="user_id", label=_("Person"))
    role = IdFilter(field_name="role_id", label=_("Role"))
    kind = django_filters.MultipleChoiceFilter(choices=Resource.Kind, label=_("Kind"))
    search = django_filters.CharFilter(method="filter_search", label=_("Search"))

    class Meta:
        model = Resource
        fields = ["team", "number"]

    def filter_search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.search(value)


class LeaveFilter(django_filters.FilterSet):
    project = IdFilter(field_name="project_id", label=_("Project"))
    resource = IdFilter(field_name="resource_id", label=_("Resource"))

    class Meta:
        model = Leave
        fields: list[str] = []


class AssignmentFilter(django_filters.FilterSet):
    project = IdFilter(field_name="project_id", label=_("Project"))
    task = IdFilter(field_name="task_id", label=_("Task"))
    resource = IdFilter(field_name="resource_id", label=_("Resource"))

    class Meta:
        model = Assignment
        fields: list[str] = []
