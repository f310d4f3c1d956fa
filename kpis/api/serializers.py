"""Goals, KPIs and measurements as JSON."""

from rest_framework import serializers

from kpis.models import Goal, Kpi, Measurement
from projects.api.base import ItemSerializer, PersonField, ProjectField, ScopedField


class GoalSerializer(ItemSerializer):
    project = ProjectField()
    owner = PersonField()
    parent = ScopedField(queryset=Goal.objects.all(), grant="goal.view", required=False, allow_null=True)
    code = serializers.CharField(read_only=True)

    row_columns = {"code": ("number",)}
    row_values = {"code": lambda row: f"{Goal.prefix}{row['number']}"}

    class Meta:
        model = Goal
        fields = [
            "id",
            "project",
            "number",
            "code",
            "statement",
            "reason",
            "owner",
            "parent",
            "business_objective",
            "due_on",
            "version",
            "created_at",
            "updated_at",
        ]
        read_only_fields = ["number", "version"]


class KpiSerializer(ItemSerializer):
    project = ProjectField()
    owner = PersonField()
    goal = ScopedField(queryset=Goal.objects.all(), grant="goal.view", required=False, allow_null=True)
    code = serializers.CharField(read_only=True)

    row_columns = {"code": ("number",)}
    row_values = {"code": lambda row: f"{Kpi.prefix}{row['number']}"}

    class Meta:
        model = Kpi
        fields = [
            "id",
            "project",
            "number",
            "code",
            "key",
            "name",
            "description",
            "formula",
            "unit",
            "direction",
            "goal",
            "owner",
            "baseline",
            "target",
            "green",
            "amber",
            "window_days",
            "source",
            "last_value",
            "last_at",
            "version",
            "created_at",
            "updated_at",
        ]
        read_only_fields = ["number", "last_value", "last_at", "version"]


class MeasurementSerializer(ItemSerializer):
    project = serializers.PrimaryKeyRelatedField(read_only=True)
    kpi = ScopedField(queryset=Kpi.objects.all(), grant="kpi.view")

    class Meta:
        model = Measurement
        fields = ["id", "project", "kpi", "at", "value", "note", "recorded_by"]
        read_only_fields = ["recorded_by"]
        extra_kwargs = {"at": {"required": False}}
        validators: list[object] = []  # the same moment again replaces the value
