"""Filters of projects and of what hangs on them, for page and API alike."""

from typing import Any

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecompm.core.models import AuditEntry, Job
from projects.models import (
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


class ProjectFilter(filters.FilterSet):
    search = filters.CharFilter(method="find", label=_("Search"))
    kind = filters.MultipleChoiceFilter(choices=Project.Kind.choices, label=_("Kind"))
    status = filters.MultipleChoiceFilter(choices=Project.Status.choices, label=_("Status"))
    visibility = filters.ChoiceFilter(choices=Project.Visibility.choices, label=_("Visibility"))
    archived = filters.BooleanFilter(field_name="archived_at", lookup_expr="isnull", exclude=True, label=_("Archived"))
    tags = filters.CharFilter(method="tagged", label=_("Tags"))

    class Meta:
        model = Project
        fields: list[str] = []

    def find(self, queryset: Any, name: str, text: str) -> Any:
        """Projects with all the words in their key, name or description."""
        for word in text.split():
            queryset = queryset.filter(
                Q(key__icontains=word) | Q(name__icontains=word) | Q(description__icontains=word)
            )
        return queryset

    def tagged(self, queryset: Any, name: str, text: str) -> Any:
        """Projects with all the tags, separated by commas. A subquery each, so that no row comes twice."""
        for tag in text.split(","):
            queryset = queryset.filter(
                pk__in=Project.tags.through.objects.filter(tag__in=_named(tag)).values("project")
            )
        return queryset


class MembershipFilter(filters.FilterSet):
    class Meta:
        model = Membership
        fields = ["project", "user", "role"]


class RoleFilter(filters.FilterSet):
    class Meta:
        model = ProjectRole
        fields = ["project", "side", "person"]


class InvitationFilter(filters.FilterSet):
    open = filters.BooleanFilter(field_name="accepted_at", lookup_expr="isnull", label=_("Not accepted yet"))

    class Meta:
        model = Invitation
        fields = ["project", "role"]


class CommentFilter(filters.FilterSet):
    class Meta:
        model = Comment
        fields = ["project", "object_type", "object_id", "author"]


class AttachmentFilter(filters.FilterSet):
    class Meta:
        model = Attachment
        fields = ["project", "object_type", "object_id", "uploaded_by"]


class ShareFilter(filters.FilterSet):
    project = filters.NumberFilter(field_name="membership__project_id", label=_("Project"))

    class Meta:
        model = Share
        fields = ["membership", "object_type", "object_id"]


class AuditFilter(filters.FilterSet):
    since = filters.IsoDateTimeFilter(field_name="at", lookup_expr="gte", label=_("Since"))
    until = filters.IsoDateTimeFilter(field_name="at", lookup_expr="lt", label=_("Until"))

    class Meta:
        model = AuditEntry
        fields = ["project_id", "object_type", "object_id", "actor_id", "verb", "source"]


class NotificationFilter(filters.FilterSet):
    unread = filters.BooleanFilter(field_name="read_at", lookup_expr="isnull", label=_("Unread"))

    class Meta:
        model = Notification
        fields = ["project", "kind"]


class JobFilter(filters.FilterSet):
    class Meta:
        model = Job
        fields = ["project_id", "kind", "state"]


def _named(tag: str) -> Any:
    return Tag.objects.filter(name__iexact=tag.strip())
