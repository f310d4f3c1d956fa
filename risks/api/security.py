"""REST endpoints of security findings."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response as Answer

from ecompm.core.api.serializers import DayField, Serializer
from projects.api.base import ItemSerializer, ItemViewSet, PersonField, ProjectField, ScopedField
from risks.filters import FindingFilter
from risks.models import Finding, Risk
from risks.services import security


class FindingSerializer(ItemSerializer):
    project = ProjectField()
    owner = PersonField()
    risk = ScopedField(queryset=Risk.objects.all(), grant="risk.view", required=False, allow_null=True)
    approver = serializers.PrimaryKeyRelatedField(read_only=True)
    code = serializers.CharField(read_only=True)

    row_columns = {"code": ("number",)}
    row_values = {"code": lambda row: f"{Finding.prefix}{row['number']}"}

    class Meta:
        model = Finding
        fields = [
            "id", "project", "number", "code", "title", "description", "source", "reference", "asset", "cvss", "vector",
            "severity", "found_on", "due_on", "owner", "risk", "remediation", "status", "retested_on",
            "retest_evidence", "reason", "accepted_until", "approver", "version", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = ["number", "severity", "due_on", "version"]


class RetestSerializer(Serializer):
    """A retest: whether it passed, when, and what shows it."""

    passed = serializers.BooleanField()
    retested_on = DayField()
    evidence = serializers.CharField(max_length=5000)


class FindingViewSet(ItemViewSet):
    """Severity and due day follow from the CVSS score and the day of finding."""

    model = Finding
    serializer_class = FindingSerializer
    filterset_class = FindingFilter
    ordering_fields = ("number", "cvss", "due_on", "found_on", "updated_at")
    grants = {
        "list": "finding.view",
        "retrieve": "finding.view",
        "create": "finding.change",
        "partial_update": "finding.change",
        "destroy": "finding.change",
        "retest": "finding.change",
    }
    versioned_actions = ("retest",)
    create_service = staticmethod(security.create_finding)
    change_service = staticmethod(security.change_finding)
    delete_service = staticmethod(security.delete_finding)

    @extend_schema(request=RetestSerializer)
    @action(detail=True, methods=["post"])
    def retest(self, request: Any, pk: str) -> Answer:
        """Record a retest: passed it closes the finding, failed it sends the finding back."""
        return self.act(request, security.retest_finding, body=RetestSerializer)
