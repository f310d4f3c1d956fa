"""The back office of the plan."""

from django.contrib import admin

from ecompm.core.administration import ReadOnlyAdmin, ServiceAdmin
from planning.models import (
    Assignment,
    Baseline,
    BaselineTask,
    Leave,
    RecurringTask,
    Resource,
    Scenario,
    ScenarioAssignment,
    ScenarioChange,
    Task,
    TaskLink,
    WorkCalendar,
)
from planning.services import calendars, recurring, resources, staffing, tasks


@admin.register(Task)
class TaskAdmin(ServiceAdmin):
    list_display = ["code", "name", "project", "wbs", "status", "owner", "start", "finish", "is_critical"]
    list_filter = ["status", "kind", "is_summary", "is_critical"]
    search_fields = ["name", "description", "project__key", "project__name"]
    raw_id_fields = ["project", "parent", "owner", "role", "calendar", "waits_for"]
    list_select_related = ["project", "owner"]
    create_service = staticmethod(tasks.create_task)
    change_service = staticmethod(tasks.change_task)
    delete_service = staticmethod(tasks.delete_task)


@admin.register(TaskLink)
class TaskLinkAdmin(ReadOnlyAdmin):
    list_display = ["predecessor", "type", "successor", "lag", "lag_kind", "project"]
    list_filter = ["type", "lag_kind"]
    search_fields = ["predecessor__name", "successor__name", "project__key"]
    list_select_related = ["predecessor", "successor", "project"]


@admin.register(WorkCalendar)
class WorkCalendarAdmin(ServiceAdmin):
    list_display = ["name", "project", "is_default", "country", "region"]
    list_filter = ["is_default", "country"]
    search_fields = ["name", "project__key", "project__name"]
    raw_id_fields = ["project"]
    list_select_related = ["project"]
    create_service = staticmethod(calendars.create_calendar)
    change_service = staticmethod(calendars.change_calendar)
    delete_service = staticmethod(calendars.delete_calendar)


@admin.register(Baseline)
class BaselineAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "project", "taken_by", "taken_at"]
    search_fields = ["name", "reason", "project__key", "project__name"]
    list_select_related = ["project", "taken_by"]


@admin.register(BaselineTask)
class BaselineTaskAdmin(ReadOnlyAdmin):
    list_display = ["baseline", "number", "name", "start", "finish", "duration", "work", "cost"]
    search_fields = ["name", "baseline__name", "baseline__project__key"]
    list_select_related = ["baseline"]


@admin.register(RecurringTask)
class RecurringTaskAdmin(ServiceAdmin):
    list_display = ["code", "name", "project", "frequency", "interval", "first_day", "last_day", "times"]
    list_filter = ["frequency"]
    search_fields = ["name", "description", "project__key", "project__name"]
    raw_id_fields = ["project", "people", "role"]
    list_select_related = ["project"]
    create_service = staticmethod(recurring.create_recurring)
    change_service = staticmethod(recurring.change_recurring)
    delete_service = staticmethod(recurring.delete_recurring)


@admin.register(Scenario)
class ScenarioAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "project", "state", "applied_by", "applied_at"]
    list_filter = ["state"]
    search_fields = ["name", "question", "project__key", "project__name"]
    list_select_related = ["project", "applied_by"]


@admin.register(ScenarioChange)
class ScenarioChangeAdmin(ReadOnlyAdmin):
    list_display = ["scenario", "task", "duration", "constraint", "constraint_date", "owner", "left_out"]
    search_fields = ["scenario__name", "task__name", "project__key"]
    list_select_related = ["scenario", "task", "owner"]


@admin.register(ScenarioAssignment)
class ScenarioAssignmentAdmin(ReadOnlyAdmin):
    list_display = ["scenario", "task", "resource", "units", "effort", "left_out"]
    search_fields = ["scenario__name", "task__name", "resource__name", "project__key"]
    list_select_related = ["scenario", "task", "resource"]


@admin.register(Resource)
class ResourceAdmin(ServiceAdmin):
    list_display = ["code", "name", "kind", "project", "user", "team", "max_units"]
    list_filter = ["kind"]
    search_fields = ["name", "team", "skills", "project__key", "project__name"]
    raw_id_fields = ["project", "user", "role", "calendar"]
    list_select_related = ["project", "user"]
    create_service = staticmethod(resources.create_resource)
    change_service = staticmethod(resources.change_resource)
    delete_service = staticmethod(resources.delete_resource)


@admin.register(Leave)
class LeaveAdmin(ServiceAdmin):
    list_display = ["resource", "first_day", "last_day", "project"]
    search_fields = ["resource__name", "project__key"]
    raw_id_fields = ["project", "resource"]
    list_select_related = ["resource", "project"]
    create_service = staticmethod(resources.add_leave)
    change_service = staticmethod(resources.change_leave)
    delete_service = staticmethod(resources.delete_leave)


@admin.register(Assignment)
class AssignmentAdmin(ServiceAdmin):
    list_display = ["task", "resource", "units", "project"]
    search_fields = ["task__name", "resource__name", "project__key"]
    raw_id_fields = ["project", "task", "resource"]
    list_select_related = ["task", "resource", "project"]
    create_service = staticmethod(staffing.assign)
    change_service = staticmethod(staffing.change_assignment)
    delete_service = staticmethod(staffing.unassign)
