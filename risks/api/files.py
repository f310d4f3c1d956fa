"""The register and the findings as files over the API."""

from typing import Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from ecompm.core.api import idempotency
from ecompm.core.api.parsers import GuardedJSONParser, GuardedMultiPartParser
from ecompm.core.api.serializers import ModelSerializer, Serializer
from ecompm.core.errors import NotFound
from ecompm.core.pages import today
from projects.api.base import ItemViewSet, ProjectField
from projects.models import Project
from risks.loaders.burndown import load_burn_down
from risks.models import FindingImport, RegisterImport, Risk
from risks.services import exporting, finding_files, importing, intake
from risks.services.intake import Intake
from risks.views.burndown import burn_down_rows
from risks.views.files import KINDS, TABLES, findings_file, register_file


class CellProblemSerializer(Serializer):
    """A cell that can't be imported: its row in the file, its column, and what to do."""

    row = serializers.IntegerField()
    column = serializers.CharField()
    text = serializers.CharField()


class TableImportSerializer(ModelSerializer):
    """An upload that waits: what it would make and change, and what has to be mended in the file."""

    project = ProjectField()
    file = serializers.FileField(write_only=True)
    ready = serializers.BooleanField(source="is_ready", read_only=True)
    new = serializers.IntegerField(source="report.new", read_only=True)
    changed = serializers.IntegerField(source="report.changed", read_only=True)
    unchanged = serializers.IntegerField(source="report.unchanged", read_only=True)
    errors = serializers.SerializerMethodField()

    class Meta:
        fields = ["id", "project", "name", "file", "ready", "new", "changed", "unchanged", "errors", "created_at"]
        read_only_fields = ["name", "created_at"]

    @extend_schema_field(CellProblemSerializer(many=True))
    def get_errors(self, waiting: Any) -> Any:
        return waiting.report.get("errors", [])


class RegisterImportSerializer(TableImportSerializer):
    class Meta(TableImportSerializer.Meta):
        model = RegisterImport


class FindingImportSerializer(TableImportSerializer):
    class Meta(TableImportSerializer.Meta):
        model = FindingImport


class DoneSerializer(Serializer):
    """How many risks or findings were made and changed."""

    new = serializers.IntegerField()
    changed = serializers.IntegerField()


class TableImportViewSet(ItemViewSet):
    """What uploads of every kind share. Everybody sees only their own."""

    kind: ClassVar[Intake]
    parser_classes = [GuardedMultiPartParser, GuardedJSONParser]
    versioned = False

    def make_in(self, request: Any, parent: Any, values: dict[str, Any]) -> Any:
        return intake.upload(self.kind, by=request.user, project=parent, file=values["file"])

    @extend_schema(request=None, responses={200: DoneSerializer})
    @action(detail=True, methods=["post"])
    def confirm(self, request: Any, pk: str) -> Response:
        """Carry it out: every row or none."""
        return idempotency.once(request, lambda: Response(self._confirmed(request)))

    def _confirmed(self, request: Any) -> dict[str, int]:
        return intake.confirm(self.kind, self.get_object(), by=request.user)


def _grants(kind: Intake) -> dict[str, str]:
    return dict.fromkeys(("retrieve", "create", "destroy", "confirm"), kind.grant)


class RegisterImportViewSet(TableImportViewSet):
    """Registers on their way in. Upload as multipart/form-data, read the answer, then confirm.

    Everybody sees only their own.
    """

    kind = importing.INTAKE
    model = RegisterImport
    serializer_class = RegisterImportSerializer
    delete_service = staticmethod(importing.discard_import)
    grants = _grants(kind)


class FindingImportViewSet(TableImportViewSet):
    """Security findings on their way in. Upload as multipart/form-data, read the answer, then confirm.

    Everybody sees only their own.
    """

    kind = finding_files.INTAKE
    model = FindingImport
    serializer_class = FindingImportSerializer
    delete_service = staticmethod(finding_files.discard_import)
    grants = _grants(kind)


class BurnDownSerializer(Serializer):
    """The open exposure at the end of one day."""

    day = serializers.DateField()
    count = serializers.IntegerField()
    score = serializers.IntegerField()
    value = serializers.FloatField()


class BurnDownViewSet(ItemViewSet):
    """The open exposure of a project week by week, by the id of the project."""

    model = Project
    related = ()
    versioned = False
    grants = {"retrieve": exporting.GRANT}

    @extend_schema(
        parameters=[OpenApiParameter("is_opportunity", bool, default=False)],
        responses={200: BurnDownSerializer(many=True)},
    )
    def retrieve(self, request: Any, pk: str) -> Response:
        chances = request.query_params.get("is_opportunity") == "true"
        seen = Risk.objects.allowed(request.user, exporting.GRANT).of(self.get_object()).filter(is_opportunity=chances)
        return Response(BurnDownSerializer(burn_down_rows(load_burn_down(seen, today())), many=True).data)


class RegisterExportViewSet(ItemViewSet):
    """The register of a project as a file, by the id of the project. The filters of the risk list narrow it."""

    model = Project
    related = ()
    versioned = False
    grants = {"retrieve": exporting.GRANT}

    @extend_schema(
        parameters=[OpenApiParameter("file", str, enum=KINDS, default="csv")],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def retrieve(self, request: Any, pk: str) -> Any:
        kind = request.query_params.get("file", "csv")
        if kind not in KINDS:
            raise NotFound()
        return register_file(self.get_object(), request.user, kind, request.query_params)


class FindingExportViewSet(ItemViewSet):
    """The security findings of a project as a file, by the id of the project. The filters of the list narrow them."""

    model = Project
    related = ()
    versioned = False
    grants = {"retrieve": finding_files.VIEW}

    @extend_schema(
        parameters=[OpenApiParameter("file", str, enum=TABLES, default="csv")],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def retrieve(self, request: Any, pk: str) -> Any:
        return findings_file(
            self.get_object(), request.user, request.query_params.get("file", "csv"), request.query_params
        )
