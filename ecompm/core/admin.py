"""The back office of the ground: audit trail, outbox, jobs. All to read; they are written by the work itself."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from ecompm.core.administration import ReadOnlyAdmin
from ecompm.core.models import AuditEntry, Job, OutboxEvent


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor_name", "verb", "object_type", "object_label", "project_id", "source", "ip"]
    list_filter = ["verb", "source", "object_type"]
    search_fields = ["actor_name", "object_label", "request_id"]
    date_hierarchy = "at"

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup in ("object_type", "object_id", "project_id", "actor_id") or super().lookup_allowed(
            lookup,
            value,
            request,  # type: ignore[arg-type]
        )


@admin.register(OutboxEvent)
class OutboxEventAdmin(ReadOnlyAdmin):
    list_display = ["id", "topic", "project_id", "created_at", "available_at", "attempts", "done_at", "error"]
    list_filter = ["topic", ("done_at", admin.EmptyFieldListFilter)]
    search_fields = ["topic", "error"]
    # Payloads may hold the secret of an invitation on its way into a mail.
    exclude = ["payload"]


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "state", "progress", "project_id", "created_at", "finished_at", "attempts"]
    list_filter = ["state", "kind"]
    search_fields = ["title", "message"]
    exclude = ["arguments"]

    @admin.display(description="%")
    def progress(self, job: Any) -> str:
        return f"{100 * job.done_steps // job.total_steps}" if job.total_steps else "–"
