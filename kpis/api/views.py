"""REST endpoints of goals, KPIs and measurements."""

from typing import Any

from rest_framework import status
from rest_framework.response import Response

from kpis import services
from kpis.api.serializers import GoalSerializer, KpiSerializer, MeasurementSerializer
from kpis.filters import GoalFilter, KpiFilter, MeasurementFilter
from kpis.models import Goal, Kpi, Measurement
from projects.api.base import ItemViewSet


class GoalViewSet(ItemViewSet):
    model = Goal
    serializer_class = GoalSerializer
    filterset_class = GoalFilter
    ordering_fields = ("number", "due_on")
    grants = {
        "list": "goal.view",
        "retrieve": "goal.view",
        "create": "goal.change",
        "partial_update": "goal.change",
        "destroy": "goal.change",
    }
    create_service = staticmethod(services.create_goal)
    change_service = staticmethod(services.change_goal)
    delete_service = staticmethod(services.delete_goal)


class KpiViewSet(ItemViewSet):
    model = Kpi
    serializer_class = KpiSerializer
    filterset_class = KpiFilter
    ordering_fields = ("number", "key", "last_at")
    grants = {
        "list": "kpi.view",
        "retrieve": "kpi.view",
        "create": "kpi.change",
        "partial_update": "kpi.change",
        "destroy": "kpi.change",
    }
    create_service = staticmethod(services.create_kpi)
    change_service = staticmethod(services.change_kpi)
    delete_service = staticmethod(services.delete_kpi)


class MeasurementViewSet(ItemViewSet):
    """Values of KPIs; pushing the same moment again replaces its value."""

    model = Measurement
    versioned = False
    related = ("project", "kpi")
    parent_field = "kpi"
    serializer_class = MeasurementSerializer
    filterset_class = MeasurementFilter
    ordering_fields = ("at",)
    grants = {"list": "kpi.view", "retrieve": "kpi.view", "create": "kpi.measure", "destroy": "kpi.measure"}

    def make_in(self, request: Any, parent: Kpi, values: dict[str, Any]) -> Measurement:
        return services.record_measurement(by=request.user, project=parent.project, kpi=parent, **values)

    def destroy(self, request: Any, pk: str) -> Response:
        services.delete_measurement(self.get_object(), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
