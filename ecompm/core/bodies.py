"""How large the body of a request may be at all, asked before anything of it is read."""

from django.conf import settings

FORM_BYTES = 1_048_576


def fits(length: str) -> bool:
    """Whether a body with this Content-Length may be read: no more than the largest file with its form around it."""
    return not length.isdecimal() or int(length) <= settings.ATTACHMENT_MAX_BYTES + FORM_BYTES
