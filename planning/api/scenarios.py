"""Scenarios over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from planning.api.resources import resource_field
from planning.api.serializers import VarianceSerializer, minutes, task_field
from planning.filters import ScenarioAssignmentFilter, ScenarioChangeFilter, ScenarioFilter
from planning.models import Scenario, ScenarioAssignment, ScenarioChange
from planning.services import applying, scenarios
from planning.services.what_if import Figures, WhatIf, compare_scenarios
from projects import access
from projects.api.base import ItemSerializer, ItemViewSet, PersonField, ProjectField, ScopedField


class ScenarioSerializer(ItemSerializer):
    project = ProjectField()
    code = serializers.CharField(read_only=True)

    row_columns = {"code": ("number",)}
    row_values = {"code": lambda row: f"{Scenario.prefix}{row['number']}"}

    class Meta:
        model = Scenario
        fields = [
            "id", "project", "number", "code", "name", "question", "state", "applied_at", "applied_by", "version",
            "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = ["number", "state", "applied_at", "applied_by", "version"]
        validators: list[Any] = []


class ScenarioChangeSerializer(ItemSerializer):
    """What a scenario changes in one task; null or empty is as in the plan."""

    scenario = ScopedField(queryset=Scenario.objects.all(), grant="scenario.view")
    task = task_field()
    owner = PersonField()
    duration_minutes = minutes("duration", allow_null=True)

    class Meta:
        model = ScenarioChange
        fields = [
            "id", "scenario", "task", "duration_minutes", "constraint", "constraint_date", "deadline", "owner",
            "left_out", "version",
        ]  # fmt: skip
        read_only_fields = ["version"]
        validators: list[Any] = []

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A change keeps its scenario and its task."""
        if self.instance is not None:
            attrs = {name: value for name, value in attrs.items() if name not in ("scenario", "task")}
        return super().validate(attrs)


class ScenarioAssignmentSerializer(ItemSerializer):
    """Who is on a task in a scenario; null units and effort are as in the plan, full time for who isn't there."""

    scenario = ScopedField(queryset=Scenario.objects.all(), grant="scenario.view")
    task = task_field()
    resource = resource_field()
    effort_minutes = minutes("effort", allow_null=True)
    write_once = ItemSerializer.write_once | {"scenario", "task", "resource"}

    class Meta:
        model = ScenarioAssignment
        fields = ["id", "scenario", "task", "resource", "units", "effort_minutes", "left_out", "version"]
        read_only_fields = ["version"]
        validators: list[Any] = []


class FiguresSerializer(serializers.Serializer):
    """What a plan comes to. The load is the fullest week of anybody in percent, weeks above 110 % are overfull.

    The cost is that of the assigned work; it is null for who may not know rates.
    """

    finish = serializers.DateField(allow_null=True)
    working_days = serializers.IntegerField()
    critical = serializers.ListField(child=serializers.IntegerField())
    gates = serializers.DictField(child=serializers.DateField())
    negative_float = serializers.IntegerField()
    peak_load_pct = serializers.IntegerField()
    overfull_weeks = serializers.IntegerField()
    cost = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)


class PersonLoadSerializer(serializers.Serializer):
    """The fullest week of somebody in percent and their weeks above 110 %, in the plan and in the scenario."""

    name = serializers.CharField()
    plan_peak_pct = serializers.IntegerField()
    scenario_peak_pct = serializers.IntegerField()
    plan_overfull_weeks = serializers.IntegerField()
    scenario_overfull_weeks = serializers.IntegerField()


class WhatIfSerializer(serializers.Serializer):
    """The plan, the scenario, how many working days later it ends, who has how much to do, and every task that would
    be different."""

    plan = FiguresSerializer()
    scenario = FiguresSerializer()
    finish_days = serializers.IntegerField()
    load = PersonLoadSerializer(many=True)
    moved = VarianceSerializer(many=True)


