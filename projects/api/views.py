"""REST endpoints of projects, their people, and what hangs on their objects."""

from typing import Any

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.response import Response

from ecompm.core.api.parsers import GuardedMultiPartParser
from ecompm.core.api.permissions import SIGNED_IN
from ecompm.core.api.serializers import read_body
from ecompm.core.models import AuditEntry, Job
from projects import filters, querysets
from projects.api import serializers
from projects.api.base import ItemViewSet
from projects.downloads import download
from projects.models import Attachment, Comment, Invitation, Membership, Notification, Project, ProjectRole, Share
from projects.services import attachments, comments, invitations, jobs, memberships, notifications, roles, shares
from projects.services import projects as services


class ProjectViewSet(ItemViewSet):
    """Projects are never deleted: they are archived, and can be restored."""

    model = Project
    serializer_class = serializers.ProjectSerializer
    filterset_class = filters.ProjectFilter
    ordering_fields = ("key", "name", "kind", "status", "wished_start", "wished_finish", "created_at", "updated_at")
    related = ()
    grants = {
        "list": "project.view",
        "retrieve": "project.view",
        "create": "project.view",
        "partial_update": "project.change",
        "archive": "project.archive",
        "restore": "project.archive",
    }
    versioned_actions = ("archive", "restore")
    change_service = staticmethod(services.change_project)

    def make(self, request: Any) -> Project:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return services.create_project(by=request.user, **serializer.validated_data)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def archive(self, request: Any, pk: str) -> Response:
        return self.act(request, services.archive_project)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def restore(self, request: Any, pk: str) -> Response:
        return self.act(request, services.restore_project)


class MembershipViewSet(ItemViewSet):
    """Who belongs to a project. Everybody may delete their own membership: they leave."""

    model = Membership
    serializer_class = serializers.MembershipSerializer
    filterset_class = filters.MembershipFilter
    ordering_fields = ("role", "created_at")
    related = ("project", "user")
    grants = {
        "list": "members.view",
        "retrieve": "members.view",
        "create": "members.manage",
        "partial_update": "members.manage",
        "destroy": "members.leave",
    }
    create_service = staticmethod(memberships.add_member)
    change_service = staticmethod(memberships.change_member)
    delete_service = staticmethod(memberships.remove_member)


class InvitationViewSet(ItemViewSet):
    """Invitations by mail. The link is in the mail alone."""

    model = Invitation
    serializer_class = serializers.InvitationSerializer
    filterset_class = filters.InvitationFilter
    ordering_fields = ("email", "created_at", "expires_at")
    versioned = False
    grants = {
        "list": "members.manage",
        "retrieve": "members.manage",
        "create": "members.manage",
        "destroy": "members.manage",
    }
    create_service = staticmethod(invitations.invite)
    delete_service = staticmethod(invitations.withdraw)


class RoleViewSet(ItemViewSet):
    """Roles in the work of a project, played by a person or still open."""

    model = ProjectRole
    serializer_class = serializers.RoleSerializer
    filterset_class = filters.RoleFilter
    ordering_fields = ("code", "name", "side")
    grants = {
        "list": "role.view",
        "retrieve": "role.view",
        "create": "role.change",
        "partial_update": "role.change",
        "destroy": "role.change",
    }
    create_service = staticmethod(roles.create_role)
    change_service = staticmethod(roles.change_role)
    delete_service = staticmethod(roles.delete_role)


class ShareViewSet(ItemViewSet):
    """Single objects opened to guests."""

    model = Share
    serializer_class = serializers.ShareSerializer
    filterset_class = filters.ShareFilter
    related = ("membership__project", "membership__user")
    parent_field = "membership"
    versioned = False
    grants = {
        "list": "share.view",
        "retrieve": "share.view",
        "create": "share.manage",
        "destroy": "share.manage",
    }
    delete_service = staticmethod(shares.stop_sharing)

    def make_in(self, request: Any, parent: Membership, values: dict[str, Any]) -> Share:
        return shares.share_object(by=request.user, project=parent.project, membership=parent, **values)


class CommentViewSet(ItemViewSet):
    """Comments on objects; `object_type` is their kind, for example "risks.risk"."""

    model = Comment
    serializer_class = serializers.CommentSerializer
    filterset_class = filters.CommentFilter
    ordering_fields = ("created_at", "updated_at")
    related = ("project", "author")
    grants = {
        "list": "comment.view",
        "retrieve": "comment.view",
        "create": "comment.add",
        "partial_update": "comment.add",
        "destroy": "comment.add",
    }
    create_service = staticmethod(comments.add_comment)
    delete_service = staticmethod(comments.delete_comment)

    @staticmethod
    def change_service(comment: Comment, *, by: Any, version: int, text: str = "") -> Comment:
        return comments.change_comment(comment, by=by, version=version, text=text or comment.text)


class AttachmentViewSet(ItemViewSet):
    """Files on objects. Upload as multipart/form-data; download from `url`."""

    model = Attachment
    serializer_class = serializers.AttachmentSerializer
    filterset_class = filters.AttachmentFilter
    ordering_fields = ("name", "size", "created_at")
    parser_classes = [GuardedMultiPartParser]
    versioned = False
    grants = {
        "list": "attachment.view",
        "retrieve": "attachment.view",
        "create": "attachment.add",
        "destroy": "attachment.add",
        "file": "attachment.view",
    }
    create_service = staticmethod(attachments.add_attachment)
    delete_service = staticmethod(attachments.delete_attachment)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True)
    def file(self, request: Any, pk: str) -> FileResponse:
        return download(self.get_object())


class AuditViewSet(ItemViewSet):
    """The audit trail: who changed what, when, from where. To read only."""

    model = AuditEntry
    serializer_class = serializers.AuditSerializer
    filterset_class = filters.AuditFilter
    ordering = ("-id",)
    ordering_fields = ("id", "at")
    related = ()
    grants = {"list": "audit.view", "retrieve": "audit.view"}

    def visible(self, user: Any) -> Any:
        return querysets.audit_entries(user)


class NotificationViewSet(ItemViewSet):
    """What one was told. Everybody reads their own, about objects that they may still see."""

    model = Notification
    serializer_class = serializers.NotificationSerializer
    filterset_class = filters.NotificationFilter
    ordering = ("-id",)
    ordering_fields = ("id", "created_at")
    versioned = False
    grants = {"list": SIGNED_IN, "retrieve": SIGNED_IN, "read": SIGNED_IN, "read_all": SIGNED_IN}

    def visible(self, user: Any) -> Any:
        return Notification.objects.own(user)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def read(self, request: Any, pk: str) -> Response:
        """Mark it as read."""
        return self.run(request, notifications.mark_read)

    @extend_schema(request=None, responses={204: None})
    @action(detail=False, methods=["post"], url_path="read-all", filterset_class=None, pagination_class=None)
    def read_all(self, request: Any) -> Response:
        """Mark everything unread as read."""
        read_body(request.data, None)
        notifications.mark_all_read(by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class JobViewSet(ItemViewSet):
    """Long work: progress, result, errors by row."""

    model = Job
    serializer_class = serializers.JobSerializer
    filterset_class = filters.JobFilter
    ordering = ("-created_at",)
    ordering_fields = ("created_at", "finished_at")
    related = ()
    lookup_value_regex = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    grants = {"list": "job.view", "retrieve": "job.view", "cancel": "job.view"}

    def visible(self, user: Any) -> Any:
        return querysets.jobs(user)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Any, pk: str) -> Response:
        """Ask the job to stop; one's own, or any of a project one manages."""
        return self.run(request, jobs.cancel_job)
