"""Stakeholders and responsibilities as JSON."""

from rest_framework import serializers

from planning.models import Task
from projects.api.base import ItemSerializer, PersonField, ProjectField, ScopedField
from projects.models import ProjectRole
from stakeholders.models import Communication, RaciEntry, Stakeholder


class StakeholderSerializer(ItemSerializer):
    project = ProjectField()
    owner = PersonField()
    role = ScopedField(queryset=ProjectRole.objects.all(), grant="role.view", required=False, allow_null=True)
    code = serializers.CharField(read_only=True)

    row_columns = {"code": ("number",)}
    row_values = {"code": lambda row: f"{Stakeholder.prefix}{row['number']}"}

    class Meta:
        model = Stakeholder
        fields = [
            "id",
            "project",
            "number",
            "code",
            "name",
            "is_group",
            "organisation",
            "position",
            "email",
            "role",
            "interests",
            "power",
            "interest",
            "engagement",
            "desired_engagement",
            "strategy",
            "owner",
            "version",
            "created_at",
            "updated_at",
        ]
        read_only_fields = ["number", "version"]


class CommunicationSerializer(ItemSerializer):
    project = ProjectField()
    role = ScopedField(queryset=ProjectRole.objects.all(), grant="role.view", required=False, allow_null=True)

    class Meta:
        model = Communication
        fields = [
            "id", "project", "number", "audience", "purpose", "channel", "every_days", "role", "version", "created_at",
            "updated_at",
        ]  # fmt: skip
        read_only_fields = ["number", "version"]


class RaciEntrySerializer(ItemSerializer):
    project = ProjectField()
    task = ScopedField(queryset=Task.objects.all(), grant="task.view")
    role = ScopedField(queryset=ProjectRole.objects.all(), grant="role.view")

    class Meta:
        model = RaciEntry
        fields = ["id", "project", "task", "role", "letter"]
        validators: list[object] = []  # a letter given again is no change
