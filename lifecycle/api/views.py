"""REST endpoints of the lifecycle."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from ecompm.core.api import idempotency
from ecompm.core.pages import today
from lifecycle import filters
from lifecycle import models as m
from lifecycle.api import serializers as s
from lifecycle.services import closing, gates, lessons, phases, reviews
from projects.api.base import ItemViewSet


def grants_for(view: str, change: str, *actions: str) -> dict[str, str]:
    """The grants of a register: reading by one, writing and the extra actions by the other."""
    writing = ("create", "partial_update", "destroy", *actions)
    return {"list": view, "retrieve": view} | dict.fromkeys(writing, change)


READ_GATES = {"list": "gate.view", "retrieve": "gate.view"}


class PhaseViewSet(ItemViewSet):
    model = m.Phase
    serializer_class = s.PhaseSerializer
    filterset_class = filters.PhaseFilter
    ordering_fields = ("position",)
    grants = {
        "list": "phase.view",
        "retrieve": "phase.view",
        "create": "phase.change",
        "partial_update": "phase.change",
    }
    create_service = staticmethod(phases.add_phase)
    change_service = staticmethod(phases.change_phase)


class GateViewSet(ItemViewSet):
    model = m.Gate
    serializer_class = s.GateSerializer
    filterset_class = filters.GateFilter
    ordering_fields = ("number", "position")
    grants = grants_for("gate.view", "gate.change")
    create_service = staticmethod(gates.create_gate)
    change_service = staticmethod(gates.change_gate)
    delete_service = staticmethod(gates.delete_gate)


class CriterionViewSet(ItemViewSet):
    model = m.Criterion
    related = ("project", "gate", "confirmer")
    serializer_class = s.CriterionSerializer
    filterset_class = filters.CriterionFilter
    ordering_fields = ("position",)
    grants = grants_for("gate.view", "gate.change") | {"confirm": "gate.view"}
    versioned_actions = ("confirm",)
    create_service = staticmethod(gates.create_criterion)
    change_service = staticmethod(gates.change_criterion)
    delete_service = staticmethod(gates.delete_criterion)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Any, pk: str) -> Response:
        return self.act(request, gates.confirm_criterion)


class EvidenceViewSet(ItemViewSet):
    model = m.Evidence
    serializer_class = s.EvidenceSerializer
    filterset_class = filters.EvidenceFilter
    grants = {"list": "gate.view", "retrieve": "gate.view", "create": "gate.evidence", "destroy": "gate.evidence"}
    create_service = staticmethod(gates.add_evidence)
    delete_service = staticmethod(gates.delete_evidence)


class StatedFigureViewSet(ItemViewSet):
    model = m.StatedFigure
    serializer_class = s.StatedFigureSerializer
    filterset_class = filters.StatedFigureFilter
    grants = {**READ_GATES, "create": "gate.evidence"}
    create_service = staticmethod(gates.state_figure)


class ReviewViewSet(ItemViewSet):
    model = m.Review
    related = ("project", "gate")
    parent_field = "gate"
    serializer_class = s.ReviewSerializer
    filterset_class = filters.ReviewFilter
    ordering_fields = ("requested_at", "decided_at")
    grants = {
        **READ_GATES,
        "create": "gate.request",
        "decide": "gate.decide",
        "withdraw": "gate.request",
        "verify": "gate.view",
    }

    def make_in(self, request: Any, parent: Any, values: dict[str, Any]) -> Any:
        return reviews.request_review(parent, by=request.user, **values)

    @extend_schema(request=s.DecisionSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Any, pk: str) -> Response:
        return idempotency.once(request, lambda: self._decide(request))

    def _decide(self, request: Any) -> Response:
        review = self.get_object()
        decision = s.DecisionSerializer(
            data=request.data, context={**self.get_serializer_context(), "project": review.project}
        )
        decision.is_valid(raise_exception=True)
        return self.answer(reviews.decide_review(review, by=request.user, on=today(), **decision.validated_data))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Any, pk: str) -> Response:
        return self.run(request, reviews.withdraw_review)

    @extend_schema(responses={200: {"type": "object", "properties": {"intact": {"type": "boolean"}}}})
    @action(detail=True, methods=["get"])
    def verify(self, request: Any, pk: str) -> Response:
        return Response({"intact": reviews.verify(self.get_object())})


class VoteViewSet(ItemViewSet):
    model = m.Vote
    parent_field = "review"
    serializer_class = s.VoteSerializer
    filterset_class = filters.VoteFilter
    grants = {**READ_GATES, "create": "gate.vote"}

    def make_in(self, request: Any, parent: Any, values: dict[str, Any]) -> Any:
        return reviews.cast_vote(parent, by=request.user, on=today(), **values)


class ConditionViewSet(ItemViewSet):
    model = m.Condition
    serializer_class = s.ConditionSerializer
    filterset_class = filters.ConditionFilter
    ordering_fields = ("due_on",)
    grants = {**READ_GATES, "finish": "gate.view"}
    versioned_actions = ("finish",)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def finish(self, request: Any, pk: str) -> Response:
        return self.act(request, reviews.finish_condition)


class WaiverViewSet(ItemViewSet):
    model = m.Waiver
    related = ("project", "criterion")
    parent_field = "criterion"
    serializer_class = s.WaiverSerializer
    filterset_class = filters.WaiverFilter
    grants = {**READ_GATES, "create": "gate.vote", "revoke": "gate.decide"}

    def make_in(self, request: Any, parent: Any, values: dict[str, Any]) -> Any:
        return reviews.grant_waiver(parent, by=request.user, on=today(), **values)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Any, pk: str) -> Response:
        return self.run(request, reviews.revoke_waiver)


class HandoverItemViewSet(ItemViewSet):
    model = m.HandoverItem
    serializer_class = s.HandoverItemSerializer
    filterset_class = filters.HandoverItemFilter
    ordering_fields = ("position",)
    grants = grants_for("closure.view", "closure.change", "accept")
    versioned_actions = ("accept",)
    create_service = staticmethod(closing.add_handover_item)
    change_service = staticmethod(closing.change_handover_item)
    delete_service = staticmethod(closing.delete_handover_item)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def accept(self, request: Any, pk: str) -> Response:
        return self.act(request, closing.accept_handover_item)


class ClosureViewSet(ItemViewSet):
    model = m.Closure
    serializer_class = s.ClosureSerializer
    grants = {
        "list": "closure.view",
        "retrieve": "closure.view",
        "partial_update": "closure.change",
        "accept": "closure.view",
    }
    change_service = staticmethod(closing.change_closure)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def accept(self, request: Any, pk: str) -> Response:
        return self.run(request, closing.accept_results)


class LessonViewSet(ItemViewSet):
    model = m.Lesson
    serializer_class = s.LessonSerializer
    filterset_class = filters.LessonFilter
    ordering_fields = ("number", "created_at")
    grants = grants_for("lesson.view", "lesson.change")
    create_service = staticmethod(lessons.create_lesson)
    change_service = staticmethod(lessons.change_lesson)
    delete_service = staticmethod(lessons.delete_lesson)
