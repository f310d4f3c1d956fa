"""The REST API as one person uses it."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client


class Api:
    """JSON requests below /api/v1/ in the session of a person, or without one."""

    def __init__(self, user: Any = None, *, token: str = "") -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Token {token}"} if token else {}
        if user is not None:
            self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def get(self, path: str, **parameters: Any) -> HttpResponse:
        return self.client.get(f"/api/v1/{path}", parameters, headers=self.headers)

    def rows(self, path: str, **parameters: Any) -> list[dict[str, Any]]:
        return self.get(path, **parameters).json()["results"]

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self._send("post", path, body, headers)

    def patch(self, path: str, body: Any, etag: str = "") -> HttpResponse:
        return self._send("patch", path, body, {"If-Match": etag} if etag else {})

    def delete(self, path: str, etag: str = "") -> HttpResponse:
        return self._send("delete", path, None, {"If-Match": etag} if etag else {})

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> HttpResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()} | self.headers
        text = "" if body is None else json.dumps(body)
        return getattr(self.client, method)(f"/api/v1/{path}", text, content_type="application/json", headers=named)
