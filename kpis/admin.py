"""The back office of goals and KPIs."""

from django.contrib import admin

from ecompm.core.administration import ReadOnlyAdmin, ServiceAdmin
from kpis import services
from kpis.models import Goal, Kpi, Measurement


@admin.register(Goal)
class GoalAdmin(ServiceAdmin):
    list_display = ["code", "statement", "project", "owner", "due_on"]
    search_fields = ["statement", "project__key", "project__name"]
    raw_id_fields = ["project", "owner", "parent"]
    list_select_related = ["project", "owner"]
    create_service = staticmethod(services.create_goal)
    change_service = staticmethod(services.change_goal)
    delete_service = staticmethod(services.delete_goal)


@admin.register(Kpi)
class KpiAdmin(ServiceAdmin):
    list_display = ["key", "name", "project", "target", "last_value", "last_at"]
    list_filter = ["direction", "source"]
    search_fields = ["key", "name", "project__key", "project__name"]
    raw_id_fields = ["project", "owner", "goal"]
    list_select_related = ["project"]
    create_service = staticmethod(services.create_kpi)
    change_service = staticmethod(services.change_kpi)
    delete_service = staticmethod(services.delete_kpi)


@admin.register(Measurement)
class MeasurementAdmin(ReadOnlyAdmin):
    list_display = ["kpi", "at", "value", "note"]
    search_fields = ["kpi__key", "kpi__name"]
    list_select_related = ["kpi"]
