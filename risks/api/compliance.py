"""REST endpoints of the compliance packs of a project."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response as Answer

from projects.api.base import ItemSerializer, ItemViewSet, PersonField, ProjectField
from risks.filters import AppliedPackFilter, ControlItemFilter
from risks.models import AppliedPack, ControlItem
from risks.services import compliance


class AppliedPackSerializer(ItemSerializer):
    project = ProjectField()
    write_once = ItemSerializer.write_once | {"pack"}  # remove it and add the other

    class Meta:
        model = AppliedPack
        fields = ["id", "project", "pack", "pack_version", "answers", "version", "created_at", "updated_at"]
        read_only_fields = ["pack_version", "version"]

    def validate_answers(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise serializers.ValidationError(_("Give an object with an answer for each question."))
        return value


class AppliedPackViewSet(ItemViewSet):
    """A pack is applied by its id or alias and answered by a change of `answers`; null takes an answer back."""

    model = AppliedPack
    serializer_class = AppliedPackSerializer
    filterset_class = AppliedPackFilter
    ordering_fields = ("created_at",)
    grants = {
        "list": "compliance.view",
        "retrieve": "compliance.view",
        "create": "compliance.change",
        "partial_update": "compliance.change",
        "destroy": "compliance.change",
        "upgrade": "compliance.change",
    }
    versioned_actions = ("upgrade",)
    change_service = staticmethod(compliance.answer_questions)
    delete_service = staticmethod(compliance.remove_pack)

    def make_in(self, request: Any, parent: Any, values: dict[str, Any]) -> AppliedPack:
        return compliance.apply_pack(by=request.user, project=parent, **values)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def upgrade(self, request: Any, pk: str) -> Answer:
        """Take over the shipped version; evidence stays with controls that are still there."""
        return self.act(request, compliance.upgrade_pack)


class ControlItemSerializer(ItemSerializer):
    project = serializers.PrimaryKeyRelatedField(read_only=True)
    applied = serializers.PrimaryKeyRelatedField(read_only=True)
    approver = serializers.PrimaryKeyRelatedField(read_only=True)
    owner = PersonField()

    class Meta:
        model = ControlItem
        fields = [
            "id", "project", "applied", "control", "status", "owner", "due_on", "evidence", "accepted_on", "reason",
            "approver", "expires_on", "note", "version", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = ["control", "version"]


class ControlItemViewSet(ItemViewSet):
    model = ControlItem
    related = ("project", "applied")
    serializer_class = ControlItemSerializer
    filterset_class = ControlItemFilter
    ordering_fields = ("due_on", "updated_at")
    grants = {
        "list": "compliance.view",
        "retrieve": "compliance.view",
        "partial_update": "compliance.change",
    }
    change_service = staticmethod(compliance.change_control)
