"""Days and moments as text: one spelling, so that no two readers of it disagree."""

import re
from datetime import date

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,6})?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?"
)


def parse_day(text: str) -> date:
    """The day that a text such as 2026-11-27 names. Raises ValueError for every other spelling of ISO 8601 (weeks,
    days without dashes), which Python would read as well."""
    if not DAY.fullmatch(text):
        raise ValueError(f"{text[:30]!r} is not a day such as 2026-11-27")
    return date.fromisoformat(text)
