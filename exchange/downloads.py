"""Files that leave the exchange: always downloads, never pages of ours."""

from django.http import HttpResponse

from projects.models import Project


def mspdi_response(project: Project, content: bytes) -> HttpResponse:
    """The plan under the key of its project. No browser shows it in our origin."""
    response = HttpResponse(content, content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{project.key}.xml"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-cache"
    return response
