"""The risk register as JSON."""

from rest_framework import serializers

from ecompm.core.api.serializers import DayField, Serializer
from planning.models import Task
from projects.api.base import ItemSerializer, PersonField, ProjectField, ScopedField
from risks.calc.categories import GROUP_OF
from risks.models import Indicator, Response, Risk, RiskLink, ScoreMove, Simulation


class RiskSerializer(ItemSerializer):
    project = ProjectField()
    owner = PersonField()
    raised_by = PersonField()
    escalated_to = PersonField()
    hits = ScopedField(queryset=Task.objects.all(), grant="task.view", many=True, required=False)
    code = serializers.CharField(read_only=True)
    category_group = serializers.CharField(read_only=True)

    row_columns = {"code": ("number",), "category_group": ("category",)}
    row_values = {
        "code": lambda row: f"{Risk.prefix}{row['number']}",
        "category_group": lambda row: GROUP_OF[row["category"]],
    }

    class Meta:
        model = Risk
        exclude = ["ref", "reminded_for"]
        read_only_fields = [
            "number", "current_likelihood", "current_impact", "score", "escalated_on", "ended_on", "version",
        ]  # fmt: skip


class OccurrenceSerializer(Serializer):
    """What really happened, and what the reserve pays of it."""

    occurred_on = DayField()
    actual_delay = serializers.DecimalField(
        max_digits=7, decimal_places=1, min_value=0, required=False, allow_null=True, help_text="In working days."
    )
    actual_cost = serializers.DecimalField(
        max_digits=14, decimal_places=2, min_value=0, required=False, allow_null=True
    )
    draw = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0, required=False, allow_null=True)
    issue_title = serializers.CharField(max_length=200, required=False, allow_blank=True)
    issue_due = DayField(required=False, allow_null=True)


class JudgementSerializer(Serializer):
    """Whether a finished response worked, and what it cost."""

    worked = serializers.BooleanField()
    actual_cost = serializers.DecimalField(
        max_digits=14, decimal_places=2, min_value=0, required=False, allow_null=True
    )


class IndicatorSerializer(ItemSerializer):
    project = serializers.PrimaryKeyRelatedField(read_only=True)
    risk = ScopedField(queryset=Risk.objects.all(), grant="risk.view")

    class Meta:
        model = Indicator
        fields = [
            "id",
            "project",
            "risk",
            "metric",
            "operator",
            "threshold",
            "adds",
            "is_firing",
            "good_runs",
            "last_value",
            "evaluated_at",
        ]
        read_only_fields = ["is_firing", "good_runs", "last_value", "evaluated_at"]


class ResponseSerializer(ItemSerializer):
    project = serializers.PrimaryKeyRelatedField(read_only=True)
    risk = ScopedField(queryset=Risk.objects.all(), grant="risk.view")
    task = ScopedField(queryset=Task.objects.all(), grant="task.view", required=False)
    name = serializers.CharField(write_only=True, required=False, max_length=250)
    days = serializers.DecimalField(
        max_digits=6, decimal_places=1, min_value=0, write_only=True, required=False, allow_null=True
    )
    deadline = DayField(write_only=True, required=False, allow_null=True)

    class Meta:
        model = Response
        fields = [
            "id", "project", "risk", "task", "name", "days", "deadline", "lowers_likelihood", "lowers_impact", "cost",
            "actual_cost", "effect",
        ]  # fmt: skip
        read_only_fields = ["actual_cost", "effect"]


class RiskLinkSerializer(ItemSerializer):
    project = serializers.PrimaryKeyRelatedField(read_only=True)
    risk = ScopedField(queryset=Risk.objects.all(), grant="risk.view")

    class Meta:
        model = RiskLink
        fields = ["id", "project", "risk", "object_type", "object_id"]
        validators = []  # the service says what is linked already


class ScoreMoveSerializer(ItemSerializer):
    project = serializers.PrimaryKeyRelatedField(read_only=True)
    risk = serializers.PrimaryKeyRelatedField(read_only=True)

    class Meta:
        model = ScoreMove
        fields = [
            "id",
            "project",
            "risk",
            "at",
            "old_likelihood",
            "new_likelihood",
            "old_score",
            "new_score",
            "drivers",
        ]


class SimulationSerializer(ItemSerializer):
    project = ProjectField()
    job = serializers.PrimaryKeyRelatedField(read_only=True)
    created_by = serializers.PrimaryKeyRelatedField(read_only=True)

    class Meta:
        model = Simulation
        exclude = ["stamp"]
        read_only_fields = [
            "on", "finished_at", "result", "p50_finish", "p80_finish", "p80_cutover", "cutover_in_freeze",
            "days_to_freeze",
        ]  # fmt: skip
