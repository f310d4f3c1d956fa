"""Projects, their people and what hangs on their objects, as JSON."""

from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from rest_framework import serializers

from ecompm.core.api.serializers import ModelSerializer
from ecompm.core.models import AuditEntry, Job
from projects import notices, people
from projects.api.base import ItemSerializer, PersonField, ProjectField, ScopedField
from projects.confidential import Confidential
from projects.models import (
    KEY,
    Attachment,
    Comment,
    Invitation,
    Membership,
    Notification,
    Project,
    ProjectRole,
    Share,
    Tag,
)


class TagField(serializers.SlugRelatedField):
    """A tag by its name; a new name makes a new tag when the project is saved."""

    def to_internal_value(self, data: Any) -> str:
        text = data.strip() if isinstance(data, str) else ""
        if not 0 < len(text) <= Tag.NAME_LENGTH:
            self.fail("invalid")
        return text


class ProjectSerializer(ModelSerializer):
    sponsor = PersonField()
    manager = PersonField()
    tags = TagField(many=True, slug_field="name", queryset=Tag.objects.all(), required=False)

    class Meta:
        model = Project
        fields = [
            "id", "key", "name", "kind", "description", "sponsor", "manager", "wished_start", "wished_finish", "budget",
            "currency", "country", "visibility", "status", "tags", "archived_at", "version", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = ["status", "archived_at", "version"]
        # The service and the database decide whether a key is free, former keys included.
        extra_kwargs = {"key": {"validators": [KEY]}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Sponsor and manager belong to the project; before it is made that is its maker alone."""
        for name in ("sponsor", "manager"):
            person = attrs.get(name)
            if person is not None and not self._belongs(person):
                message = PersonField.default_error_messages["does_not_exist"].format(pk_value=person.pk)
                raise serializers.ValidationError({name: [message]})
        return attrs

    def _belongs(self, person: Any) -> bool:
        if self.instance is None:
            return bool(person == self.context["request"].user)
        return bool(self.instance.memberships.filter(user=person).exists())


class KnownPersonField(PersonField):
    """A person whom the caller knows of, member or not."""

    def get_queryset(self) -> Any:
        return people.known_to(self.context["request"].user)


class MembershipSerializer(ItemSerializer):
    project = ProjectField()
    user = KnownPersonField(required=True, allow_null=False)
    write_once = ItemSerializer.write_once | {"user"}
    name = serializers.CharField(source="user.name", read_only=True)

    class Meta:
        model = Membership
        fields = ["id", "project", "user", "name", "role", "version", "created_at", "updated_at"]
        read_only_fields = ["version"]
        extra_kwargs = {"role": {"required": True}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Who becomes a member isn't one yet."""
        return attrs


class InvitationSerializer(ItemSerializer):
    project = ProjectField()

    class Meta:
        model = Invitation
        fields = ["id", "project", "email", "role", "is_external", "created_at", "expires_at", "accepted_at"]
        read_only_fields = ["expires_at", "accepted_at"]


class RoleSerializer(ItemSerializer):
    project = ProjectField()
    person = PersonField()

    class Meta:
        model = ProjectRole
        fields = ["id", "project", "code", "name", "side", "person", "version", "created_at", "updated_at"]
        read_only_fields = ["version"]
        validators: list[Any] = []  # the database says whether a code is taken


class ShareSerializer(ModelSerializer):
    membership = ScopedField(queryset=Membership.objects.all(), grant="share.view")

    class Meta:
        model = Share
        fields = ["id", "membership", "object_type", "object_id", "created_at"]
        validators: list[Any] = []


class CommentSerializer(ItemSerializer):
    project = ScopedField(queryset=Project.objects.all(), grant="project.enter")
    author_name = serializers.CharField(source="author.name", read_only=True, default=None)
    mentions: Any = serializers.PrimaryKeyRelatedField(many=True, read_only=True)
    write_once = ItemSerializer.write_once | {"object_type", "object_id"}

    class Meta:
        model = Comment
        fields = [
            "id", "project", "object_type", "object_id", "author", "author_name", "text", "mentions", "version",
            "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = ["author", "version"]


class AttachmentSerializer(ItemSerializer):
    project = ProjectField()
    file = serializers.FileField(write_only=True)
    url = serializers.SerializerMethodField()

    row_columns: ClassVar[dict[str, tuple[str, ...]]] = {"url": ("id",)}
    row_values: ClassVar[dict[str, Any]] = {"url": lambda row: download_url(row["id"])}

    class Meta:
        model = Attachment
        fields = [
            "id", "project", "object_type", "object_id", "name", "size", "digest", "uploaded_by", "created_at", "file",
            "url",
        ]  # fmt: skip
        read_only_fields = ["name", "size", "digest", "uploaded_by"]

    def get_url(self, attachment: Attachment) -> str:
        return download_url(attachment.pk)


def download_url(pk: int) -> str:
    return reverse("api:attachment-file", kwargs={"pk": pk})


class AuditSerializer(ModelSerializer):
    """A line of the audit trail; values that the person may not know are masked."""

    row_columns: ClassVar[dict[str, tuple[str, ...]]] = {"changes": ("object_type", "project_id", "changes")}

    @property
    def row_values(self) -> dict[str, Any]:
        known = self._known
        return {"changes": lambda row: known.shown(row["object_type"], row["project_id"], row["changes"])}

    def to_representation(self, instance: AuditEntry) -> dict[str, Any]:
        shown = super().to_representation(instance)
        return {**shown, "changes": self._known.shown(instance.object_type, instance.project_id, instance.changes)}

    @property
    def _known(self) -> Confidential:
        return Confidential(getattr(self.context.get("request"), "user", AnonymousUser()))

    class Meta:
        model = AuditEntry
        fields = [
            "id", "at", "actor_id", "actor_name", "source", "request_id", "project_id", "verb", "object_type",
            "object_id", "object_label", "changes",
        ]  # fmt: skip


class NotificationSerializer(ModelSerializer):
    """`text` is in the language of the request; `path` is the page to go to."""

    text = serializers.SerializerMethodField()

    row_columns: ClassVar[dict[str, tuple[str, ...]]] = {"text": ("kind", "parameters")}
    row_values: ClassVar[dict[str, Any]] = {"text": lambda row: notices.text(row["kind"], row["parameters"])}

    class Meta:
        model = Notification
        fields = ["id", "kind", "text", "project", "object_type", "object_id", "path", "created_at", "read_at"]
        read_only_fields = fields

    def get_text(self, notification: Notification) -> str:
        return notices.text(notification.kind, notification.parameters)


class JobSerializer(ModelSerializer):
    class Meta:
        model = Job
        fields = [
            "id", "kind", "title", "owner_id", "project_id", "state", "done_steps", "total_steps", "message", "result",
            "errors", "cancel_requested", "created_at", "started_at", "finished_at",
        ]  # fmt: skip
