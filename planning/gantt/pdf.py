"""The sheets of a plan as a PDF file, where the library for it is installed (`pip install ecompm[pdf]`)."""

from collections.abc import Iterable
from importlib.util import find_spec

from django.template.loader import render_to_string

from planning.gantt.picture_style import with_style


def can_write_pdf() -> bool:
    return find_spec("weasyprint") is not None


def write_pdf(sheets: Iterable[str], title: str, language: str) -> bytes:
    """One page of A3 in landscape for each sheet. Nothing is fetched: the pictures hold all they need."""
    from weasyprint import HTML

    pages = [with_style(sheet, halo=False) for sheet in sheets]
    context = {"sheets": pages, "title": title, "language": language}
    html = render_to_string("planning/plan_pdf.html", context)
    return bytes(HTML(string=html, url_fetcher=_fetch_nothing).write_pdf())


def _fetch_nothing(url: str, *_arguments: object, **_options: object) -> dict[str, object]:
    raise ValueError(f"A plan on paper fetches nothing: {url}")
