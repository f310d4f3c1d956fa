"""The risk criteria of the instance as JSON."""

from typing import Any

from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from ecompm.core.api.permissions import SIGNED_IN
from ecompm.core.api.preconditions import expected_version
from ecompm.core.api.serializers import ModelSerializer, Serializer
from projects import access
from risks import sentences
from risks.calc.criteria import HEAT
from risks.loaders.criteria import stored_criteria
from risks.models import RiskCriteria
from risks.services.criteria import change_criteria


class BandSerializer(Serializer):
    """One band: its level in words, its colour step from 1 (green) to 4 (red), and its scores."""

    level = serializers.CharField()
    label = serializers.CharField()
    heat = serializers.IntegerField()
    lowest = serializers.IntegerField()
    highest = serializers.IntegerField()


class RiskCriteriaSerializer(ModelSerializer):
    bands = serializers.SerializerMethodField()

    class Meta:
        model = RiskCriteria
        fields = [
            "preset", "medium_from", "high_from", "very_high_from", "appetite", "review_green", "review_yellow",
            "review_amber", "review_red", "version", "bands",
        ]  # fmt: skip
        read_only_fields = ["version"]

    def get_bands(self, criteria: RiskCriteria) -> BandSerializer(many=True):  # type: ignore[valid-type]
        rows = [
            {
                "level": band.level,
                "label": sentences.BANDS[band.level],
                "heat": HEAT[band.colour],
                "lowest": lowest,
                "highest": highest,
            }
            for band, lowest, highest in criteria.rules.ranges()
        ]
        return BandSerializer(rows, many=True).data


class RiskCriteriaView(APIView):
    """Everybody signed in reads the bands, the appetite and the review intervals; administrators set them."""

    grants = {"get": SIGNED_IN, "patch": SIGNED_IN}
    serializer_class = RiskCriteriaSerializer

    def get(self, request: Any) -> Response:
        return self._answer(stored_criteria())

    def patch(self, request: Any) -> Response:
        access.require_administrator(request.user)
        criteria = stored_criteria()
        version = expected_version(request, criteria)
        serializer = RiskCriteriaSerializer(criteria, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        return self._answer(change_criteria(criteria, by=request.user, version=version, **serializer.validated_data))

    def _answer(self, criteria: RiskCriteria) -> Response:
        return Response(RiskCriteriaSerializer(criteria).data, headers={"ETag": criteria.etag})
