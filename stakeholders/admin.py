"""The back office of stakeholders and responsibilities."""

from django.contrib import admin

from ecompm.core.administration import ReadOnlyAdmin, ServiceAdmin
from stakeholders import services
from stakeholders.models import Communication, RaciEntry, Stakeholder


@admin.register(Stakeholder)
class StakeholderAdmin(ServiceAdmin):
    list_display = ["code", "name", "project", "power", "interest", "engagement", "desired_engagement"]
    list_filter = ["engagement", "is_group"]
    search_fields = ["name", "organisation", "project__key", "project__name"]
    raw_id_fields = ["project", "owner", "role"]
    list_select_related = ["project"]
    create_service = staticmethod(services.create_stakeholder)
    change_service = staticmethod(services.change_stakeholder)
    delete_service = staticmethod(services.delete_stakeholder)


@admin.register(Communication)
class CommunicationAdmin(ServiceAdmin):
    list_display = ["audience", "channel", "every_days", "role", "project"]
    search_fields = ["audience", "purpose", "project__key", "project__name"]
    raw_id_fields = ["project", "role"]
    list_select_related = ["project", "role"]
    create_service = staticmethod(services.create_communication)
    change_service = staticmethod(services.change_communication)
    delete_service = staticmethod(services.delete_communication)


@admin.register(RaciEntry)
class RaciEntryAdmin(ReadOnlyAdmin):
    list_display = ["task", "role", "letter", "project"]
    list_filter = ["letter"]
    search_fields = ["task__name", "role__code", "project__key"]
    list_select_related = ["task", "role", "project"]
