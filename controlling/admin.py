"""The back office of control: issues; daily snapshots and the reserve to read."""

from django.contrib import admin

from controlling.models import Issue, ReserveEntry, Snapshot
from controlling.services import issues
from ecompm.core.administration import ReadOnlyAdmin, ServiceAdmin


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    list_display = ["on", "project", "health", "progress", "finish", "risks_open"]
    search_fields = ["project__key", "project__name"]
    list_select_related = ["project"]


@admin.register(Issue)
class IssueAdmin(ServiceAdmin):
    list_display = ["code", "title", "project", "severity", "status", "owner", "due_on"]
    list_filter = ["status", "severity"]
    search_fields = ["title", "component", "project__key", "project__name"]
    raw_id_fields = ["project", "owner"]
    list_select_related = ["project", "owner"]
    create_service = staticmethod(issues.create_issue)
    change_service = staticmethod(issues.change_issue)
    delete_service = staticmethod(issues.delete_issue)


@admin.register(ReserveEntry)
class ReserveEntryAdmin(ReadOnlyAdmin):
    list_display = ["on", "project", "kind", "amount", "reason", "issue", "created_by"]
    list_filter = ["kind"]
    search_fields = ["reason", "project__key", "project__name"]
    list_select_related = ["project", "issue", "created_by"]
