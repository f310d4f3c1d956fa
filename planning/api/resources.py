"""Resources, leave, assignments, load and levelling over the API."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from ecompm.core.api import idempotency
from ecompm.core.api.serializers import DayField, Serializer
from ecompm.core.errors import NotFound
from planning import cost_rates, load_map
from planning.api.serializers import minutes, task_field
from planning.filters import AssignmentFilter, LeaveFilter, ResourceFilter
from planning.loaders.staff import load_staff
from planning.models import Assignment, Leave, Resource, WorkCalendar
from planning.models.staff import join_skills, split_skills, work_of
from planning.services import levelling, resources, staffing, undo
from projects import access
from projects.api.base import ItemSerializer, ItemViewSet, PersonField, ProjectField, ScopedField
from projects.models import Project, ProjectRole

CHANGED_BY_MANAGERS = {
    "list": "resource.view",
    "retrieve": "resource.view",
    "create": "resource.change",
    "partial_update": "resource.change",
    "destroy": "resource.change",
}


def resource_field(**kwargs: Any) -> ScopedField:
    return ScopedField(queryset=Resource.objects.all(), grant="resource.view", **kwargs)


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class SkillsField(serializers.Field):
    """Skills as a list of words; stored as one text."""

    def to_representation(self, value: str) -> list[str]:
        return split_skills(value)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, list) or any(not isinstance(one, str) or "," in one for one in data):
            raise serializers.ValidationError(_("Give skills as a list of words without commas."))
        return join_skills(data)


@extend_schema_field(
    {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"since": {"type": "string", "format": "date"}, "rate": {"type": "string"}},
        },
    }
)
class CostRatesField(serializers.Field):
    """Rates that hold from a day on: `[{"since": "2026-07-01", "rate": "95.00"}]`."""

    def to_representation(self, value: Any) -> Any:
        return value

    def to_internal_value(self, data: Any) -> Any:
        try:
            return cost_rates.checked(data)
        except ValidationError as error:
            raise serializers.ValidationError(error.messages) from error


class ResourceSerializer(ItemSerializer):
    """`max_units` is percent of full time. Cost rates, per hour, are told to who manages the project; null to others.

    `cost_rates` are those that hold from a day on.
    """

    project = ProjectField()
    user = PersonField()
    name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    role = ScopedField(queryset=ProjectRole.objects.all(), grant="role.view", required=False, allow_null=True)
    calendar = ScopedField(queryset=WorkCalendar.objects.all(), grant="resource.view", required=False, allow_null=True)
    code = serializers.CharField(read_only=True)
    skills = SkillsField(required=False)
    cost_rates = CostRatesField(required=False)

    row_columns = {
        "code": ("number",),
        "skills": ("skills",),
        "cost_rate": ("cost_rate", "project_id"),
        "cost_rates": ("cost_rates", "project_id"),
    }

    class Meta:
        model = Resource
        fields = [
            "id", "project", "number", "code", "name", "kind", "user", "role", "team", "skills", "calendar",
            "max_units", "available_from", "available_until", "cost_rate", "cost_rates", "currency", "version",
            "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = ["number", "version"]
        validators: list[Any] = []

    @property
    def row_values(self) -> dict[str, Any]:
        told = self._told
        return {
            "code": lambda row: f"{Resource.prefix}{row['number']}",
            "skills": lambda row: split_skills(row["skills"]),
            "cost_rate": lambda row: _rate(row["cost_rate"]) if row["project_id"] in told else None,
            "cost_rates": lambda row: row["cost_rates"] if row["project_id"] in told else None,
        }

    def to_representation(self, instance: Resource) -> dict[str, Any]:
        shown = super().to_representation(instance)
        known = instance.project_id in self._told
        return shown if known else {**shown, "cost_rate": None, "cost_rates": None}

    @property
    def _told(self) -> set[int]:
        """Projects whose cost rates the person may know."""
        request = self.context.get("request")
        if request is None:
            return set()
        return set(Project.objects.allowed(request.user, "resource.cost").values_list("pk", flat=True))


def _rate(value: Any) -> str | None:
    return None if value is None else f"{value:.2f}"


class LeaveSerializer(ItemSerializer):
    """Days of leave, both included."""

    project = ProjectField()
    resource = resource_field()
    write_once = ItemSerializer.write_once | {"resource"}  # leave of somebody else is another leave

    class Meta:
        model = Leave
        fields = ["id", "project", "resource", "first_day", "last_day", "reason", "version"]
        read_only_fields = ["version"]
        validators: list[Any] = []


class AssignmentSerializer(ItemSerializer):
    """`units` is percent of full time. Written, `effort_minutes` makes the duration of an effort-driven task and the
    units in one of fixed duration."""

    project = ProjectField()
    task = task_field()
    resource = resource_field()
    effort_minutes = minutes("effort", allow_null=True)
    write_once = ItemSerializer.write_once | {"task", "resource"}  # another resource is another assignment

    row_columns = {"effort_minutes": ("effort", "units", "task__duration")}
    row_values = {"effort_minutes": lambda row: work_of(row["effort"], row["units"], row["task__duration"])}

    class Meta:
        model = Assignment
        fields = ["id", "project", "task", "resource", "units", "effort_minutes", "follows_calendar", "version"]
        read_only_fields = ["version"]
        validators: list[Any] = []

    def to_representation(self, instance: Assignment) -> dict[str, Any]:
        return {**super().to_representation(instance), "effort_minutes": instance.work}


class LoadQuery(Serializer):
    """What load is asked for."""

    project = ProjectField(grant="resource.view")
    first = DayField(required=False)
    weeks = serializers.IntegerField(required=False, min_value=1, max_value=load_map.MOST_WEEKS)
    by = serializers.ChoiceField(choices=sorted(load_map.GROUPS), required=False)


class LoadSerializer(Serializer):
    """Hours asked and there by row and week."""

    by = serializers.CharField()
    weeks = serializers.ListField(child=DayField())
    rows = serializers.ListField(child=serializers.DictField())


class LevellingSerializer(Serializer):
    """How to level; with the `mark` of a preview only its very result is applied."""

    project = ProjectField(grant="resource.view")
    within_float = serializers.BooleanField(default=False)
    by_priority = serializers.BooleanField(default=True)
    mark = serializers.CharField(default="", allow_blank=True, max_length=40)

    @property
    def options(self) -> levelling.Options:
        values = self.validated_data
        return levelling.Options(within_float=values["within_float"], by_priority=values["by_priority"])


class PreviewSerializer(Serializer):
    """What levelling would move; minutes and days are working ones."""

    moves = serializers.ListField(child=serializers.DictField())
    milestones = serializers.ListField(child=serializers.DictField())
    unresolved = serializers.ListField(child=serializers.DictField())
    finish_before = DayField()
    finish_after = DayField()
    finish_days = serializers.IntegerField()
    before = serializers.DictField()
    after = serializers.DictField()
    elsewhere = serializers.DictField()
    mark = serializers.CharField()


class AppliedSerializer(Serializer):
    """A levelling that was stored, and the token that takes it back."""

    undo = serializers.CharField()


class ResourceViewSet(ItemViewSet):
    """People, placeholders for roles, agencies and equipment."""

    model = Resource
    serializer_class = ResourceSerializer
    filterset_class = ResourceFilter
    ordering_fields = ("number", "name", "kind", "team", "updated_at")
    grants = {
        **CHANGED_BY_MANAGERS,
        "load": "resource.view",
        "preview_levelling": "resource.view",
        "level": "resource.change",
    }
    create_service = staticmethod(resources.create_resource)
    change_service = staticmethod(resources.change_resource)
    delete_service = staticmethod(resources.delete_resource)

    @extend_schema(
        parameters=[
            OpenApiParameter("project", OpenApiTypes.INT, required=True),
            OpenApiParameter("first", OpenApiTypes.DATE),
            OpenApiParameter("weeks", OpenApiTypes.INT),
            OpenApiParameter("by", OpenApiTypes.STR, enum=sorted(load_map.GROUPS)),
        ],
        responses=LoadSerializer,
    )
    @action(detail=False, methods=["get"], filterset_class=None, pagination_class=None)
    def load(self, request: Any) -> Response:
        """Hours by week, for each resource, role or team."""
        asked = self._read(LoadQuery, request.query_params)
        project = asked.pop("project")
        first: date = asked.pop("first", timezone.localdate())
        return Response(load_map.as_json(load_map.LoadMap(load_staff([project.pk])[project.pk], first, **asked)))

    @extend_schema(request=LevellingSerializer, responses=PreviewSerializer)
    @action(detail=False, methods=["post"], url_path="preview-levelling")
    def preview_levelling(self, request: Any) -> Response:
        """What levelling would move in the plan; nothing is saved."""
        asked = self._asked(request)
        project = asked.validated_data["project"]
        found = levelling.preview_levelling(project, by=request.user, on=timezone.localdate(), options=asked.options)
        return Response(found.as_json())

    @extend_schema(request=LevellingSerializer, responses=AppliedSerializer)
    @action(detail=False, methods=["post"])
    def level(self, request: Any) -> Response:
        """Level the plan. `undo` takes it back on the page of the plan."""
        asked = self._asked(request)
        project, mark = asked.validated_data["project"], asked.validated_data["mark"]

        def apply() -> Response:
            entry = levelling.apply_levelling(by=request.user, project=project, options=asked.options, mark=mark)
            return Response({"undo": undo.token_of(entry.pk, by=request.user)})

        access.require(request.user, project, "resource.change")
        return idempotency.once(request, apply)

    def _asked(self, request: Any) -> LevellingSerializer:
        asked = LevellingSerializer(data=request.data, context=self.get_serializer_context())
        self._validate(asked)
        return asked

    def _read(self, kind: type[Serializer], data: Any) -> dict[str, Any]:
        asked = kind(data=data, context=self.get_serializer_context())
        self._validate(asked)
        return dict(asked.validated_data)

    def _validate(self, asked: Serializer) -> None:
        """A project that the caller can't see is not found, as in every address."""
        if not asked.is_valid():
            errors: Any = asked.errors
            if any(error.code == "does_not_exist" for error in errors.get("project", ())):
                raise NotFound()
            raise serializers.ValidationError(errors)


class LeaveViewSet(ItemViewSet):
    """Days on which a resource doesn't work; tasks that follow its working time wait."""

    model = Leave
    serializer_class = LeaveSerializer
    filterset_class = LeaveFilter
    ordering_fields = ("first_day",)
    grants = CHANGED_BY_MANAGERS
    create_service = staticmethod(resources.add_leave)
    change_service = staticmethod(resources.change_leave)
    delete_service = staticmethod(resources.delete_leave)


class AssignmentViewSet(ItemViewSet):
    """Resources on tasks, with units and effort."""

    model = Assignment
    serializer_class = AssignmentSerializer
    filterset_class = AssignmentFilter
    related = ("project", "task", "resource")
    grants = {
        "list": "resource.view",
        "retrieve": "resource.view",
        "create": "task.change",
        "partial_update": "task.change",
        "destroy": "task.change",
    }
    create_service = staticmethod(staffing.assign)
    change_service = staticmethod(staffing.change_assignment)
    delete_service = staticmethod(staffing.unassign)
