"""REST endpoints of requirements."""

from projects.api.base import ItemViewSet
from requirements import services
from requirements.api.serializers import RequirementSerializer
from requirements.filters import RequirementFilter
from requirements.models import Requirement


class RequirementViewSet(ItemViewSet):
    model = Requirement
    serializer_class = RequirementSerializer
    filterset_class = RequirementFilter
    ordering_fields = ("number", "priority", "status", "updated_at")
    grants = {
        "list": "requirement.view",
        "retrieve": "requirement.view",
        "create": "requirement.change",
        "partial_update": "requirement.change",
        "destroy": "requirement.change",
    }
    create_service = staticmethod(services.create_requirement)
    change_service = staticmethod(services.change_requirement)
    delete_service = staticmethod(services.delete_requirement)
