"""The health of a plan over REST."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from ecompm.core.api.serializers import Serializer
from ecompm.core.errors import NotFound
from ecompm.core.pages import today
from planning.advice import WORDS, fault_of
from planning.services.health import LONG_DAYS, CheckResult, plan_health
from projects import access
from projects.models import Project


class OffenderSerializer(Serializer):
    """A task that offends, or the successor of a link that does, and what it did."""

    task = serializers.IntegerField()
    number = serializers.IntegerField()
    name = serializers.CharField()
    fault = serializers.CharField()


class CheckSerializer(Serializer):
    """`value` is a share (0 to 1) or an index, null with nothing to judge; `healthy` is then null as well."""

    number = serializers.IntegerField()
    check = serializers.CharField()
    title = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    limit = serializers.FloatField()
    healthy = serializers.BooleanField(allow_null=True)
    offenders = OffenderSerializer(many=True)


class HealthQuery(Serializer):
    long_days = serializers.IntegerField(min_value=1, max_value=1000, default=LONG_DAYS)


class PlanHealthViewSet(viewsets.ViewSet):
    """The 14 checks of a project's plan, in order; each names who offends."""

    grants = {"retrieve": "project.view"}
    lookup_value_regex = r"\d{1,18}"
    tag = "plan-health"

    @extend_schema(
        responses=CheckSerializer(many=True),
        operation_id="plan_health_retrieve",
        parameters=[OpenApiParameter("long_days", int, description="Working days that count as long.")],
    )
    def retrieve(self, request: Any, pk: str) -> Response:
        project = Project.objects.allowed(request.user, "project.enter").filter(pk=pk).first()
        if project is None:
            raise NotFound()
        access.require(request.user, project, self.grants["retrieve"])
        query = HealthQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        found = plan_health(project, on=today(), long_days=query.validated_data["long_days"])
        return Response([_check(one) for one in found.results])


def _check(result: CheckResult) -> dict[str, Any]:
    faults = [
        {"task": one.id, "number": one.number, "name": one.name, "fault": fault_of(result.check, one)}
        for one in result.offenders
    ]
    return {
        "number": result.number,
        "check": result.check.value,
        "title": str(WORDS[result.check].title),
        "value": result.value,
        "limit": result.limit,
        "healthy": result.healthy,
        "offenders": faults,
    }
