"""The language in which templates and patterns are read."""

from django.utils.translation import get_language


def language() -> str:
    """The active language without its region, English where there is none."""
    return (get_language() or "en").partition("-")[0]
