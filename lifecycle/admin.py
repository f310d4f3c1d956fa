"""The back office of phases, gates, reviews, closure and lessons. Decisions are made on their pages, only read here."""

from django.contrib import admin

from ecompm.core.administration import ReadOnlyAdmin, ServiceAdmin
from lifecycle import models as m
from lifecycle.services import gates, lessons, phases

PROJECT = ["project__key", "project__name"]


@admin.register(m.Phase)
class PhaseAdmin(ServiceAdmin):
    list_display = ["name", "project", "position", "is_lane", "is_active", "state"]
    list_filter = ["state", "is_lane", "is_active"]
    search_fields = ["name", "code", *PROJECT]
    raw_id_fields = ["project"]
    list_select_related = ["project"]
    create_service = staticmethod(phases.add_phase)
    change_service = staticmethod(phases.change_phase)


@admin.register(m.Gate)
class GateAdmin(ServiceAdmin):
    list_display = ["code", "name", "project", "phase", "state", "quorum"]
    list_filter = ["state"]
    search_fields = ["name", *PROJECT]
    raw_id_fields = ["project", "phase", "milestone", "approvers"]
    list_select_related = ["project", "phase"]
    create_service = staticmethod(gates.create_gate)
    change_service = staticmethod(gates.change_gate)
    delete_service = staticmethod(gates.delete_gate)


@admin.register(m.Criterion)
class CriterionAdmin(ServiceAdmin):
    list_display = ["text", "gate", "kind", "is_must", "state", "value", "threshold", "evaluated_at"]
    list_filter = ["kind", "is_must", "state"]
    search_fields = ["text", "expression", *PROJECT]
    raw_id_fields = ["project", "gate", "confirmer"]
    list_select_related = ["gate"]
    create_service = staticmethod(gates.create_criterion)
    change_service = staticmethod(gates.change_criterion)
    delete_service = staticmethod(gates.delete_criterion)


@admin.register(m.Lesson)
class LessonAdmin(ServiceAdmin):
    list_display = ["title", "project", "category", "template_id", "verdict", "is_public"]
    list_filter = ["category", "verdict", "is_public"]
    search_fields = ["title", "situation", "recommendation", *PROJECT]
    raw_id_fields = ["project"]
    list_select_related = ["project"]
    create_service = staticmethod(lessons.create_lesson)
    change_service = staticmethod(lessons.change_lesson)
    delete_service = staticmethod(lessons.delete_lesson)


class OfProjectAdmin(ReadOnlyAdmin):
    """A record of a project that is only made on its page."""

    list_display = ["__str__", "project"]
    search_fields = PROJECT
    list_select_related = ["project"]


@admin.register(m.Review)
class ReviewAdmin(OfProjectAdmin):
    list_display = ["gate", "project", "state", "outcome", "requested_at", "decided_at", "snapshot_hash"]
    list_filter = ["state", "outcome"]
    list_select_related = ["project", "gate"]


for model in (
    m.Vote,
    m.Condition,
    m.Waiver,
    m.Evidence,
    m.StatedFigure,
    m.HandoverItem,
    m.Closure,
):
    admin.site.register(model, OfProjectAdmin)
