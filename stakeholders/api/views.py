"""REST endpoints of stakeholders and responsibilities."""

from typing import Any

from rest_framework import status
from rest_framework.response import Response

from projects.api.base import ItemViewSet
from stakeholders import services
from stakeholders.api.serializers import CommunicationSerializer, RaciEntrySerializer, StakeholderSerializer
from stakeholders.filters import CommunicationFilter, RaciFilter, StakeholderFilter
from stakeholders.models import Communication, RaciEntry, Stakeholder


class StakeholderViewSet(ItemViewSet):
    model = Stakeholder
    serializer_class = StakeholderSerializer
    filterset_class = StakeholderFilter
    ordering_fields = ("number", "name", "power", "interest")
    grants = {
        "list": "stakeholder.view",
        "retrieve": "stakeholder.view",
        "create": "stakeholder.change",
        "partial_update": "stakeholder.change",
        "destroy": "stakeholder.change",
    }
    create_service = staticmethod(services.create_stakeholder)
    change_service = staticmethod(services.change_stakeholder)
    delete_service = staticmethod(services.delete_stakeholder)


class CommunicationViewSet(ItemViewSet):
    model = Communication
    serializer_class = CommunicationSerializer
    filterset_class = CommunicationFilter
    ordering_fields = ("number", "audience", "every_days")
    grants = {
        "list": "communication.view",
        "retrieve": "communication.view",
        "create": "communication.change",
        "partial_update": "communication.change",
        "destroy": "communication.change",
    }
    create_service = staticmethod(services.create_communication)
    change_service = staticmethod(services.change_communication)
    delete_service = staticmethod(services.delete_communication)


class RaciEntryViewSet(ItemViewSet):
    model = RaciEntry
    versioned = False
    related = ("project", "task", "role")
    serializer_class = RaciEntrySerializer
    filterset_class = RaciFilter
    grants = {"list": "raci.view", "retrieve": "raci.view", "create": "raci.change", "destroy": "raci.change"}
    create_service = staticmethod(services.add_raci_entry)

    def destroy(self, request: Any, pk: str) -> Response:
        services.delete_raci_entry(self.get_object(), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
