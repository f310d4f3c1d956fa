"""REST endpoints of templates, and of projects made from them."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status, viewsets
from rest_framework.response import Response
from rest_framework.views import APIView

from blueprints.api.serializers import (
    FromTemplateSerializer,
    ShelfSerializer,
    TemplateDetailSerializer,
    TemplateImportSerializer,
    TemplateSerializer,
)
from blueprints.calc.rendering import render
from blueprints.calc.template import Template
from blueprints.loaders import find_template, on_offer
from blueprints.models import ProjectTemplate
from blueprints.services.instantiate import create_from_template
from blueprints.services.templates import import_template
from ecompm.core.api import idempotency
from ecompm.core.api.permissions import SIGNED_IN
from ecompm.core.errors import NotAllowed, NotFound
from projects.api.serializers import ProjectSerializer


class TemplateViewSet(viewsets.GenericViewSet):
    """Templates on the shelf, the newest version of each. Administrators import further ones."""

    serializer_class = TemplateSerializer
    queryset = ProjectTemplate.objects.none()
    lookup_field = "id"
    lookup_value_regex = "[a-z][a-z0-9-]{0,59}"
    pagination_class = None
    idempotent = True
    grants = {"list": SIGNED_IN, "retrieve": SIGNED_IN, "create": SIGNED_IN}

    @extend_schema(responses=ShelfSerializer)
    def list(self, request: Any) -> Response:
        _require_colleague(request.user)
        return Response({"results": TemplateSerializer(list(on_offer().values()), many=True).data})

    @extend_schema(responses=TemplateDetailSerializer)
    def retrieve(self, request: Any, id: str) -> Response:
        _require_colleague(request.user)
        template = find_template(id)
        if template is None:
            raise NotFound()
        return Response(_whole(template))

    @extend_schema(request=TemplateImportSerializer, responses={201: TemplateDetailSerializer})
    def create(self, request: Any) -> Response:
        """Import a template. Every mistake is named with its line under `errors.source`."""
        return idempotency.once(request, lambda: self._import(request))

    def _import(self, request: Any) -> Response:
        body = TemplateImportSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        stored = import_template(by=request.user, source=body.validated_data["source"])
        return Response(_whole(stored.template, stored.source), status=status.HTTP_201_CREATED)


class FromTemplateView(APIView):
    """A whole project from a template: plan, gates, risks, requirements, KPIs, stakeholders, in one step."""

    grants = {"post": SIGNED_IN}
    serializer_class = FromTemplateSerializer
    idempotent = True

    @extend_schema(request=FromTemplateSerializer, responses={201: ProjectSerializer})
    def post(self, request: Any) -> Response:
        return idempotency.once(request, lambda: self._make(request))

    def _make(self, request: Any) -> Response:
        body = FromTemplateSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        project = create_from_template(by=request.user, answers=body.answers())
        data = ProjectSerializer(project, context={"request": request}).data
        return Response(data, status=status.HTTP_201_CREATED, headers={"ETag": project.etag})


def _whole(template: Template, source: str = "") -> dict[str, Any]:
    return {**TemplateSerializer(template).data, "source": source or render(template)}


def _require_colleague(user: Any) -> None:
    if user.is_external:
        raise NotAllowed(_("The library is open to people of the organisation."))
