"""Recurring tasks over REST."""

from typing import Any

from django.contrib.auth import get_user_model
from rest_framework import serializers

from planning.api.serializers import minutes
from planning.filters import RecurringTaskFilter
from planning.models import RecurringTask
from planning.services import recurring
from projects.api.base import ItemSerializer, ItemViewSet, PersonField, ProjectField, ScopedField
from projects.models import ProjectRole


class RecurringTaskSerializer(ItemSerializer):
    """`weekdays` are 0 (Monday) to 6; `summary` is the task whose parts the rule makes."""

    project = ProjectField()
    code = serializers.CharField(read_only=True)
    duration_minutes = minutes("duration", min_value=1)
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6), required=False, max_length=7
    )
    people = serializers.PrimaryKeyRelatedField(
        queryset=get_user_model().objects.filter(is_active=True), many=True, required=False
    )
    role = ScopedField(queryset=ProjectRole.objects.all(), grant="role.view", required=False, allow_null=True)

    row_columns = {"code": ("number",), "weekdays": ("weekdays",)}
    row_values = {
        "code": lambda row: f"{RecurringTask.prefix}{row['number']}",
        "weekdays": lambda row: row["weekdays"],
    }

    class Meta:
        model = RecurringTask
        fields = [
            "id", "project", "number", "code", "name", "description", "summary", "duration_minutes", "interval",
            "frequency", "weekdays", "first_day", "last_day", "times", "on_day_off", "people", "role", "version",
        ]  # fmt: skip
        read_only_fields = ["number", "summary", "version"]
        validators: list[Any] = []

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """People are members, as everywhere; anyone else reads like somebody who doesn't exist."""
        attrs = super().validate(attrs)
        project = attrs.get("project") or self.instance.project  # type: ignore[union-attr]
        people = attrs.get("people", ())
        members = set(project.memberships.filter(user__in=people).values_list("user_id", flat=True))
        message = PersonField.default_error_messages["does_not_exist"]
        if wrong := [message.format(pk_value=person.pk) for person in people if person.pk not in members]:
            raise serializers.ValidationError({"people": wrong})
        return attrs


class RecurringTaskViewSet(ItemViewSet):
    """Rules of recurring tasks. A changed rule changes, makes and removes its tasks that have not begun."""

    model = RecurringTask
    serializer_class = RecurringTaskSerializer
    filterset_class = RecurringTaskFilter
    ordering_fields = ("number", "name")
    grants = {
        "list": "recurring.view",
        "retrieve": "recurring.view",
        "create": "recurring.change",
        "partial_update": "recurring.change",
        "destroy": "recurring.change",
    }
    create_service = staticmethod(recurring.create_recurring)
    change_service = staticmethod(recurring.change_recurring)
    delete_service = staticmethod(recurring.delete_recurring)
