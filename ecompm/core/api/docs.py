"""The machine-readable description of the API, and pages to read it."""

from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe
from drf_spectacular import renderers
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView

from ecompm.core.api import reference
from ecompm.core.api.permissions import PUBLIC

RENDERERS = [
    renderers.OpenApiJsonRenderer,
    renderers.OpenApiJsonRenderer2,
    renderers.OpenApiYamlRenderer,
    renderers.OpenApiYamlRenderer2,
]


class Schema(SpectacularAPIView):
    """The description as JSON, or as YAML for who asks for it."""

    grants = {"get": PUBLIC}
    renderer_classes = RENDERERS

    @extend_schema(exclude=True)
    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        renderer = request.accepted_renderer
        body = _described(RENDERERS.index(type(renderer)), translation.get_language() or "")
        name = f'inline; filename="ecompm.{renderer.format}"'
        return HttpResponse(body, content_type=renderer.media_type, headers={"Content-Disposition": name})


@lru_cache(maxsize=32)
def _described(renderer: int, language: str) -> bytes:
    """The description in a language, by one of RENDERERS."""
    return bytes(RENDERERS[renderer]().render(_document(language), renderer_context={}))  # type: ignore[arg-type]


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """How to begin, what every address has in common, and all resources."""
    return _page(request, "api/documentation.html", {"resources": _resources(translation.get_language() or "")})


@require_safe
def documented(request: HttpRequest, resource: str) -> HttpResponse:
    """The operations of one resource."""
    operations = _resources(translation.get_language() or "").get(resource)
    if operations is None:
        raise Http404
    return _page(request, "api/resource.html", {"resource": resource, "operations": operations})


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Whoever is signed in keeps the frame of the product; strangers may read as well."""
    frame = "base.html" if request.user.is_authenticated else "plain.html"
    return render(request, template, {"frame": frame, **context})


@lru_cache(maxsize=8)
def _document(language: str) -> dict[str, Any]:
    """The description in a language. It takes seconds to make and never changes while we run."""
    generator: Any = SchemaGenerator
    return generator().get_schema(request=None, public=True)


@lru_cache(maxsize=8)
def _resources(language: str) -> dict[str, list[reference.Operation]]:
    return reference.resources(_document(language))
