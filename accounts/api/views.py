"""REST endpoints of one's own account."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework import status, viewsets
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.serializers import ApiTokenSerializer, MeSerializer
from accounts.models import ApiToken
from accounts.services import preferences, tokens
from ecompm.core.api.permissions import SIGNED_IN
from ecompm.core.errors import NotAllowed


class MeView(APIView):
    """Who is calling, and their preferences."""

    grants = {"get": SIGNED_IN, "patch": SIGNED_IN}
    serializer_class = MeSerializer

    def get(self, request: Any) -> Response:
        return Response(MeSerializer(request.user).data)

    def patch(self, request: Any) -> Response:
        if getattr(request.user, "limited_to", None):
            raise NotAllowed(_("A token for single projects can't change the account."))
        serializer = MeSerializer(request.user, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        changed = preferences.change_preferences(request.user, by=request.user, **serializer.validated_data)
        return Response(MeSerializer(changed).data)


class ApiTokenViewSet(viewsets.GenericViewSet):
    """One's own tokens. They are made and revoked in a session of the browser, never by another token."""

    serializer_class = ApiTokenSerializer
    lookup_value_regex = r"\d{1,18}"
    grants = {"list": SIGNED_IN, "retrieve": SIGNED_IN, "create": SIGNED_IN, "destroy": SIGNED_IN}

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return ApiToken.objects.none()
        return ApiToken.objects.of(self.request.user)

    def list(self, request: Any) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Any, pk: str) -> Response:
        return Response(self.get_serializer(get_object_or_404(self.get_queryset(), pk=pk)).data)

    def create(self, request: Any) -> Response:
        _require_session(request)
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        token, secret = tokens.create_token(by=request.user, **serializer.validated_data)
        body = {**self.get_serializer(token).data, "secret": secret}
        return Response(body, status=status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"})

    def destroy(self, request: Any, pk: str) -> Response:
        _require_session(request)
        tokens.revoke_token(get_object_or_404(self.get_queryset(), pk=pk), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _require_session(request: Any) -> None:
    """A stolen token must not make itself another one."""
    if request.auth is not None:
        raise NotAllowed(_("Tokens are made and revoked on the page of your account, not by a token."))
