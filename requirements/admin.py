"""The back office of requirements."""

from django.contrib import admin

from ecompm.core.administration import ServiceAdmin
from requirements import services
from requirements.models import Requirement


@admin.register(Requirement)
class RequirementAdmin(ServiceAdmin):
    list_display = ["code", "title", "project", "priority", "type", "status", "owner"]
    list_filter = ["priority", "status", "type"]
    search_fields = ["title", "need", "project__key", "project__name"]
    raw_id_fields = ["project", "owner", "tasks"]
    list_select_related = ["project", "owner"]
    create_service = staticmethod(services.create_requirement)
    change_service = staticmethod(services.change_requirement)
    delete_service = staticmethod(services.delete_requirement)
