"""The back office of the risk register."""

from django.contrib import admin

from ecompm.core.administration import ReadOnlyAdmin, ServiceAdmin
from risks.models import (
    AppliedPack,
    ControlItem,
    Finding,
    FindingImport,
    Indicator,
    RegisterImport,
    Response,
    Risk,
    RiskCriteria,
    RiskLink,
    ScoreMove,
    Simulation,
)
from risks.services import register, security
from risks.services.criteria import change_criteria


@admin.register(RiskCriteria)
class RiskCriteriaAdmin(ServiceAdmin):
    list_display = ["preset", "appetite", "version", "updated_at"]
    change_service = staticmethod(change_criteria)


@admin.register(Risk)
class RiskAdmin(ServiceAdmin):
    list_display = ["code", "title", "project", "score", "status", "owner", "next_review_on"]
    list_filter = ["status", "category", "strategy", "is_opportunity", "is_confidential"]
    search_fields = ["title", "cause", "event", "effect", "project__key", "project__name"]
    raw_id_fields = ["project", "owner", "raised_by", "escalated_to", "hits"]
    list_select_related = ["project", "owner"]
    create_service = staticmethod(register.create_risk)
    change_service = staticmethod(register.change_risk)
    delete_service = staticmethod(register.delete_risk)


@admin.register(Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    list_display = ["risk", "metric", "operator", "threshold", "adds", "is_firing", "last_value"]
    list_filter = ["is_firing"]
    search_fields = ["metric", "risk__title"]
    list_select_related = ["risk"]


@admin.register(Response)
class ResponseAdmin(ReadOnlyAdmin):
    list_display = ["risk", "task", "lowers_likelihood", "lowers_impact", "cost"]
    search_fields = ["risk__title", "task__name"]
    list_select_related = ["risk", "task"]


@admin.register(ScoreMove)
class ScoreMoveAdmin(ReadOnlyAdmin):
    list_display = ["at", "risk", "old_score", "new_score"]
    search_fields = ["risk__title"]
    list_select_related = ["risk"]


@admin.register(Simulation)
class SimulationAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "project", "iterations", "seed", "p50_finish", "p80_finish", "finished_at"]
    search_fields = ["project__key", "project__name"]
    list_select_related = ["project"]


@admin.register(AppliedPack)
class AppliedPackAdmin(ReadOnlyAdmin):
    list_display = ["pack", "pack_version", "project"]
    list_filter = ["pack"]
    search_fields = ["project__key", "project__name"]
    list_select_related = ["project"]


@admin.register(ControlItem)
class ControlItemAdmin(ReadOnlyAdmin):
    list_display = ["control", "project", "status", "owner", "due_on", "accepted_on", "expires_on"]
    list_filter = ["status", "applied__pack"]
    search_fields = ["control", "project__key", "evidence"]
    list_select_related = ["project", "owner"]


@admin.register(Finding)
class FindingAdmin(ServiceAdmin):
    list_display = ["code", "title", "project", "severity", "cvss", "status", "owner", "due_on"]
    list_filter = ["severity", "status", "source"]
    search_fields = ["title", "asset", "reference", "project__key", "project__name"]
    raw_id_fields = ["project", "owner", "risk"]
    list_select_related = ["project", "owner"]
    create_service = staticmethod(security.create_finding)
    change_service = staticmethod(security.change_finding)
    delete_service = staticmethod(security.delete_finding)


@admin.register(RegisterImport, FindingImport)
class TableImportAdmin(ReadOnlyAdmin):
    list_display = ["name", "project", "owner", "created_at"]
    search_fields = ["name", "project__key"]
    list_select_related = ["project", "owner"]


@admin.register(RiskLink)
class RiskLinkAdmin(ReadOnlyAdmin):
    list_display = ["risk", "object_type", "object_id"]
    list_filter = ["object_type"]
    list_select_related = ["risk"]
