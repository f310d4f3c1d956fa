"""The back office of computed figures: to read."""

from django.contrib import admin

from ecompm.core.administration import ReadOnlyAdmin
from portfolio.models import ProjectFigures


@admin.register(ProjectFigures)
class ProjectFiguresAdmin(ReadOnlyAdmin):
    list_display = ["project", "health", "light", "phase_name", "next_gate", "computed_at", "took_ms"]
    search_fields = ["project__key", "project__name"]
    list_select_related = ["project"]
