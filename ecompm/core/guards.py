"""Guards against hostile input, used by every door: JSON bodies, query strings, form fields."""

import math
from typing import Any

import orjson
from django.utils.translation import gettext as _

from ecompm.core.errors import Invalid

MAX_DEPTH = 20
MAX_NUMBER = 10**18


def parse_json(body: bytes) -> Any:
    """The parsed body. Raises Invalid for broken, too deep or unstorable JSON."""
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Invalid(_("The body isn't valid JSON: %(reason)s.") % {"reason": error}) from error
    check_value(data)
    return data


def check_value(value: Any, depth: int = 0) -> None:
    """Raise Invalid where a value is nested too deep, too large, or holds characters that can't be stored."""
    if depth > MAX_DEPTH:
        raise Invalid(_("The body is nested deeper than %(limit)d levels.") % {"limit": MAX_DEPTH})
    if isinstance(value, dict):
        for key, part in value.items():
            check_text(key)
            check_value(part, depth + 1)
    elif isinstance(value, list):
        for part in value:
            check_value(part, depth + 1)
    elif isinstance(value, str):
        check_text(value)
    elif isinstance(value, int | float) and (not math.isfinite(value) or abs(value) > MAX_NUMBER):
        raise Invalid(_("The number %(number)s is out of range.") % {"number": value})


def check_text(text: str) -> None:
    """Raise Invalid for text with a NUL or a lone surrogate, which no database stores."""
    if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise Invalid(_("The text holds a character that can't be stored. Remove control characters and try again."))
