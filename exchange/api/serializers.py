"""Imports as JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ecompm.core.api.serializers import DayField, ModelSerializer, Serializer
from exchange.models import PlanImport
from exchange.reports import refusal_of


class PlanImportSerializer(ModelSerializer):
    """An import: `report` is what the dry run says, `refused_because` why a file is not taken."""

    file = serializers.FileField(write_only=True)
    refused_because = serializers.SerializerMethodField()
    failure = serializers.CharField(read_only=True)
    ready = serializers.BooleanField(source="is_ready", read_only=True)

    class Meta:
        model = PlanImport
        fields = [
            "id", "name", "file", "size", "digest", "state", "ready", "report", "refused_because", "failure", "job",
            "project", "created_at",
        ]  # fmt: skip
        read_only_fields = ["name", "size", "digest", "state", "report", "job", "project", "created_at"]

    @extend_schema_field(str)
    def get_refused_because(self, plan_import: Any) -> str:
        return refusal_of(plan_import)


class ConfirmSerializer(Serializer):
    """Under which key and name the plan becomes a project, and its first day (or last, for one counted back)."""

    key = serializers.CharField(max_length=10)
    name = serializers.CharField(max_length=150)
    day = DayField(required=False)
