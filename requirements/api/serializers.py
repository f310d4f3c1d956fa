"""Requirements as JSON."""

from rest_framework import serializers

from planning.models import Task
from projects.api.base import ItemSerializer, PersonField, ProjectField, ScopedField
from requirements.models import Requirement


class RequirementSerializer(ItemSerializer):
    project = ProjectField()
    owner = PersonField()
    tasks = ScopedField(queryset=Task.objects.all(), grant="task.view", many=True, required=False)
    code = serializers.CharField(read_only=True)

    row_columns = {"code": ("number",)}
    row_values = {"code": lambda row: f"{Requirement.prefix}{row['number']}"}

    class Meta:
        model = Requirement
        fields = [
            "id", "project", "number", "code", "title", "need", "rationale", "source", "type", "priority", "value",
            "effort", "acceptance", "verification", "status", "owner", "phase", "tasks", "version", "created_at",
            "updated_at",
        ]  # fmt: skip
        read_only_fields = ["number", "version"]
