"""REST endpoints of the risk register."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.response import Response as Answer

from ecompm.core.pages import today
from projects.api.base import ItemViewSet
from risks.api.serializers import (
    IndicatorSerializer,
    JudgementSerializer,
    OccurrenceSerializer,
    ResponseSerializer,
    RiskLinkSerializer,
    RiskSerializer,
    ScoreMoveSerializer,
    SimulationSerializer,
)
from risks.filters import IndicatorFilter, ResponseFilter, RiskFilter, RiskLinkFilter, ScoreMoveFilter, SimulationFilter
from risks.models import Indicator, Response, Risk, RiskLink, ScoreMove, Simulation
from risks.services import links, occurrence, register, responses, simulation


class RiskViewSet(ItemViewSet):
    model = Risk
    serializer_class = RiskSerializer
    filterset_class = RiskFilter
    ordering_fields = ("number", "score", "next_review_on", "updated_at")
    grants = {
        "list": "risk.view",
        "retrieve": "risk.view",
        "create": "risk.change",
        "partial_update": "risk.change",
        "destroy": "risk.change",
        "review": "risk.change",
        "occur": "risk.change",
        "take_back": "risk.change",
    }
    versioned_actions = ("review", "occur", "take_back")
    create_service = staticmethod(register.create_risk)
    change_service = staticmethod(register.change_risk)
    delete_service = staticmethod(register.delete_risk)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def review(self, request: Any, pk: str) -> Answer:
        return self.act(request, register.review_risk, on=today())

    @extend_schema(request=OccurrenceSerializer)
    @action(detail=True, methods=["post"])
    def occur(self, request: Any, pk: str) -> Answer:
        """The risk occurred: it becomes an issue, and `draw` is taken out of the reserve."""
        return self.act(request, occurrence.record_occurrence, body=OccurrenceSerializer)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Any, pk: str) -> Answer:
        """The risk did not occur after all: its issue is closed, what was drawn goes back."""
        return self.act(request, occurrence.take_back_occurrence, on=today())


class _OfRisk(ItemViewSet):
    """What hangs on a risk and has no version of its own."""

    versioned = False
    parent_field = "risk"
    grants = {"list": "risk.view", "retrieve": "risk.view", "create": "risk.change", "destroy": "risk.change"}

    def make_in(self, request: Any, parent: Risk, values: dict[str, Any]) -> Any:
        return type(self).create_service(by=request.user, project=parent.project, risk=parent, **values)

    def destroy(self, request: Any, pk: str) -> Answer:
        type(self).delete_service(self.get_object(), by=request.user)
        return Answer(status=status.HTTP_204_NO_CONTENT)


class IndicatorViewSet(_OfRisk):
    model = Indicator
    related = ("project", "risk")
    serializer_class = IndicatorSerializer
    filterset_class = IndicatorFilter
    create_service = staticmethod(register.add_indicator)
    delete_service = staticmethod(register.delete_indicator)


class ResponseViewSet(_OfRisk):
    model = Response
    related = ("project", "risk", "task")
    serializer_class = ResponseSerializer
    filterset_class = ResponseFilter
    grants = {**_OfRisk.grants, "judge": "risk.change"}
    create_service = staticmethod(register.add_response)
    delete_service = staticmethod(register.delete_response)

    @extend_schema(request=JudgementSerializer)
    @action(detail=True, methods=["post"])
    def judge(self, request: Any, pk: str) -> Answer:
        """Take over the score that the finished response proposes, or leave it."""
        return self.act(request, responses.judge_response, body=JudgementSerializer)


class RiskLinkViewSet(_OfRisk):
    """Links to requirements, stakeholders and whatever else of the project can be linked."""

    model = RiskLink
    related = ("project", "risk")
    serializer_class = RiskLinkSerializer
    filterset_class = RiskLinkFilter
    create_service = staticmethod(links.add_link)
    delete_service = staticmethod(links.delete_link)


class ScoreMoveViewSet(ItemViewSet):
    model = ScoreMove
    versioned = False
    serializer_class = ScoreMoveSerializer
    filterset_class = ScoreMoveFilter
    ordering_fields = ("at",)
    grants = {"list": "risk.view", "retrieve": "risk.view"}


class SimulationViewSet(ItemViewSet):
    """Simulations are started and read; the job named in `job` tells how far one is."""

    model = Simulation
    versioned = False
    serializer_class = SimulationSerializer
    filterset_class = SimulationFilter
    ordering_fields = ("created_at",)
    grants = {"list": "risk.view", "retrieve": "risk.view", "create": "risk.change"}

    def make_in(self, request: Any, parent: Any, values: dict[str, Any]) -> Simulation:
        return simulation.start_simulation(by=request.user, project=parent, on=today(), **values)