class ScenarioViewSet(ItemViewSet):
    """What-ifs beside the plan. Deleting one drops it; applying makes its changes, and taking back reverses that."""

    model = Scenario
    serializer_class = ScenarioSerializer
    filterset_class = ScenarioFilter
    ordering_fields = ("number", "name")
    grants = {
        "list": "scenario.view",
        "retrieve": "scenario.view",
        "create": "scenario.change",
        "partial_update": "scenario.change",
        "destroy": "scenario.change",
        "compare": "scenario.view",
        "look_over": "scenario.change",
        "apply": "scenario.apply",
        "take_back": "scenario.apply",
    }
    versioned_actions = ("look_over", "apply", "take_back")
    create_service = staticmethod(scenarios.create_scenario)
    change_service = staticmethod(scenarios.change_scenario)
    delete_service = staticmethod(scenarios.drop_scenario)

    @extend_schema(responses=WhatIfSerializer)
    @action(detail=True, methods=["get"])
    def compare(self, request: Any, pk: str) -> Response:
        """The scenario beside the plan as it is now."""
        scenario = self.get_object()
        found = compare_scenarios(scenario.project, [scenario])[scenario.pk]
        told = access.holds(request.user, scenario.project, "resource.cost")
        return Response(WhatIfSerializer(_what_if(found, told)).data)

    @extend_schema(request=None, responses=ScenarioSerializer)
    @action(detail=True, methods=["post"], url_path="look-over")
    def look_over(self, request: Any, pk: str) -> Response:
        """Keep the changes though the plan changed since they were made."""
        return self.act(request, scenarios.look_over)

    @extend_schema(request=None, responses=ScenarioSerializer)
    @action(detail=True, methods=["post"])
    def apply(self, request: Any, pk: str) -> Response:
        """Make the scenario the plan, all of it or nothing."""
        return self.act(request, applying.apply_scenario)

    @extend_schema(request=None, responses=ScenarioSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Any, pk: str) -> Response:
        """Give the tasks their values from before it was applied."""
        return self.act(request, applying.take_back)


class ScenarioChangeViewSet(ItemViewSet):
    """What scenarios change, task by task."""

    model = ScenarioChange
    serializer_class = ScenarioChangeSerializer
    filterset_class = ScenarioChangeFilter
    related = ("project", "scenario", "task")
    parent_field = "scenario"
    grants = {
        "list": "scenario.view",
        "retrieve": "scenario.view",
        "create": "scenario.change",
        "partial_update": "scenario.change",
        "destroy": "scenario.change",
    }
    create_service = staticmethod(scenarios.add_change)
    change_service = staticmethod(scenarios.alter_change)
    delete_service = staticmethod(scenarios.remove_change)

    def make_in(self, request: Any, parent: Scenario, values: dict[str, Any]) -> Any:
        return scenarios.add_change(by=request.user, project=parent.project, scenario=parent, **values)


class ScenarioAssignmentViewSet(ItemViewSet):
    """Who is on which task in scenarios, where that differs from the plan."""

    model = ScenarioAssignment
    serializer_class = ScenarioAssignmentSerializer
    filterset_class = ScenarioAssignmentFilter
    related = ("project", "scenario", "task", "resource")
    parent_field = "scenario"
    grants = ScenarioChangeViewSet.grants
    create_service = staticmethod(scenarios.add_assignment)
    change_service = staticmethod(scenarios.alter_assignment)
    delete_service = staticmethod(scenarios.remove_assignment)

    def make_in(self, request: Any, parent: Scenario, values: dict[str, Any]) -> Any:
        return scenarios.add_assignment(by=request.user, project=parent.project, scenario=parent, **values)


def _what_if(found: WhatIf, told: bool) -> dict[str, Any]:
    """The comparison for the serializer; what the work costs only for who may know it."""
    return {
        "plan": _figures(found.live, told),
        "scenario": _figures(found.then, told),
        "finish_days": found.finish_days,
        "load": [
            {
                "name": name,
                "plan_peak_pct": was.peak,
                "scenario_peak_pct": now.peak,
                "plan_overfull_weeks": was.overfull,
                "scenario_overfull_weeks": now.overfull,
            }
            for name, was, now in found.people
        ],
        "moved": found.moved,
    }


def _figures(one: Figures, told: bool) -> dict[str, Any]:
    return {
        "finish": one.finish,
        "working_days": one.working_days,
        "critical": list(one.critical),
        "gates": {str(pk): day for pk, day in one.gates.items()},
        "negative_float": one.negative,
        "peak_load_pct": one.peak,
        "overfull_weeks": one.overfull,
        "cost": one.cost if told else None,
    }
