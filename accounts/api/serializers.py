"""A person and their tokens as JSON."""

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts import reach, time_zones
from accounts.models import ApiToken, User
from ecompm.core.api.serializers import ModelSerializer


class MeSerializer(ModelSerializer):
    class Meta:
        model = User
        fields = [
            "id", "email", "name", "role", "is_external", "language", "time_zone", "theme", "density", "rail_open",
            "notify_mentions", "notify_assignments", "notify_gates",
        ]  # fmt: skip
        read_only_fields = ["email", "role", "is_external"]
        extra_kwargs = {"time_zone": {"validators": [time_zones.validate_time_zone]}}


class ApiTokenSerializer(ModelSerializer):
    """`secret` is the token itself, in the answer to its creation alone."""

    project_ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), required=False, max_length=200
    )

    class Meta:
        model = ApiToken
        fields = [
            "id", "name", "prefix", "scope", "project_ids", "created_at", "expires_at", "last_used_at", "revoked_at",
        ]  # fmt: skip
        read_only_fields = ["prefix", "last_used_at", "revoked_at"]

    def validate_project_ids(self, ids: list[int]) -> list[int]:
        """Only projects that the person reaches can limit a token."""
        unknown = sorted(set(ids) - set(reach.projects_of(self.context["request"].user)))
        if unknown:
            raise serializers.ValidationError(_("There is no project %(pk)s.") % {"pk": unknown[0]})
        return ids
