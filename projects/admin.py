"""The back office of projects: every change goes through the services, so rules and trail hold here too."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ecompm.core.administration import ReadOnlyAdmin, ServiceAdmin
from projects.models import (
    Attachment,
    Comment,
    FormerKey,
    Invitation,
    Membership,
    Notification,
    Project,
    ProjectRole,
    Share,
    Tag,
)
from projects.services import attachments, comments, invitations, memberships, roles, shares
from projects.services import projects as services


def _change_project(project: Project, *, by: Any, version: int, **values: Any) -> Project:
    tags = {"tags": [tag.name for tag in values.pop("tags")]} if "tags" in values else {}
    return services.change_project(project, by=by, version=version, **tags, **values)


@admin.register(Project)
class ProjectAdmin(ServiceAdmin):
    list_display = ["key", "name", "kind", "status", "manager", "visibility", "archived_at", "updated_at"]
    list_filter = ["status", "kind", "visibility", ("archived_at", admin.EmptyFieldListFilter)]
    list_select_related = ["manager"]
    search_fields = ["key", "name", "description"]
    autocomplete_fields = ["manager", "sponsor", "tags"]
    actions = ["archive", "restore"]
    change_service = staticmethod(_change_project)

    @admin.action(description=_("Archive"))
    def archive(self, request: HttpRequest, queryset: Any) -> None:
        for project in queryset:
            services.archive_project(project, by=request.user, version=project.version)
        messages.success(request, _("Done."))

    @admin.action(description=_("Restore"))
    def restore(self, request: HttpRequest, queryset: Any) -> None:
        for project in queryset:
            services.restore_project(project, by=request.user, version=project.version)
        messages.success(request, _("Done."))


def _change_member(membership: Membership, *, by: Any, version: int, **values: Any) -> Membership:
    """Person and project of a membership stay; only its role changes."""
    return memberships.change_member(membership, by=by, version=version, role=values.get("role", membership.role))


@admin.register(Membership)
class MembershipAdmin(ServiceAdmin):
    list_display = ["user", "project", "role", "created_at"]
    list_filter = ["role"]
    list_select_related = ["user", "project"]
    search_fields = ["user__name", "user__email", "project__key", "project__name"]
    autocomplete_fields = ["user", "project"]
    create_service = staticmethod(memberships.add_member)
    change_service = staticmethod(_change_member)
    delete_service = staticmethod(memberships.remove_member)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["user", "project"] if obj else []


@admin.register(Invitation)
class InvitationAdmin(ServiceAdmin):
    list_display = ["email", "project", "role", "is_external", "invited_by", "created_at", "expires_at", "accepted_at"]
    list_filter = ["role", ("accepted_at", admin.EmptyFieldListFilter)]
    list_select_related = ["project", "invited_by"]
    search_fields = ["email", "project__key"]
    fields = ["project", "email", "role", "is_external"]
    autocomplete_fields = ["project"]
    create_service = staticmethod(invitations.invite)
    delete_service = staticmethod(invitations.withdraw)


@admin.register(ProjectRole)
class ProjectRoleAdmin(ServiceAdmin):
    list_display = ["code", "name", "project", "side", "person"]
    list_filter = ["side"]
    list_select_related = ["project", "person"]
    search_fields = ["code", "name", "project__key"]
    autocomplete_fields = ["project", "person"]
    create_service = staticmethod(roles.create_role)
    change_service = staticmethod(roles.change_role)
    delete_service = staticmethod(roles.delete_role)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["project"] if obj else []


@admin.register(Comment)
class CommentAdmin(ServiceAdmin):
    list_display = ["text", "author", "project", "object_type", "object_id", "created_at"]
    list_filter = ["object_type"]
    list_select_related = ["author", "project"]
    search_fields = ["text", "author__name", "project__key"]
    delete_service = staticmethod(comments.delete_comment)


@admin.register(Attachment)
class AttachmentAdmin(ServiceAdmin):
    list_display = ["name", "size", "uploaded_by", "project", "object_type", "object_id", "created_at"]
    list_filter = ["object_type"]
    list_select_related = ["uploaded_by", "project"]
    search_fields = ["name", "digest", "project__key"]
    exclude = ["file"]  # served by the download page alone
    delete_service = staticmethod(attachments.delete_attachment)


@admin.register(Share)
class ShareAdmin(ServiceAdmin):
    list_display = ["membership", "object_type", "object_id", "created_at"]
    list_select_related = ["membership__user", "membership__project"]
    search_fields = ["membership__user__name", "membership__project__key"]
    delete_service = staticmethod(shares.stop_sharing)


@admin.register(Tag)
class TagAdmin(ReadOnlyAdmin):
    list_display = ["name"]
    search_fields = ["name"]


@admin.register(FormerKey)
class FormerKeyAdmin(ReadOnlyAdmin):
    list_display = ["key", "project"]
    list_select_related = ["project"]
    search_fields = ["key", "project__key"]


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    list_display = ["kind", "recipient", "project", "object_type", "object_id", "created_at", "read_at"]
    list_filter = ["kind", ("read_at", admin.EmptyFieldListFilter)]
    list_select_related = ["recipient", "project"]
    search_fields = ["recipient__name", "recipient__email", "project__key"]
