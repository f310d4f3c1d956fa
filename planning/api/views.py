"""REST endpoints of the plan."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from ecompm.core.api.preconditions import expected_version
from ecompm.core.errors import Invalid
from planning.api.serializers import (
    BaselineSerializer,
    ExplanationSerializer,
    PlaceSerializer,
    RippleSerializer,
    TaskLinkSerializer,
    TaskRowSerializer,
    TaskSerializer,
    VarianceSerializer,
    WorkCalendarSerializer,
)
from planning.filters import BaselineFilter, TaskFilter, TaskLinkFilter, WorkCalendarFilter
from planning.models import Baseline, Task, TaskLink, WorkCalendar
from planning.services import baselines, calendars, comparing, links, moving, tasks, undo
from planning.services.paths import explain_dates
from projects import access
from projects.api.base import ItemViewSet


class TaskViewSet(ItemViewSet):
    """Tasks of the plan. A change that moves dates answers with the new ones (plans of up to 2,000 tasks)."""

    model = Task
    serializer_class = TaskSerializer
    row_serializer_class = TaskRowSerializer
    filterset_class = TaskFilter
    ordering_fields = (
        "position",
        "number",
        "name",
        "status",
        "start",
        "finish",
        "priority",
        "total_float",
        "updated_at",
    )
    grants = {
        "list": "task.view",
        "retrieve": "task.view",
        "create": "task.change",
        "partial_update": "task.change",
        "destroy": "task.change",
        "move": "task.change",
        "indent": "task.change",
        "outdent": "task.change",
        "preview": "task.change",
        "undo": "task.change",
        "path": "project.view",
    }
    versioned_actions = ("move", "indent", "outdent", "preview", "undo")
    create_service = staticmethod(tasks.create_task)
    change_service = staticmethod(tasks.change_task)
    delete_service = staticmethod(tasks.delete_task)

    @property
    def ordering(self) -> tuple[str, ...]:
        """As they were made. In a project that is by number, in whose index no row of other projects stands."""
        return ("number",) if "project" in self.request.query_params else ("id",)

    @extend_schema(request=PlaceSerializer, responses=TaskSerializer)
    @action(detail=True, methods=["post"])
    def move(self, request: Any, pk: str) -> Response:
        """Put the task, with its parts, before another one or under another parent."""
        task = self.get_object()
        version = expected_version(request, task)
        place = PlaceSerializer(data=request.data, context=self.get_serializer_context())
        place.is_valid(raise_exception=True)
        return self.answer(moving.move_task(task, by=request.user, version=version, **place.validated_data))

    @extend_schema(request=None, responses=TaskSerializer)
    @action(detail=True, methods=["post"])
    def indent(self, request: Any, pk: str) -> Response:
        """Make the task a part of the one before it."""
        return self.act(request, moving.indent_task)

    @extend_schema(request=None, responses=TaskSerializer)
    @action(detail=True, methods=["post"])
    def outdent(self, request: Any, pk: str) -> Response:
        """Put the task behind the one it is part of."""
        return self.act(request, moving.outdent_task)

    @extend_schema(request=TaskSerializer, responses=RippleSerializer)
    @action(detail=True, methods=["post"])
    def preview(self, request: Any, pk: str) -> Response:
        """What a change would move in the plan; nothing is saved."""
        task = self.get_object()
        return Response(tasks.preview_change(task, by=request.user, **self.changes(request, task)).as_json())

    @extend_schema(request=None, responses=TaskSerializer)
    @action(detail=True, methods=["post"])
    def undo(self, request: Any, pk: str) -> Response:
        """Take back your last change of the task, of its values, place or predecessors. Once more makes it again."""
        return self.act(request, undo.undo_last)

    @extend_schema(responses=ExplanationSerializer)
    @action(detail=True, methods=["get"])
    def path(self, request: Any, pk: str) -> Response:
        """The tasks that set the dates of this one, what limits it, and the way there."""
        task = self.get_object()
        access.require(request.user, task.project, "project.view")
        return Response(ExplanationSerializer(explain_dates(task)).data)


class TaskLinkViewSet(ItemViewSet):
    """Dependencies. One that would close a circle is refused, and the answer names the path."""

    model = TaskLink
    serializer_class = TaskLinkSerializer
    filterset_class = TaskLinkFilter
    grants = {
        "list": "task.view",
        "retrieve": "task.view",
        "create": "task.change",
        "partial_update": "task.change",
        "destroy": "task.change",
    }
    create_service = staticmethod(links.create_link)
    change_service = staticmethod(links.change_link)
    delete_service = staticmethod(links.delete_link)


class WorkCalendarViewSet(ItemViewSet):
    model = WorkCalendar
    serializer_class = WorkCalendarSerializer
    filterset_class = WorkCalendarFilter
    ordering_fields = ("name",)
    grants = {
        "list": "resource.view",
        "retrieve": "resource.view",
        "create": "resource.change",
        "partial_update": "resource.change",
        "destroy": "resource.change",
    }
    create_service = staticmethod(calendars.create_calendar)
    change_service = staticmethod(calendars.change_calendar)
    delete_service = staticmethod(calendars.delete_calendar)


class BaselineViewSet(ItemViewSet):
    """Frozen plans. Creating one freezes the plan as it is now; its dates never change."""

    model = Baseline
    serializer_class = BaselineSerializer
    filterset_class = BaselineFilter
    ordering_fields = ("number",)
    grants = {
        "list": "baseline.view",
        "retrieve": "baseline.view",
        "create": "baseline.change",
        "partial_update": "baseline.change",
        "destroy": "baseline.change",
        "compare": "baseline.view",
    }
    create_service = staticmethod(baselines.take_baseline)
    change_service = staticmethod(baselines.change_baseline)
    delete_service = staticmethod(baselines.delete_baseline)

    @extend_schema(
        responses=VarianceSerializer(many=True),
        parameters=[OpenApiParameter("to", int, description="The later baseline; without it, today's plan.")],
    )
    @action(detail=True, methods=["get"])
    def compare(self, request: Any, pk: str) -> Response:
        """Every task of this baseline against today's plan, or against another baseline."""
        before, asked = self.get_object(), request.query_params.get("to", "")
        after = None
        if asked:
            known = self.get_queryset().filter(project_id=before.project_id)
            after = known.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 19 else None
            if after is None:
                raise Invalid(fields={"to": [_("There is no such baseline.")]})
        told = access.holds(request.user, before.project, "resource.cost")
        found = comparing.compare(before, after, with_costs=told)
        return Response(VarianceSerializer(found.rows, many=True).data)
