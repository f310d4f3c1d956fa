"""Pages as PDF files, where the library for it is installed (`pip install ecompm[pdf]`)."""

from importlib.util import find_spec

from django.http import HttpResponse
from django.template.loader import render_to_string


def can_write_pdf() -> bool:
    return find_spec("weasyprint") is not None


def write_pdf(template: str, context: dict[str, object]) -> bytes:
    """The template as a PDF. Nothing is fetched: it holds its own styles and pictures."""
    from weasyprint import HTML

    return bytes(HTML(string=render_to_string(template, context), url_fetcher=_fetch_nothing).write_pdf())


def pdf_response(name: str, content: bytes) -> HttpResponse:
    """A PDF as a download."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _fetch_nothing(url: str, *_arguments: object, **_options: object) -> dict[str, object]:
    raise ValueError(f"A page on paper fetches nothing: {url}")
