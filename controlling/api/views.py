"""REST endpoints of issues and of the contingency reserve."""

from typing import Any

from rest_framework import serializers

from controlling.filters import IssueFilter, ReserveFilter
from controlling.models import Issue, ReserveEntry
from controlling.services import issues, reserve
from ecompm.core.pages import today
from projects.api.base import ItemSerializer, ItemViewSet, PersonField, ProjectField, ScopedField


class IssueSerializer(ItemSerializer):
    project = ProjectField()
    owner = PersonField()
    code = serializers.CharField(read_only=True)

    row_columns = {"code": ("number",)}
    row_values = {"code": lambda row: f"{Issue.prefix}{row['number']}"}

    class Meta:
        model = Issue
        fields = [
            "id", "project", "number", "code", "title", "description", "severity", "component", "owner", "raised_on",
            "due_on", "status", "resolution", "version", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = ["number", "version"]
        extra_kwargs = {"raised_on": {"required": False}}


class IssueViewSet(ItemViewSet):
    model = Issue
    serializer_class = IssueSerializer
    filterset_class = IssueFilter
    ordering_fields = ("number", "due_on", "updated_at")
    grants = {
        "list": "issue.view",
        "retrieve": "issue.view",
        "create": "issue.change",
        "partial_update": "issue.change",
        "destroy": "issue.change",
    }
    change_service = staticmethod(issues.change_issue)
    delete_service = staticmethod(issues.delete_issue)

    def make_in(self, request: Any, parent: Any, values: dict[str, Any]) -> Issue:
        return issues.create_issue(by=request.user, project=parent, **{"raised_on": today(), **values})


class ReserveEntrySerializer(ItemSerializer):
    project = ProjectField()
    issue = ScopedField(queryset=Issue.objects.all(), grant="issue.view", required=False, allow_null=True)
    created_by: Any = serializers.PrimaryKeyRelatedField(read_only=True)

    class Meta:
        model = ReserveEntry
        fields = ["id", "project", "kind", "amount", "on", "reason", "issue", "created_by", "created_at"]


class ReserveEntryViewSet(ItemViewSet):
    """The ledger. An approval states the whole amount and is kept as the difference; a draw states what is taken."""

    model = ReserveEntry
    versioned = False
    serializer_class = ReserveEntrySerializer
    filterset_class = ReserveFilter
    ordering_fields = ("on", "created_at")
    grants = {"list": "reserve.view", "retrieve": "reserve.view", "create": "reserve.change"}
    create_service = staticmethod(reserve.add_entry)
