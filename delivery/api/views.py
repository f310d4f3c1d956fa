"""The board over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from delivery.loaders import BoardColumn, Card, load_board
from ecompm.core.api.serializers import DayField, MomentField, Serializer
from ecompm.core.errors import NotFound
from projects.models import Project


class CardSerializer(Serializer):
    id = serializers.IntegerField()
    number = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    owner = serializers.IntegerField(allow_null=True)
    phase = serializers.CharField()
    due = DayField(allow_null=True)
    percent = serializers.IntegerField()
    is_critical = serializers.BooleanField()
    blocked_reason = serializers.CharField()
    status_since = MomentField(allow_null=True)
    version = serializers.IntegerField()


class BoardColumnSerializer(Serializer):
    """A status, how many tasks it holds (counted up to 1,000, then `has_more`), and the first of them."""

    status = serializers.CharField()
    count = serializers.IntegerField()
    has_more = serializers.BooleanField()
    tasks = CardSerializer(many=True)


class BoardViewSet(viewsets.ViewSet):
    """The board of a project: its work by status, 50 cards a column. Cards move by a PATCH of their task's status."""

    grants = {"retrieve": "task.view"}
    lookup_value_regex = r"\d{1,18}"
    tag = "boards"

    @extend_schema(responses=BoardColumnSerializer(many=True), operation_id="boards_retrieve")
    def retrieve(self, request: Any, pk: str) -> Response:
        project = Project.objects.allowed(request.user, "project.enter").filter(pk=pk).first()
        if project is None:
            raise NotFound()
        return Response([_column(column) for column in load_board(project, request.user)])


def _column(column: BoardColumn) -> dict[str, Any]:
    cards = list(map(_card, column.cards))
    return {"status": column.status.value, "count": column.count, "has_more": column.has_more, "tasks": cards}


def _card(card: Card) -> dict[str, Any]:
    return {
        "id": card.id,
        "number": card.number,
        "code": card.code,
        "name": card.name,
        "owner": card.owner_id,
        "phase": card.phase,
        "due": card.due,
        "percent": card.percent,
        "is_critical": card.is_critical,
        "blocked_reason": card.blocked_reason,
        "status_since": card.status_since,
        "version": card.version,
    }
