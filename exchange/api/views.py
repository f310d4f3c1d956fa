"""REST endpoints of the exchange."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.response import Response

from ecompm.core.api import idempotency
from ecompm.core.api.parsers import GuardedJSONParser, GuardedMultiPartParser
from ecompm.core.doors import SIGNED_IN
from exchange.api.serializers import ConfirmSerializer, PlanImportSerializer
from exchange.downloads import mspdi_response
from exchange.models import PlanImport
from exchange.services import exporting, importing
from projects.api.base import ItemViewSet
from projects.models import Project


class PlanImportViewSet(ItemViewSet):
    """Plans of Microsoft Project on their way in. Upload as multipart/form-data, read `report`, then confirm.

    Everybody sees only their own.
    """

    model = PlanImport
    serializer_class = PlanImportSerializer
    parser_classes = [GuardedMultiPartParser, GuardedJSONParser]
    related = ("job", "project", "owner")
    versioned = False
    grants = {"retrieve": SIGNED_IN, "create": SIGNED_IN, "destroy": SIGNED_IN, "confirm": SIGNED_IN}
    delete_service = staticmethod(importing.discard_import)

    def visible(self, user: Any) -> Any:
        return PlanImport.objects.allowed(user)

    def make(self, request: Any) -> PlanImport:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return importing.upload_plan(by=request.user, file=serializer.validated_data["file"])

    @extend_schema(request=ConfirmSerializer, responses={202: PlanImportSerializer})
    @action(detail=True, methods=["post"])
    def confirm(self, request: Any, pk: str) -> Response:
        """Make it a project, in the background. Confirming again changes nothing; `project` tells when it is done."""
        return idempotency.once(request, lambda: self._confirm(request))

    def _confirm(self, request: Any) -> Response:
        plan_import = self.get_object()
        asked = ConfirmSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        stated = plan_import.report.get("project", {}).get("day")
        day = {"day": date.fromisoformat(stated)} if stated else {"day": date.min}
        confirmed = importing.confirm_import(plan_import, by=request.user, **{**day, **asked.validated_data})
        return self.answer(confirmed, status.HTTP_202_ACCEPTED)


class PlanExportViewSet(ItemViewSet):
    """The plan of a project as Microsoft Project XML, by the id of the project."""

    model = Project
    related = ()
    versioned = False
    grants = {"retrieve": exporting.EXPORT}

    @extend_schema(responses={(200, "application/xml"): OpenApiTypes.BINARY})
    def retrieve(self, request: Any, pk: str) -> HttpResponse:  # type: ignore[override]
        project = self.get_object()
        return mspdi_response(project, exporting.export_plan(project, by=request.user))
