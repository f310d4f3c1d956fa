"""The back office of imports: to read only; the plans themselves stay with who uploaded them."""

from django.contrib import admin

from ecompm.core.administration import ReadOnlyAdmin
from exchange.models import PlanImport


@admin.register(PlanImport)
class PlanImportAdmin(ReadOnlyAdmin):
    list_display = ["name", "owner", "state", "project", "size", "created_at"]
    list_filter = ["state"]
    search_fields = ["name", "owner__email", "project__key", "digest"]
    list_select_related = ["owner", "project"]
    exclude = ["report", "file"]
