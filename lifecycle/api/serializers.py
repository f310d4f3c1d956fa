"""Phases, gates, criteria, reviews, closure and lessons as JSON."""

from typing import Any

from rest_framework import serializers

from ecompm.core.api.serializers import DayField, Serializer
from lifecycle.models import (
    Closure,
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
from planning.models import Task
from projects.api.base import ItemSerializer, PersonField, ProjectField, ScopedField
from projects.models import Attachment, ProjectRole


def role_field(**kwargs: Any) -> ScopedField:
    return ScopedField(queryset=ProjectRole.objects.all(), grant="role.view", **kwargs)


class PhaseSerializer(ItemSerializer):
    project = ProjectField()

    class Meta:
        model = Phase
        fields = [
            "id",
            "project",
            "code",
            "name",
            "position",
            "is_lane",
            "is_active",
            "state",
            "entered_at",
            "left_at",
            "version",
        ]
        read_only_fields = ["position", "state", "entered_at", "left_at", "version"]


class GateSerializer(ItemSerializer):
    project = ProjectField()
    phase = ScopedField(queryset=Phase.objects.all(), grant="phase.view")
    milestone = ScopedField(queryset=Task.objects.all(), grant="task.view", required=False, allow_null=True)
    approvers = role_field(many=True, required=False)
    code = serializers.CharField(read_only=True)

    row_columns = {"code": ("number",)}
    row_values = {"code": lambda row: f"{Gate.prefix}{row['number']}"}

    class Meta:
        model = Gate
        fields = [
            "id",
            "project",
            "number",
            "code",
            "name",
            "phase",
            "milestone",
            "quorum",
            "approvers",
            "state",
            "passed_at",
            "version",
        ]
        read_only_fields = ["number", "state", "passed_at", "version"]


class CriterionSerializer(ItemSerializer):
    project = ProjectField()
    gate = ScopedField(queryset=Gate.objects.all(), grant="gate.view")
    confirmer = role_field(required=False, allow_null=True)

    class Meta:
        model = Criterion
        fields = [
            "id",
            "project",
            "gate",
            "kind",
            "is_must",
            "text",
            "expression",
            "confirmer",
            "confirmed_by",
            "confirmed_at",
            "state",
            "value",
            "threshold",
            "explanation",
            "evaluated_at",
            "version",
        ]
        read_only_fields = [
            "confirmed_by",
            "confirmed_at",
            "state",
            "value",
            "threshold",
            "explanation",
            "evaluated_at",
            "version",
        ]


class EvidenceSerializer(ItemSerializer):
    project = ProjectField()
    attachment = ScopedField(
        queryset=Attachment.objects.all(), grant="attachment.view", required=False, allow_null=True
    )

    class Meta:
        model = Evidence
        fields = ["id", "project", "key", "title", "url", "attachment", "added_by", "created_at", "version"]
        read_only_fields = ["added_by", "version"]


class StatedFigureSerializer(ItemSerializer):
    project = ProjectField()

    class Meta:
        model = StatedFigure
        fields = ["id", "project", "name", "value", "source", "stated_by", "updated_at", "version"]
        read_only_fields = ["stated_by", "version"]

    def validate_value(self, value: Any) -> Any:
        if isinstance(value, dict | list):
            raise serializers.ValidationError(
                "A figure is a number, a text, a day such as 2026-11-27, or true or false."
            )
        return value


class ReviewSerializer(ItemSerializer):
    project = serializers.PrimaryKeyRelatedField(read_only=True)
    gate = ScopedField(queryset=Gate.objects.all(), grant="gate.view")

    class Meta:
        model = Review
        fields = [
            "id",
            "project",
            "gate",
            "state",
            "note",
            "quorum",
            "requested_by",
            "requested_at",
            "outcome",
            "outcome_reason",
            "decided_at",
            "next_review_on",
            "snapshot",
            "snapshot_hash",
            "version",
        ]
        read_only_fields = [
            "state",
            "quorum",
            "requested_by",
            "requested_at",
            "outcome",
            "outcome_reason",
            "decided_at",
            "next_review_on",
            "snapshot",
            "snapshot_hash",
            "version",
        ]
        validators: list[Any] = []  # who may ask comes first, then the service says that a review is open


class VoteSerializer(ItemSerializer):
    project = serializers.PrimaryKeyRelatedField(read_only=True)
    review = ScopedField(queryset=Review.objects.all(), grant="gate.view")
    role = role_field()

    class Meta:
        model = Vote
        fields = ["id", "project", "review", "role", "approver", "vote", "comment", "at"]
        read_only_fields = ["approver", "at"]
        validators: list[Any] = []  # the approver may vote again until the decision


class ConditionSerializer(ItemSerializer):
    project = serializers.PrimaryKeyRelatedField(read_only=True)
    owner = PersonField(required=True, allow_null=False)

    class Meta:
        model = Condition
        fields = ["id", "project", "review", "text", "owner", "due_on", "done_at", "version"]
        read_only_fields = ["review", "done_at", "version"]


class DecisionSerializer(Serializer):
    """What a decision needs beside votes and criteria: conditions for a conditional go, a day for a hold."""

    conditions = ConditionSerializer(many=True, required=False)
    next_review_on = DayField(required=False, allow_null=True)


class WaiverSerializer(ItemSerializer):
    project = serializers.PrimaryKeyRelatedField(read_only=True)
    criterion = ScopedField(queryset=Criterion.objects.all(), grant="gate.view")

    class Meta:
        model = Waiver
        fields = ["id", "project", "criterion", "reason", "approver", "expires_on", "granted_at", "revoked_at"]
        read_only_fields = ["approver", "granted_at", "revoked_at"]


class HandoverItemSerializer(ItemSerializer):
    project = ProjectField()
    owner = PersonField()

    class Meta:
        model = HandoverItem
        fields = ["id", "project", "position", "text", "owner", "note", "done_at", "done_by", "version"]
        read_only_fields = ["position", "done_at", "done_by", "version"]


class ClosureSerializer(ItemSerializer):
    project = serializers.PrimaryKeyRelatedField(read_only=True)

    class Meta:
        model = Closure
        fields = [
            "id",
            "project",
            "summary",
            "recommendations",
            "accepted_by",
            "accepted_at",
            "report",
            "closed_at",
            "version",
        ]
        read_only_fields = ["accepted_by", "accepted_at", "report", "closed_at", "version"]


class LessonSerializer(ItemSerializer):
    project = ProjectField()
    code = serializers.CharField(read_only=True)

    row_columns = {"code": ("number",)}
    row_values = {"code": lambda row: f"{Lesson.prefix}{row['number']}"}

    class Meta:
        model = Lesson
        fields = [
            "id",
            "project",
            "number",
            "code",
            "title",
            "situation",
            "cause",
            "effect",
            "recommendation",
            "category",
            "phase",
            "tags",
            "template_id",
            "is_public",
            "verdict",
            "version",
            "created_at",
        ]
        read_only_fields = ["number", "verdict", "version"]
