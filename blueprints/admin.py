"""The back office of templates. They are imported, retired and taken back on the pages of the library."""

from django.contrib import admin

from blueprints.models import ProjectTemplate
from ecompm.core.administration import ReadOnlyAdmin


@admin.register(ProjectTemplate)
class ProjectTemplateAdmin(ReadOnlyAdmin):
    list_display = ["title", "template_id", "edition", "origin", "added_by", "created_at", "retired_at"]
    list_filter = ["origin", ("retired_at", admin.EmptyFieldListFilter)]
    search_fields = ["title", "template_id"]
    list_select_related = ["added_by"]
