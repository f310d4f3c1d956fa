"""The plan as a picture over the API."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema

from ecompm.core.errors import NotFound
from planning.gantt.state import ZOOMS
from planning.views.plan_papers import FILES, plan_file
from projects.api.base import ItemViewSet
from projects.models import Project

SHOWN = (
    OpenApiParameter("zoom", str, enum=ZOOMS, description="How wide a day is drawn; without it, as fits the work."),
    OpenApiParameter("closed", str, description="Numbers of closed summaries, parted by commas."),
    OpenApiParameter("critical", str, enum=["1"], description="Only the critical path."),
    OpenApiParameter("search", str),
    OpenApiParameter("owner", int),
    OpenApiParameter("status", str),
    OpenApiParameter("baseline", int, description="The number of a baseline, 0 for none; without it, the latest."),
    OpenApiParameter("progress", str, enum=["1"], description="With the progress line."),
)


class PlanPaperViewSet(ItemViewSet):
    """The plan of a project with its bars, by the id of the project: the picture that its page shows at the same
    address, as SVG, or as PDF on sheets of A3."""

    model = Project
    related = ()
    versioned = False
    grants = {"retrieve": "project.view"}

    @extend_schema(
        parameters=[OpenApiParameter("file", str, enum=[*FILES], default="svg"), *SHOWN],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def retrieve(self, request: Any, pk: str) -> HttpResponse:  # type: ignore[override]
        kind = request.query_params.get("file", "svg")
        if kind not in FILES:
            raise NotFound()
        return plan_file(self.get_object(), request.user, kind, request.query_params)
